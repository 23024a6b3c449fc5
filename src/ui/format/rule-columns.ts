import type { Rule } from '../../domain/rule.ts';
import { columnsOf } from './cut.ts';
import { watchedShort } from './rule-text.ts';

/** Widths of the columns of the triggers; 0 means that the column is not shown. */
export interface RuleColumns {
  readonly name: number;
  readonly scope: number;
  readonly kind: number;
  /** The gauge, or the condition. */
  readonly detail: number;
  readonly state: number;
  readonly fired: number;
  /** Hits and suppressed. */
  readonly counts: number;
  /** Last match or error. */
  readonly last: number;
}

/** Cursor and state glyph in front of the name. */
export const RULE_LEAD = 4;
const STATE = 12;
const FIRED = 5;
/** The longest word, with a blank on each side. */
const KIND = 9;
const COUNTS = 11;
const MARGIN = 1;
/** Value, bar and threshold: the bar gets what the two numbers leave. */
export const GAUGE_LEAST = 20;
const LAST_LEAST = 24;

/** As it narrows these go in turn: last match, counts, scope, kind. A tiny terminal keeps glyph, name and state. */
export const ruleColumnsFor = (width: number, isTiny: boolean, rules: readonly Rule[]): RuleColumns => {
  const name = wantedWidth(rules, ({ name: text }) => text, 8, 20);
  const scope = wantedWidth(rules, watchedShort, 4, 14) + 1;
  const none = { scope: 0, kind: 0, detail: 0, state: STATE, fired: 0, counts: 0, last: 0 };
  const room = width - RULE_LEAD - MARGIN;
  if (isTiny) return { ...none, name: Math.max(1, room - STATE - 1) };
  const fixed = STATE + FIRED + 1;
  // A long name gives way before the gauge does, but not until nobody can tell it from another.
  const least = Math.min(name, NAME_KEPT);
  const hasKind = room - fixed - KIND - GAUGE_LEAST >= least;
  const kind = hasKind ? KIND : 0;
  const forNames = room - fixed - kind - GAUGE_LEAST;
  const names = Math.max(8, Math.min(name, hasKind ? forNames - Math.min(scope, 9) : forNames));
  const scopes = hasKind && forNames - names >= 5 ? Math.min(scope, forNames - names) : 0;
  const left = Math.max(0, room - fixed - names - scopes - kind - (hasKind ? 0 : 1));
  return { ...none, name: names, scope: scopes, kind, fired: FIRED, ...shared(left) };
};

const NAME_KEPT = 12;

/** What is left goes to the gauge up to a good length, then to the counts, then to the last match. */
const shared = (left: number): Pick<RuleColumns, 'detail' | 'counts' | 'last'> => {
  const counts = left >= GAUGE_LEAST + COUNTS + 4 ? COUNTS : 0;
  const rest = left - counts;
  const last =
    rest >= GAUGE_LEAST + LAST_LEAST ? rest - Math.max(GAUGE_LEAST, Math.min(30, Math.floor(rest * 0.4))) : 0;
  return { detail: rest - last, counts, last };
};

const wantedWidth = (
  rules: readonly Rule[],
  textOf: (rule: Rule) => string,
  least: number,
  most: number,
): number =>
  Math.min(
    most,
    rules.reduce((widest, rule) => Math.max(widest, columnsOf(textOf(rule).slice(0, 40))), least),
  );
