import { spawn } from 'node:child_process';
import xterm from '@xterm/headless';
import { lastOfChain } from './panes.ts';

const DEADLINE_MS = 20_000;
const SIZE = { cols: 120, rows: 40 };

/** A program on a terminal of its own (`script` of util-linux makes it), and what is on its screen. */
export interface Terminal {
  readonly press: (keys: string) => void;
  readonly rows: () => readonly string[];
  /** The time at which the bytes came that first made the screen so. */
  readonly sees: (isSo: (rows: readonly string[]) => boolean) => Promise<number>;
  /** Of `script`; what runs on the terminal is its last descendant. */
  readonly pid: number;
  readonly ended: Promise<unknown>;
}

/** `command` is shell text. */
export const onTerminal = async <T>(
  command: string,
  env: Readonly<Record<string, string>>,
  body: (terminal: Terminal) => Promise<T>,
): Promise<T> => {
  const screen = new xterm.Terminal({ ...SIZE, allowProposedApi: true });
  const text = `stty cols ${SIZE.cols} rows ${SIZE.rows}; ${command}`;
  const child = spawn('script', ['-qfec', text, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const watchers = new Set<(atMs: number) => void>();
  child.stdout.on('data', (bytes: Buffer) => {
    const atMs = performance.now();
    screen.write(bytes, () => {
      for (const watcher of watchers) watcher(atMs);
    });
  });
  const rows = () =>
    Array.from(
      { length: SIZE.rows },
      (_, y) => screen.buffer.active.getLine(y)?.translateToString(true) ?? '',
    );
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    return await body({
      press: (keys) => child.stdin.write(keys),
      rows,
      sees: (isSo) =>
        firstSight(
          watchers,
          () => isSo(rows()),
          () => rows().join('\n'),
        ),
      pid: child.pid ?? 0,
      ended,
    });
  } finally {
    // `script` itself takes no notice of a signal; it ends with what runs on its terminal.
    if (child.exitCode === null && child.pid !== undefined) process.kill(lastOfChain(child.pid), 'SIGTERM');
    await ended;
    screen.dispose();
  }
};

const firstSight = (
  watchers: Set<(atMs: number) => void>,
  isSo: () => boolean,
  screen: () => string,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      watchers.delete(look);
    };
    const look = (atMs: number): void => {
      if (!isSo()) return;
      end();
      resolve(atMs);
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`not seen within ${DEADLINE_MS} ms; the screen is\n${screen()}`));
    }, DEADLINE_MS);
    watchers.add(look);
  });
