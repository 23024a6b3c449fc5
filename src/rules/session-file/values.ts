import { parseDuration } from '../../domain/duration.ts';
import { nearest } from '../../domain/nearest.ts';
import type { FilePlace, Placed } from './file.ts';
import { report, type Source } from './source.ts';
import type { Entry, FileNode } from './tree.ts';

/**
 * Reading single values. What is wrong is reported in the source, and null or something empty is answered, so that
 * the rest is read as well: nothing of a file with a problem is used.
 */

/** The entries of a map that are known there; one without a value counts as left out. */
export type Fields<Key extends string> = ReadonlyMap<Key, Entry>;

/** `what` as in "a pane". Unknown keys name the nearest known one. */
export const fieldsOf = <Key extends string>(
  source: Source,
  node: FileNode,
  what: string,
  keys: readonly Key[],
): Fields<Key> => {
  const fields = new Map<Key, Entry>();
  if (node.kind !== 'map') {
    report(source, node, `${what} is a map, not ${kindOf(node)}`, { hint: `its keys: ${keys.join(', ')}` });
    return fields;
  }
  for (const entry of node.entries) {
    const key = keys.find((each) => each === entry.key);
    if (key === undefined) reportUnknown(source, entry, what, keys);
    else if (!isNothing(entry.value)) fields.set(key, entry);
  }
  return fields;
};

/** What a map should have besides; nothing is said where a key that is not known may have been meant for it. */
export const requireField = <Key extends string>(
  source: Source,
  node: FileNode,
  what: string,
  key: Key,
  known: readonly string[],
): void => {
  if (node.kind !== 'map' || node.entries.some((entry) => entry.key === key || !known.includes(entry.key)))
    return;
  report(source, node, `${what} needs ${key}`);
};

const reportUnknown = (source: Source, entry: Entry, what: string, keys: readonly string[]): void => {
  const similar = nearest(entry.key, keys);
  const advice = similar.length > 0 ? `did you mean ${similar.join(' or ')}?` : `it has ${keys.join(', ')}`;
  const key = entry.key.slice(0, LONGEST_SHOWN);
  report(source, entry, `${what} has no key ${JSON.stringify(key)}`, {
    hint: advice,
    data: { key, nearest: similar },
  });
};

const LONGEST_SHOWN = 80;

export const isNothing = (node: FileNode): boolean => node.kind === 'scalar' && node.value === null;

/** One value counts as a list of one. */
export const itemsOf = (node: FileNode): readonly FileNode[] => (node.kind === 'list' ? node.items : [node]);

export const textOf = (source: Source, node: FileNode, what: string, most = 4_096): string => {
  const problem = textProblem(node, most);
  if (problem !== null) report(source, node, `${what} ${problem}`);
  return problem === null && node.kind === 'scalar' ? node.text : '';
};

/** Text of one line, as names and folders are; not empty. */
export const nameOf = (source: Source, node: FileNode, what: string, most?: number): string =>
  checkedText(
    source,
    node,
    what,
    (text) => {
      if (text === '') return `${what} is not empty`;
      return CONTROL.test(text) ? `${what} has no control characters` : null;
    },
    most,
  );

/** `problemOf` answers null, or what is wrong in one phrase. */
export const checkedText = (
  source: Source,
  node: FileNode,
  what: string,
  problemOf: (text: string) => string | null,
  most = 4_096,
): string => {
  const isText = textProblem(node, most) === null;
  const text = textOf(source, node, what, most);
  const problem = isText ? problemOf(text) : null;
  if (problem !== null) report(source, node, problem);
  return text;
};

const textProblem = (node: FileNode, most: number): string | null => {
  if (node.kind !== 'scalar' || node.value === null) return `is text, not ${kindOf(node)}`;
  if (node.text.includes('\u0000')) return 'holds no NUL';
  if (!node.text.isWellFormed()) return 'is valid Unicode';
  return node.text.length > most ? `has at most ${most} characters` : null;
};

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

export const placedName = (source: Source, entry: Entry, most?: number): Placed<string> => ({
  ...placeOf(entry.value),
  value: nameOf(source, entry.value, entry.key, most),
});

export const placeOf = ({ line, column }: FilePlace): FilePlace => ({ line, column });

/** Also the words that older YAML knows. */
export const flagOf = (source: Source, node: FileNode, what: string): boolean => {
  const said = node.kind === 'scalar' ? node.text.toLowerCase() : '';
  if (TRUE.has(said)) return true;
  if (!FALSE.has(said)) report(source, node, `${what} is true or false, not ${kindOf(node)}`);
  return false;
};

const TRUE = new Set(['true', 'yes', 'on']);
const FALSE = new Set(['false', 'no', 'off']);

export const wholeOf = (
  source: Source,
  node: FileNode,
  what: string,
  least: number,
  most: number,
): number => {
  const number = node.kind === 'scalar' && /^\d{1,9}$/.test(node.text) ? Number(node.text) : Number.NaN;
  if (number >= least && number <= most) return number;
  report(source, node, `${what} is a whole number from ${least} to ${most}, not ${kindOf(node)}`);
  return least;
};

/** Milliseconds. */
export const durationOf = (source: Source, node: FileNode, what: string): number => {
  const ms = node.kind === 'scalar' ? parseDuration(node.text) : null;
  if (ms === null)
    report(source, node, `${what} is a duration like 250ms, 10s, 5m or 1h, not ${kindOf(node)}`);
  return ms ?? 0;
};

export const oneOf = <Word extends string>(
  source: Source,
  node: FileNode,
  what: string,
  words: readonly Word[],
): Word | null => {
  const found = node.kind === 'scalar' ? words.find((word) => word === node.text) : undefined;
  if (found === undefined) report(source, node, `${what} is one of ${words.join(', ')}, not ${kindOf(node)}`);
  return found ?? null;
};

export const kindOf = (node: FileNode): string => {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a map';
  if (node.value === null) return 'nothing';
  const shown = node.text.length > LONGEST_SHOWN ? `${node.text.slice(0, LONGEST_SHOWN)}…` : node.text;
  return typeof node.value === 'string' ? JSON.stringify(shown) : shown;
};

/** Names and their values, in the order of the file. */
export const mapOf = <T>(
  source: Source,
  node: FileNode,
  what: string,
  read: (entry: Entry) => T,
): Readonly<Record<string, T>> => {
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map((entry) => [entry.key, read(entry)] as const));
  report(source, node, `${what} is a map, not ${kindOf(node)}`);
  return {};
};

/** JSON: what YAML has beyond that is reported. */
export const jsonOf = (source: Source, node: FileNode): unknown => {
  if (node.kind === 'list') return node.items.map((item) => jsonOf(source, item));
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, jsonOf(source, value)] as const));
  if (typeof node.value !== 'number' || Number.isFinite(node.value)) return node.value;
  report(source, node, `${node.text} is no value of JSON`);
  return null;
};
