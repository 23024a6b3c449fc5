import { spawn } from 'node:child_process';
import { until } from '../support/until.ts';
import type { PanectlHouse } from '../support/with-panectl.ts';

const STAMP = `T\${EPOCHREALTIME/[.,]/}T`;
/** Says so, with the time, whenever it gets a line. */
export const TRIGGER = `exec bash --norc -c 'while read -r _; do echo "FIRE ${STAMP}"; done'`;

/** A bare control client: when the trigger said that it fired, and when tmux told of a new pane after that. */
export interface Watch {
  /** Milliseconds from the next trigger to the next new pane. */
  readonly next: () => Promise<number>;
  /** Makes the pane itself. */
  readonly act: () => void;
  readonly end: () => void;
}

export const openWatch = async ({ tmux }: PanectlHouse, session: string, made: string): Promise<Watch> => {
  const attach = ['attach-session', '-E', '-t', `=${session}:`, '-f', 'ignore-size'];
  const child = spawn('tmux', ['-S', tmux.socket, '-C', ...attach], { env: tmux.env });
  let acts = false;
  let firedMs: number | null = null;
  let madeMs: number | null = null;
  child.stdout.on('data', (chunk: Buffer) => {
    const atMs = performance.timeOrigin + performance.now();
    const text = chunk.toString('latin1');
    const stamp = /FIRE T(\d{16})T/.exec(text)?.[1];
    if (stamp !== undefined) {
      firedMs = Number(stamp) / 1_000;
      if (acts) child.stdin.write(`split-window -d -t '=${session}:' '${made}'\n`);
    }
    if (firedMs !== null && /^%(layout-change|window-add)/m.test(text)) madeMs ??= atMs;
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    act: () => {
      acts = true;
    },
    next: async () => {
      await until(() => firedMs !== null && madeMs !== null, { what: 'a new pane' });
      const took = (madeMs ?? 0) - (firedMs ?? 0);
      firedMs = null;
      madeMs = null;
      return took;
    },
    end: () => void child.kill('SIGKILL'),
  };
};
