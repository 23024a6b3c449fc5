import { execFileSync } from 'node:child_process';
import { failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { isTooOld } from '../domain/tmux-version.ts';
import { cleanEnvironment } from './environment.ts';

export interface TmuxProgram {
  readonly program: string;
  /** As tmux prints it: `3.3a`. */
  readonly version: string;
}

const INSTALL = 'Install tmux 3.3 or newer, e.g. `apt install tmux` or `brew install tmux`.';

/**
 * The tmux to use. `tmux_missing` without one, `tmux_too_old` below 3.3: 3.2 ends the whole server when a control
 * client sees a pane with remain-on-exit (NULL `wp->event` in control.c, fixed in 3.3).
 */
export const findTmux = (program = 'tmux', env: NodeJS.ProcessEnv = process.env): Result<TmuxProgram> => {
  const printed = askVersion(program, env);
  if (printed === null) return failed(failure('tmux_missing', `There is no ${program} here.`, INSTALL));
  const version = printed.replace(/^tmux\s+/, '').trim();
  if (!isTooOld(version)) return success({ program, version });
  return failed(
    failure('tmux_too_old', `This is tmux ${version}, and panectl needs 3.3.`, INSTALL, { version }),
  );
};

const askVersion = (program: string, env: NodeJS.ProcessEnv): string | null => {
  try {
    return execFileSync(program, ['-V'], { env: cleanEnvironment(env), encoding: 'utf8', timeout: 5_000 });
  } catch {
    return null;
  }
};
