import { isTmuxPaneId, type TmuxPaneId } from '../../domain/ids.ts';
import { report, type Source } from './source.ts';
import type { Entry, FileNode } from './tree.ts';
import { fieldsOf, flagOf, isNothing, itemsOf, jsonOf, mapOf, nameOf, wholeOf } from './values.ts';

/** What only a saved file says (`panectl`), so that what is made from it stands as that stood. */
export interface SavedState {
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Tmux's ids of the panes then, in the order of the file. */
  readonly panes: readonly TmuxPaneId[];
  /** The session whose windows it showed. */
  readonly twinOf: string | null;
  /** What their numbers were, in the same order; empty: as in the file. */
  readonly numbers: readonly number[];
  /** Numbers of windows in the file, from 0. */
  readonly zoomed: readonly number[];
  /** Numbers of panes in the file that get what is typed into one of them. */
  readonly synchronized: readonly number[];
  /** By the pane's number in the file. */
  readonly titles: Readonly<Record<string, string>>;
  /** Labels of the replicas that lived; null where nobody says. */
  readonly replicas: readonly string[] | null;
  /** By the name of the hook; one without a name by its number in the file. */
  readonly rules: Readonly<Record<string, SavedRule>>;
}

export interface SavedRule {
  readonly hits: number;
  readonly fired: number;
  readonly suppressed: number;
  readonly last_fired_at: string | null;
  /** Until when; `forever` until it is resumed. */
  readonly paused: string | null;
  readonly tripped: boolean;
  readonly cooling_until: string | null;
  /** Numbers of the panes where it has fired, so that `once` is over. */
  readonly fired_in: readonly number[];
  /** Numbers of the panes where it has fired since its condition came true. */
  readonly held_in: readonly number[];
}

const KEYS = [
  'size',
  'panes',
  'twin_of',
  'numbers',
  'zoomed',
  'synchronized',
  'titles',
  'replicas',
  'rules',
] as const;

/** Asked before all else, as they count among the panes. */
export const savedReplicas = (source: Source, node: FileNode): readonly string[] | null => {
  const entry = node.kind === 'map' ? node.entries.find(({ key }) => key === 'replicas') : undefined;
  return entry === undefined || isNothing(entry.value)
    ? null
    : itemsOf(entry.value).map((item) => nameOf(source, item, 'a replica'));
};

export const savedOf = (
  source: Source,
  node: FileNode,
  { windows, panes }: { readonly windows: number; readonly panes: number },
  replicas: readonly string[] | null,
): SavedState => {
  const fields = fieldsOf(source, node, 'panectl', KEYS);
  const twin = fields.get('twin_of');
  const [size, ids, rules] = [fields.get('size'), fields.get('panes'), fields.get('rules')];
  return {
    size: size === undefined ? null : sizeOf(source, size),
    panes: ids === undefined ? [] : idsOf(source, ids.value),
    twinOf: twin === undefined ? null : nameOf(source, twin.value, 'a session'),
    numbers: numbersOf(source, fields.get('numbers'), panes),
    zoomed: placesOf(source, fields.get('zoomed'), windows),
    synchronized: placesOf(source, fields.get('synchronized'), panes),
    titles: titlesOf(source, fields.get('titles'), panes),
    replicas,
    rules:
      rules === undefined
        ? {}
        : mapOf(source, rules.value, 'rules', ({ value }) => ruleOf(source, value, panes)),
  };
};

const sizeOf = (source: Source, { value }: Entry): SavedState['size'] => {
  const text = nameOf(source, value, 'size');
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(text);
  const [width, height] = [Number(match?.[1]), Number(match?.[2])];
  const fits = [width, height].every((cells) => cells >= 2 && cells <= MOST_CELLS);
  if (!fits && text !== '') report(source, value, 'size is WIDTHxHEIGHT in cells, like 200x50');
  return fits ? { width, height } : null;
};

const MOST_CELLS = 10_000;

const idsOf = (source: Source, node: FileNode): readonly TmuxPaneId[] =>
  itemsOf(node).flatMap((item) => {
    const id = nameOf(source, item, 'a pane');
    if (isTmuxPaneId(id)) return [id];
    if (id !== '') report(source, item, 'panes are ids like "%3"');
    return [];
  });

const numbersOf = (source: Source, entry: Entry | undefined, panes: number): readonly number[] => {
  if (entry === undefined) return [];
  const numbers = itemsOf(entry.value).map((item) => wholeOf(source, item, 'a pane number', 0, MOST_COUNTED));
  if (numbers.length === panes && new Set(numbers).size === panes) return numbers;
  report(source, entry, 'numbers has a number for each pane, each another one');
  return [];
};

const placesOf = (source: Source, entry: Entry | undefined, count: number): readonly number[] =>
  entry === undefined
    ? []
    : itemsOf(entry.value).map((item) => wholeOf(source, item, entry.key, 0, Math.max(0, count - 1)));

const titlesOf = (source: Source, entry: Entry | undefined, panes: number): SavedState['titles'] =>
  entry === undefined
    ? {}
    : mapOf(source, entry.value, 'titles', (each) => {
        if (!/^\d{1,4}$/.test(each.key) || Number(each.key) >= panes)
          report(source, each, 'titles are by the number of the pane in the file, from 0');
        return nameOf(source, each.value, 'a title', LONGEST_TITLE);
      });

const LONGEST_TITLE = 256;

const RULE_KEYS = [
  ...(['hits', 'fired', 'suppressed', 'last_fired_at', 'paused', 'tripped'] as const),
  ...(['cooling_until', 'fired_in', 'held_in'] as const),
] as const;

const ruleOf = (source: Source, node: FileNode, panes: number): SavedRule => {
  const fields = fieldsOf(source, node, 'the state of a hook', RULE_KEYS);
  const count = (key: (typeof RULE_KEYS)[number]): number => {
    const entry = fields.get(key);
    return entry === undefined ? 0 : wholeOf(source, entry.value, key, 0, MOST_COUNTED);
  };
  const time = (key: (typeof RULE_KEYS)[number], also = ''): string | null => {
    const entry = fields.get(key);
    return entry === undefined ? null : timeOf(source, entry, also);
  };
  const numbers = (key: (typeof RULE_KEYS)[number]): readonly number[] => {
    const entry = fields.get(key);
    return entry === undefined
      ? []
      : itemsOf(entry.value).map((item) => wholeOf(source, item, key, 0, Math.max(0, panes - 1)));
  };
  const tripped = fields.get('tripped');
  return {
    ...{ hits: count('hits'), fired: count('fired'), suppressed: count('suppressed') },
    ...{ last_fired_at: time('last_fired_at'), cooling_until: time('cooling_until') },
    paused: time('paused', 'forever'),
    tripped: tripped !== undefined && flagOf(source, tripped.value, 'tripped'),
    ...{ fired_in: numbers('fired_in'), held_in: numbers('held_in') },
  };
};

const MOST_COUNTED = 999_999_999;

const timeOf = (source: Source, { key, value }: Entry, also: string): string | null => {
  const said = jsonOf(source, value);
  if (typeof said === 'string' && ((also !== '' && said === also) || Number.isFinite(Date.parse(said))))
    return said;
  report(source, value, `${key} is a time like 2026-01-31T12:00:00.000Z${also === '' ? '' : `, or ${also}`}`);
  return null;
};
