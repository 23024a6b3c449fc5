import type { TmuxPaneId } from './ids.ts';

/** Who did it (contract, section 1). */
export interface Actor {
  readonly kind: 'cli' | 'mcp' | 'panel' | 'rule' | 'file' | 'tmux';
  /** `--as NAME` or `$PANECTL_ACTOR`; null where nobody named it. */
  readonly name: string | null;
  /** The pane that the call comes from, null where there is none. */
  readonly tmux_pane: TmuxPaneId | null;
}

/** Changes that panectl saw but did not make: a person at the keyboard, another program, tmux itself. */
export const TMUX_ACTOR: Actor = { kind: 'tmux', name: null, tmux_pane: null };
