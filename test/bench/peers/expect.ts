import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { timed } from '../figures.ts';
import { type Ground, NOTHING, type Peer, type Way } from './peer.ts';
import { callMs, pathOf, versionOf } from './programs.ts';
import { makeTrigger } from './reaction.ts';

/** No tmux here: programs on terminals of its own. */
export const expect: Peer = {
  name: 'expect',
  from: 'apt-get install expect',
  version: () => versionOf('expect', '-v'),
  open: (ground) => {
    const { tmux } = ground;
    const program = pathOf('expect') ?? 'expect';
    const call = (script: string) => callMs({ program, args: ['-c', script], env: tmux.env });
    const shell = talk(ground, program);
    const reaction = react(ground, program);
    return Promise.resolve({
      ...NOTHING,
      ways: [
        { operation: 'exec', how: 'expect, with a shell of its own', sample: () => call(ASK_A_SHELL) },
        {
          operation: 'exec',
          how: 'expect that stays, in its shell',
          sample: async () => (await timed(shell.ask)).ms,
        },
        { operation: 'exit', how: 'expect, spawn and wait', sample: () => call(WAIT_FOR_EXIT) },
        reaction.way,
      ],
      end: () => Promise.resolve(void [shell, reaction].map(({ end }) => end())),
    });
  },
};

const ASK_A_SHELL =
  'log_user 0; spawn sh; send "echo \\$((6 * 7))\\r"; expect {-re {\\n42} {} default {exit 1}}; send "exit\\r"; expect eof';
const WAIT_FOR_EXIT = 'log_user 0; spawn sh -c "exit 7"; expect eof; if {[lindex [wait] 3] != 7} {exit 1}';
const STAYING = `log_user 0
spawn sh
while {[gets stdin line] >= 0} {
  send "echo \\$((6 * 7))\\r"
  expect -re {\\n42}
  puts done
  flush stdout
}
send "exit\\r"
expect eof
`;

const talk = ({ tmux, folder }: Ground, program: string) => {
  const file = join(folder, 'staying.exp');
  writeFileSync(file, STAYING);
  const child = spawn(program, [file], { env: tmux.env, stdio: ['pipe', 'pipe', 'ignore'] });
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('expect did not answer')), 15_000);
      child.stdout.once('data', () => {
        clearTimeout(timer);
        resolve();
      });
      child.stdin.write('go\n');
    });
  return { ask, end: () => child.stdin.end() };
};

const react = (
  { tmux, folder }: Ground,
  program: string,
): { readonly way: Way; readonly end: () => void } => {
  const { prints, action, sample } = makeTrigger(folder, 'expect');
  const file = join(folder, 'reacting.exp');
  const wait = `expect -re {FIRE [^\\n]*\\n} {exec ${action}; exp_continue} eof`;
  writeFileSync(file, `log_user 0\nset timeout -1\nspawn sh -c "${prints}"\n${wait}\n`);
  const child = spawn(program, [file], { env: tmux.env, stdio: 'ignore' });
  return {
    way: { operation: 'react', how: 'expect that stays', sample },
    end: () => void child.kill('SIGTERM'),
  };
};
