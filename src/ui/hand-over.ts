import { spawn } from 'node:child_process';

/** Appended to an attach: tmux shows it in the status line of the client that has just come. */
const WAY_BACK = [';', 'display-message', '-d', '4000', 'panectl: prefix d brings you back to the panel'];

/**
 * With this terminal as its own, e.g. `tmux attach`, which refuses to run where `TMUX` is set. A command that can not
 * start has ended.
 */
export const runHere = async (argv: readonly string[]): Promise<void> => {
  await stopReading();
  await new Promise<void>((resolve) => {
    const { TMUX: _outer, ...env } = process.env;
    const [program = '', ...args] = argv;
    const child = spawn(program, [...args, ...WAY_BACK], { stdio: 'inherit', env });
    child.on('error', () => resolve());
    child.on('close', () => resolve());
  });
  dropWhatWasRead();
};

/**
 * Ink takes its listener off standard input, but Node reads on: of two readers of a terminal each gets some of the keys,
 * and ours would be pressed in the panel afterwards. Node's own stream stops to read on the turn after its `pause`,
 * which does something only once the listener's end has been noticed, a turn after it.
 */
const stopReading = async (): Promise<void> => {
  await nextTurn();
  process.stdin.pause();
  await nextTurn();
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Keys from before the program was there: nobody knows whom they were meant for. */
const dropWhatWasRead = (): void => {
  while (process.stdin.read() !== null);
};
