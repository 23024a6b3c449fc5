import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { afterMs } from './deadline.ts';
import { cleanEnvironment } from './environment.ts';

export interface OneShot {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs tmux once, in a clean environment. Words are argv here: tmux takes a word that ends in `;` for the end of a
 * command (cmd_parse_from_arguments), so that `;` is escaped.
 */
export const runOnce = async (
  program: string,
  socketPath: string,
  commands: readonly (readonly string[])[],
  timeoutMs = 5_000,
): Promise<OneShot> => {
  const words = commands.flatMap((command, index) => [
    ...(index === 0 ? [] : [';']),
    ...command.map((word) => (word.endsWith(';') ? `${word.slice(0, -1)}\\;` : word)),
  ]);
  const running = execa(program, ['-u', '-S', socketPath, ...words], {
    env: cleanEnvironment(process.env),
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    stripFinalNewline: true,
  });
  const result = await running.finally(afterMs(timeoutMs, () => giveUp(running)));
  return {
    ok: !result.failed,
    stdout: result.stdout ?? '',
    stderr: result.stderr || (result.shortMessage ?? ''),
  };
};

/**
 * A tmux client hands its output over to the server as a file descriptor, and one that lies in the socket of a server
 * that stands still keeps the pipe open: so the reading ends here, and not with the process.
 */
const giveUp = ({ kill, stdout, stderr }: Running): void => {
  kill('SIGKILL');
  stdout.destroy();
  stderr.destroy();
};

interface Running {
  readonly kill: (signal: 'SIGKILL') => boolean;
  readonly stdout: Readable;
  readonly stderr: Readable;
}
