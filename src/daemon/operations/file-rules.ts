import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { RuleDraft } from '../../rules/session-file/rule-draft.ts';
import type { SavedRule } from '../../rules/session-file/saved.ts';
import type { CallScope } from '../house.ts';

/** What a session file needs of the rules. */
export interface FileRules {
  /**
   * Checks every draft before anything is made; remembers nothing. What is wrong is shown in the file. `saved`: how
   * they stood, by name, or by number for one without a name.
   */
  plan(
    session: string,
    drafts: readonly RuleDraft[],
    saved?: Readonly<Record<string, SavedRule>>,
  ): Result<RulePlan>;
}

export interface RulePlan {
  /**
   * Makes the rules, for the owner in `scope`. Called within the change that makes the session, when all its panes
   * exist and none has run anything: the session is in the store, its panes follow right after this, and only then
   * `session.created` and `pane.created` are told, so that rules for these fire.
   */
  adopt(scope: CallScope, session: SessionId, panes: readonly TmuxPaneId[]): Result<void>;
  /** The session is taken away again, because something else went wrong. */
  withdraw(): void;
}
