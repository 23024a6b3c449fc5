import { spawn } from 'node:child_process';
import type { PrivateTmux } from '../support/private-tmux.ts';

export interface ControlClient {
  /** One tmux command as tmux reads it; answers its output lines. */
  readonly send: (command: string) => Promise<readonly string[]>;
  readonly end: () => void;
}

/** The floor: the smallest control-mode client that can wait for an answer. It reads nothing else. */
export const openControlClient = async (tmux: PrivateTmux, session: string): Promise<ControlClient> => {
  const attach = ['attach-session', '-E', '-t', `=${session}:`, '-f', 'no-output,ignore-size'];
  const child = spawn('tmux', ['-S', tmux.socket, '-C', ...attach], { env: tmux.env });
  const waiting: ((lines: readonly string[]) => void)[] = [];
  let block: string[] | null = null;
  let rest = '';
  const read = (line: string): void => {
    if (block === null) {
      if (line.startsWith('%begin ')) block = [];
      return;
    }
    if (!/^%(end|error) /.test(line)) {
      block.push(line);
      return;
    }
    // Bit 0 of the flags: the block answers us, not somebody else's hook (tmux(1), CONTROL MODE).
    if (line.endsWith(' 1')) waiting.shift()?.(block);
    block = null;
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) read(line);
  });
  const send = (command: string) =>
    new Promise<readonly string[]>((resolve) => {
      waiting.push(resolve);
      child.stdin.write(`${command}\n`);
    });
  await send('display-message -p ready');
  return { send, end: () => child.stdin.end() };
};
