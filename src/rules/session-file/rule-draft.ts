import type { RuleDefinition, RuleFire } from '../../domain/rule.ts';
import type { FilePlace } from './file.ts';

/** What a rule is made from, as an entry of `hooks` says it. Nothing in the rule's own languages is checked yet. */
export interface RuleDraft {
  /** Null: its id. */
  readonly name: string | null;
  /** Where that is taken, one with a number is as good: nobody has chosen it. */
  readonly isNameFree: boolean;
  /** Takes the place of a rule of this name. */
  readonly replace: boolean;
  /** A number, a label, or a pattern with `*`; null for what is about the session itself (`on_session_created`). */
  readonly pane: string | null;
  /** All that does not need the session, but the action; `fire` null: as is usual for the event. */
  readonly definition: Omit<RuleDefinition, 'scope' | 'fire' | 'action'> & { readonly fire: RuleFire | null };
  readonly fileName: string;
  /** Of the entry. */
  readonly place: FilePlace;
  /** The texts that are written in a language of their own, for `failureInFile`. */
  readonly passages: {
    readonly match: Passage | null;
    readonly metric: Passage | null;
    readonly if: Passage | null;
    /** What `then` says, in order. */
    readonly actions: readonly Passage[];
    readonly recover: readonly Passage[];
  };
}

/** A text of the file, and where it begins: behind an opening quote. */
export interface Passage extends FilePlace {
  readonly text: string;
  /** The line of the file that it begins in. */
  readonly sourceLine: string;
  /** Whether it stands in that line as it is, so that its own columns can be counted on from there. */
  readonly isVerbatim: boolean;
}
