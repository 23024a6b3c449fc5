import { execa } from 'execa';
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
  const result = await execa(program, ['-u', '-S', socketPath, ...words], {
    env: cleanEnvironment(process.env),
    extendEnv: false,
    reject: false,
    timeout: timeoutMs,
    stdin: 'ignore',
    stripFinalNewline: true,
  });
  return {
    ok: !result.failed,
    stdout: result.stdout ?? '',
    stderr: result.stderr || (result.shortMessage ?? ''),
  };
};
