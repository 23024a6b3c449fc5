import type { PaneNumber, TmuxPaneId } from '../../domain/ids.ts';

/** A condition that came true, before anybody asked whether the rule may act. */
export interface Hit {
  /** Null for what is about the session itself. */
  readonly tmuxPane: TmuxPaneId | null;
  /** Fires the rule, or tells that what it fired for is over. */
  readonly kind: 'fire' | 'recover';
  /** The line that matched; null where nothing printed it. */
  readonly line: HitLine | null;
  /** The event that it follows from; null for output, load and silence, where the pane's own history tells. */
  readonly cause: { readonly seq: number; readonly caused_by: number | null } | null;
  /** What a person reads as the reason, like `cpu 91 % > 80 %`. */
  readonly reason: string;
  /** What the store may no longer know, of a pane that has gone. */
  readonly pane?: HitPane;
}

export interface HitLine {
  readonly text: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly cursor: number;
  readonly at: string;
}

export interface HitPane {
  readonly pane_id: PaneNumber | null;
  readonly label: string | null;
  readonly status: string;
  readonly exit_code: number | null;
  readonly signal: string | null;
}
