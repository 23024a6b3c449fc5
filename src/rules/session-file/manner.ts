import type { FileLine, Placed } from './file.ts';
import { report, type Source } from './source.ts';
import type { FileNode } from './tree.ts';
import { durationOf, type Fields, flagOf, kindOf } from './values.ts';

/** How lines are typed; what is not said (null) is as it is around them. */
export interface Manner {
  readonly enter: boolean | null;
  readonly sleepBefore: number | null;
  readonly sleepAfter: number | null;
  readonly suppressHistory: boolean | null;
}

/** A line as it was written: its pane says the rest. */
export type WrittenLine = Placed<string> & Manner;

export const MANNER_KEYS = ['enter', 'sleep_before', 'sleep_after', 'suppress_history'] as const;

export const PLAIN: Manner = { enter: null, sleepBefore: null, sleepAfter: null, suppressHistory: null };

export const mannerOf = (source: Source, fields: Fields<string>): Manner => ({
  enter: flag(source, fields, 'enter'),
  sleepBefore: sleep(source, fields, 'sleep_before'),
  sleepAfter: sleep(source, fields, 'sleep_after'),
  suppressHistory: flag(source, fields, 'suppress_history'),
});

/** The inner one counts where it says something. */
export const within = (outer: Manner, inner: Manner): Manner => ({
  enter: inner.enter ?? outer.enter,
  sleepBefore: inner.sleepBefore ?? outer.sleepBefore,
  sleepAfter: inner.sleepAfter ?? outer.sleepAfter,
  suppressHistory: inner.suppressHistory ?? outer.suppressHistory,
});

/** What nobody says is as in tmuxp: with Enter, at once, and behind a blank. */
export const typedAs = (line: WrittenLine, pane: Manner): FileLine => {
  const { enter, sleepBefore, sleepAfter, suppressHistory } = within(pane, line);
  return {
    ...{ value: line.value, line: line.line, column: line.column },
    ...{ enter: enter ?? true, sleepBefore: sleepBefore ?? 0, sleepAfter: sleepAfter ?? 0 },
    suppressHistory: suppressHistory ?? true,
  };
};

const flag = (source: Source, fields: Fields<string>, key: string): boolean | null => {
  const entry = fields.get(key);
  return entry === undefined ? null : flagOf(source, entry.value, key);
};

const sleep = (source: Source, fields: Fields<string>, key: string): number | null => {
  const entry = fields.get(key);
  if (entry === undefined) return null;
  const ms = numberOf(entry.value) ?? durationOf(source, entry.value, key);
  if (ms >= 0 && ms <= LONGEST_MS) return ms;
  report(source, entry.value, `${key} is at most 24h, not ${kindOf(entry.value)}`);
  return 0;
};

const LONGEST_MS = 86_400_000;

/** Seconds in any form that YAML has for a number, as `.5`. */
const numberOf = (node: FileNode): number | null =>
  node.kind === 'scalar' && typeof node.value === 'number' && Number.isFinite(node.value)
    ? Math.round(node.value * 1_000)
    : null;
