import { failure } from '../domain/failure.ts';
import { isTmuxPaneId, isWindowId, type SessionId, type TmuxPaneId, type WindowId } from '../domain/ids.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { makeWindow } from './checked-window-size.ts';
import { formatLiteral } from './format-literal.ts';
import { newSessionWords } from './start-server.ts';
import type { NewSession, Tmux } from './tmux.ts';

export interface PaneSpec {
  /** A folder as it is called; what looks like a format in it means nothing. */
  readonly cwd: string;
  /** One shell command for tmux to run, or words to run without a shell; the person's shell unless given. */
  readonly command?: string | readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface NewWindow extends PaneSpec {
  readonly sessionId: SessionId;
  /** Sets the name, as it is, for good; without one tmux names the window after what runs in it. */
  readonly name?: string;
  /** Window option `@panectl`. */
  readonly mark?: 'panes' | 'panel';
}

export interface NewPane extends PaneSpec {
  /** The pane that gives up room. */
  readonly target: TmuxPaneId;
  /** `h`: side by side; `v`: one above the other. */
  readonly direction: 'h' | 'v';
  /** Columns or lines, or a share such as `40%`; half unless given. */
  readonly size?: string;
  /** Before the target instead of after it. */
  readonly before?: boolean;
}

export interface MadePane {
  readonly windowId: WindowId;
  readonly tmuxPane: TmuxPaneId;
}

/**
 * Makes a window in the background, after the session's last one. Nobody's focus moves, and neither sizes nor layouts
 * change. Failures as `Tmux.command`.
 */
export const newWindow = async (tmux: Tmux, spec: NewWindow): Promise<Result<MadePane>> => {
  const made = await makeWindow(tmux, [
    ...['new-window', '-d', '-t', `${spec.sessionId}:`, ...PRINT, ...cwdWords(spec)],
    ...(spec.name === undefined ? [] : ['-n', formatLiteral(spec.name)]),
    ...environmentWords(spec.env),
    ...commandWords(spec.command),
  ]);
  const pane = made.ok ? madePane(made.value) : made;
  if (pane.ok && spec.mark !== undefined) {
    await tmux.command('set-option', '-w', '-t', pane.value.windowId, '@panectl', spec.mark);
  }
  return pane;
};

/**
 * Splits a pane in the background: `-d` keeps the active pane, `-Z` a zoom. Only where there is one: `-Z` makes one
 * as well (window_push_zoom with `always`, cmd-split-window.c of 3.3a). `no_space` where there is no room.
 */
export const splitWindow = async (tmux: Tmux, spec: NewPane): Promise<Result<MadePane>> => {
  const asked = await tmux.command('display-message', '-p', '-t', spec.target, '#{window_zoomed_flag}');
  if (!asked.ok) return asked;
  const zoom = asked.value[0] === '1' ? ['-Z'] : [];
  const made = await tmux.command(
    ...['split-window', '-d', ...zoom, `-${spec.direction}`, '-t', spec.target, ...PRINT, ...cwdWords(spec)],
    ...(spec.size === undefined ? [] : ['-l', spec.size]),
    ...(spec.before === true ? ['-b'] : []),
    ...environmentWords(spec.env),
    ...commandWords(spec.command),
  );
  return made.ok ? madePane(made.value) : made;
};

/** A detached session on a server that runs; its id is the first line. `Tmux.startServer` is for where none runs. */
export const newSession = (tmux: Tmux, session: NewSession): Promise<Result<readonly string[]>> =>
  makeWindow(tmux, newSessionWords(session));

const PRINT = ['-P', '-F', '#{window_id} #{pane_id}'];

const cwdWords = ({ cwd }: PaneSpec): readonly string[] => ['-c', formatLiteral(cwd)];

const environmentWords = (env: PaneSpec['env']): readonly string[] =>
  Object.entries(env ?? {}).flatMap(([name, value]) => ['-e', `${name}=${value}`]);

const commandWords = (command: PaneSpec['command']): readonly string[] => {
  if (command === undefined) return [];
  return ['--', ...(typeof command === 'string' ? [command] : command)];
};

const madePane = (lines: readonly string[]): Result<MadePane> => {
  const [windowId = '', tmuxPane = ''] = (lines[0] ?? '').split(' ');
  if (isWindowId(windowId) && isTmuxPaneId(tmuxPane)) return success({ windowId, tmuxPane });
  return failed(failure('internal', `tmux did not name the pane that it made: ${lines.join(' ')}`));
};
