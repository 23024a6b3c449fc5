import type { TmuxPaneId } from '../domain/ids.ts';
import type { PanelSettings } from './panel-settings.ts';

/** What a caller knows about itself and tells with each call. The daemon never looks at its own environment for this. */
export interface Caller {
  readonly kind: 'cli' | 'mcp' | 'panel';
  /** `--as NAME` or `$PANECTL_ACTOR`. */
  readonly name: string | null;
  /** `$TMUX_PANE`, only when `$TMUX` names the server that this daemon serves. */
  readonly tmuxPane: TmuxPaneId | null;
  readonly cwd: string;
  readonly stdoutIsTerminal: boolean;
  readonly stdinIsTerminal: boolean;
  readonly columns: number;
  /** False with `NO_COLOR`, `TERM=dumb`, or where standard output is no terminal. */
  readonly color: boolean;
  /** From `--json`, `--text`, `PANECTL_FORMAT`; null where nobody said: text on a terminal, JSON elsewhere. */
  readonly format: 'json' | 'text' | null;
  /** True when the caller sits inside some tmux (then `panel` makes a window). */
  readonly insideTmux: boolean;
}

/** What a call ends with when it has to go on in the caller's own process, because it needs its terminal. */
export type LocalAction =
  | {
      readonly kind: 'panel';
      readonly session: string | null;
      /** As lines: once, or until it is ended. */
      readonly plain: 'once' | 'follow' | null;
      readonly settings: PanelSettings;
    }
  | { readonly kind: 'attach'; readonly argv: readonly string[] }
  /** Runs `callback` for each line that the call `argv` streams, with the line on its standard input. */
  | { readonly kind: 'callback'; readonly callback: string; readonly argv: readonly string[] };
