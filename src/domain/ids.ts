/**
 * Branded ids. The sigil is part of the value, so a log line or a JSON answer says what it names.
 * tmux never gives one of these twice within one server's life; together with the server's pid and
 * start time they are identity. Indexes and names are not.
 */

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** tmux's `$N`. */
export type SessionId = Branded<`$${number}`, 'SessionId'>;
/** tmux's `@N`. */
export type WindowId = Branded<`@${number}`, 'WindowId'>;
/** tmux's `%N`. */
export type TmuxPaneId = Branded<`%${number}`, 'TmuxPaneId'>;
/** panectl's own small number of a pane within its session, from 0. Not tmux's `pane_index`. */
export type PaneNumber = Branded<number, 'PaneNumber'>;
/** `e1`, `e2`, … in the order of acceptance, never reused within one database. */
export type ExecId = Branded<`e${number}`, 'ExecId'>;
/** `r1`, `r2`, … */
export type RuleId = Branded<`r${number}`, 'RuleId'>;

export const isSessionId = (text: string): text is SessionId => /^\$\d{1,15}$/.test(text);
export const isWindowId = (text: string): text is WindowId => /^@\d{1,15}$/.test(text);
export const isTmuxPaneId = (text: string): text is TmuxPaneId => /^%\d{1,15}$/.test(text);
export const isExecId = (text: string): text is ExecId => /^e\d{1,15}$/.test(text);
export const isRuleId = (text: string): text is RuleId => /^r\d{1,15}$/.test(text);
export const isPaneNumber = (value: number): value is PaneNumber => Number.isSafeInteger(value) && value >= 0;

/** `%12` → 12. Ids order by age: a larger number was made later. */
export const ordinalOf = (id: SessionId | WindowId | TmuxPaneId | ExecId | RuleId): number =>
  Number(id.slice(1));

export const paneNumber = (value: number): PaneNumber => {
  if (!isPaneNumber(value)) throw new RangeError(`not a pane number: ${value}`);
  return value;
};

export const execId = (ordinal: number): ExecId => brandExec(`e${ordinal}`);

export const ruleId = (ordinal: number): RuleId => brandRule(`r${ordinal}`);

const brandRule = (text: string): RuleId => {
  if (!isRuleId(text)) throw new RangeError(`not a rule id: ${text}`);
  return text;
};

const brandExec = (text: string): ExecId => {
  if (!isExecId(text)) throw new RangeError(`not an exec id: ${text}`);
  return text;
};
