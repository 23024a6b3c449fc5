import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { PANECTL } from '../../support/run-panectl.ts';
import { daemonsOf } from '../../support/with-panectl.ts';
import { crashWay } from './crash.ts';
import { loadingWays, workspaceFile } from './loading.ts';
import type { Ground, Opened, Peer, Way } from './peer.ts';
import { callMs, outputOf } from './programs.ts';
import { makeTrigger } from './reaction.ts';

/** Ours, by its command line: a call is a process, as with the others. */
export const panectl: Peer = {
  name: 'panectl',
  from: 'this repository',
  version: () => Promise.resolve(packageJson.version),
  open: async (ground) => {
    const { tmux, home } = ground.ours;
    const toCall = (args: readonly string[]) => ({
      program: PANECTL,
      args: ['-S', tmux.socket, ...args],
      env: { ...tmux.env, PANECTL_HOME: home },
    });
    const call = (...args: readonly string[]) => callMs(toCall(args));
    /** Its failures are part of what is measured: a command that fails has exit status 1. */
    const failing = async (...args: readonly string[]): Promise<number> => {
      const begin = performance.now();
      await outputOf(toCall(args)).catch(() => '');
      return performance.now() - begin;
    };
    const thenKilled = async (took: Promise<number>, label: string): Promise<number> => {
      const value = await took;
      await call('pane-kill', 'bench', label, '--grace', '0');
      return value;
    };
    const create = (round: number) =>
      thenKilled(call('pane-create', 'bench', `c${round}`, '--command', ground.quiet), `c${round}`);
    const exit = (round: number) =>
      thenKilled(
        failing('pane-create', 'bench', `x${round}`, '--command', 'exit 7', '--wait', 'exit'),
        `x${round}`,
      );
    return {
      ways: [
        { operation: 'count', how: 'panectl pane-count', sample: () => call('pane-count', 'bench') },
        { operation: 'list', how: 'panectl pane-list', sample: () => call('pane-list', 'bench') },
        {
          operation: 'usage',
          how: 'panectl pane-list-detailed',
          sample: () => call('pane-list-detailed', 'bench'),
        },
        { operation: 'create', how: 'panectl pane-create', sample: create },
        {
          operation: 'capture',
          how: 'panectl pane-capture',
          sample: () => call('pane-capture', 'bench', 'main'),
        },
        {
          operation: 'exec',
          how: 'panectl pane-exec --wait',
          sample: () => call('pane-exec', 'bench', 'main', 'echo $((6 * 7))', '--wait'),
        },
        ...loadingWays(ground, {
          how: 'panectl session-create --file',
          tmux,
          name: 'ours',
          load: (session, marks) =>
            call('session-create', session, '--file', workspaceFile(ground, session, marks)),
        }),
        { operation: 'exit', how: 'panectl pane-create --wait exit', sample: exit },
        ...restartWays(ground, call),
        await ruleWay(ground, call),
      ],
      ...(await costs(ground)),
      end: () => Promise.resolve(),
    };
  },
};

type Caller = (...args: readonly string[]) => Promise<number>;

/** As it comes it waits a second first; a session file can say otherwise. */
const restartWays = ({ folder, ours }: Ground, call: Caller): readonly Way[] =>
  ['1s', '10ms'].map((delay) => {
    const how = delay === '1s' ? 'panectl, restart: on_failure' : `panectl, restart after ${delay}`;
    return crashWay(how, folder, `ours-${delay}`, async (command, round) => {
      const session = `crash-${delay}-${round}`;
      const file = join(folder, `${session}.yaml`);
      writeFileSync(
        file,
        `windows:\n  - panes:\n      - label: crash\n        command: ${command}\n        restart: {policy: on_failure, delay: ${delay}}\n`,
      );
      await call('session-create', session, '--file', file);
      return () => ours.tmux.run('kill-session', '-t', `=${session}`);
    });
  });

/** A trigger that makes a pane; now and then it is told that it may fire again. */
const ruleWay = async ({ folder, ours }: Ground, call: Caller): Promise<Way> => {
  const { prints, pattern, action, sample } = makeTrigger(folder, 'rule');
  await call('session-create', 'react');
  await call('pane-create', 'react', 'trigger', '--command', prints);
  const made = `pane-create {{ session }} made --unique --no-keep --command '${action}'`;
  await ours.ask('on-pattern', 'react', 'trigger', pattern, made, '--name', 'fire');
  return {
    operation: 'react',
    how: 'panectl, a trigger (makes a pane)',
    sample: async (round) => {
      const took = await sample();
      if (round % 5 === 4) {
        await call('rule-pause', 'fire');
        await call('rule-resume', 'fire');
      }
      return took;
    },
  };
};

const costs = async ({ ours }: Ground): Promise<Pick<Opened, 'residents' | 'monitors'>> => {
  const { tmux, home } = ours;
  const [daemon] = daemonsOf(tmux.socket);
  const server = await tmux.serverPid();
  if (daemon === undefined || server === null) throw new Error('no daemon runs');
  return {
    residents: [
      { how: 'panectl, its daemon with its tmux clients', pids: () => [daemon, ...childrenOf(daemon)] },
      { how: 'panectl, the tmux server beneath', pids: () => [server] },
    ],
    monitors: [
      {
        how: 'panectl panel (over its daemon)',
        program: 'panectl',
        command: `exec env PANECTL_HOME=${home} TMUX= ${PANECTL} -S ${tmux.socket} panel`,
      },
    ],
  };
};

/** Its control client is a process of its own. */
const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((each) => each !== '')
    .map(Number);
