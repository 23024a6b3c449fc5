import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Who watches: a person in the panel, or a log that gets a line per step. */
export interface Audience {
  readonly say: (line: string) => void;
  /** Resolves when the person has closed the panel; never where there is none. */
  readonly left: Promise<void>;
  /** Ends the panel and gives the terminal back; resolves when it is free. */
  readonly end: () => Promise<void>;
}

export const plainAudience = (): Audience => ({
  say: (line) => void process.stdout.write(`${line}\n`),
  left: new Promise(() => {}),
  end: () => Promise.resolve(),
});

/** The panel has the terminal; what is said meanwhile is shown when it has ended. */
export const panelAudience = (tmuxSocket: string): Audience => {
  const lines: string[] = [];
  const client = fileURLToPath(new URL('./cli.mjs', import.meta.url));
  const panel = spawn(process.execPath, [client, '-S', tmuxSocket, 'panel'], { stdio: 'inherit' });
  const left = endOf(panel);
  return {
    say: (line) => void lines.push(line),
    left,
    end: async () => {
      panel.kill('SIGTERM');
      await left;
      process.stdout.write(`${lines.join('\n')}\n`);
    },
  };
};

const endOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
  });
