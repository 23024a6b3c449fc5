import { type Failure, failure } from '../domain/failure.ts';
import { isTooOld } from '../domain/tmux-version.ts';

/** Asked only before a daemon is started, so that no ordinary call pays for it. Null where tmux is as it should be. */
export const tmuxProblem = (env: Readonly<Record<string, string | undefined>>): Failure | null => {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const asked = spawnSync('tmux', ['-V'], { env: { ...env }, encoding: 'utf8', timeout: 5_000 });
  if (asked.error !== undefined)
    return failure(
      'tmux_missing',
      'panectl needs tmux 3.3 or newer, and there is none',
      'install it, e.g. with `sudo apt install tmux` or `brew install tmux`',
    );
  const version = asked.stdout.trim().replace(/^tmux /, '');
  return isTooOld(version)
    ? failure(
        'tmux_too_old',
        `panectl needs tmux 3.3 or newer, and this is ${version}`,
        "install a newer one, e.g. from your distribution's backports",
        { version },
      )
    : null;
};
