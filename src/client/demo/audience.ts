import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Who watches: a person in the panel, or a log that gets a line per step. */
export interface Audience {
  readonly say: (line: string) => void;
  /** Resolves when the person has closed the panel; never where there is none. */
  readonly left: Promise<void>;
  /** Leaves the last picture standing for a moment, at most so many milliseconds, or until the person leaves. */
  readonly linger: (mostMs: number) => Promise<void>;
  /** Ends the panel and gives the terminal back; resolves when it is free. */
  readonly end: () => Promise<void>;
}

export const plainAudience = (): Audience => ({
  say: (line) => void process.stdout.write(`${line}\n`),
  left: new Promise(() => {}),
  linger: () => Promise.resolve(),
  end: () => Promise.resolve(),
});

const LAST_LOOK_MS = 6_000;

/** The panel has the terminal, and shows the story; what is said meanwhile stands there when it has ended. */
export const panelAudience = (
  tmuxSocket: string,
  story: string,
  env: Readonly<Record<string, string | undefined>>,
): Audience => {
  const lines: string[] = [];
  const client = fileURLToPath(new URL('./cli.mjs', import.meta.url));
  const panel = spawn(process.execPath, [client, '-S', tmuxSocket, 'panel'], {
    stdio: 'inherit',
    env: { ...env },
  });
  const left = endOf(panel);
  return {
    say: (line) => void lines.push(line),
    left,
    linger: (mostMs) => {
      appendFileSync(story, '\n The panel closes in a moment; q closes it.\n');
      return Promise.race([left, pause(Math.min(mostMs, LAST_LOOK_MS))]);
    },
    end: async () => {
      panel.kill('SIGTERM');
      await left;
      process.stdout.write(`${lines.join('\n')}\n`);
    },
  };
};

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)).unref());

const endOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
  });
