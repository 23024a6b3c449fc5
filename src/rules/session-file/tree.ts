import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { FilePlace } from './file.ts';
import { placeAt, report, type Source } from './source.ts';

/** A value of the file and where it stands: aliases and merge keys are resolved, and keys are text. */
export type FileNode = ScalarNode | ListNode | MapNode;

export interface ScalarNode extends FilePlace {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** What was meant as text: of a number or a truth value what was written. */
  readonly text: string;
  /** Where the text begins, behind an opening quote. */
  readonly offset: number;
}

export interface ListNode extends FilePlace {
  readonly kind: 'list';
  readonly items: readonly FileNode[];
}

export interface MapNode extends FilePlace {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}

/** `line` and `column` are the key's. */
export interface Entry extends FilePlace {
  readonly key: string;
  readonly value: FileNode;
}

/**
 * YAML 1.2, and with it JSON. Null when something was reported. May take seconds for a large text that was made to be
 * hard (the parser is quadratic in places), so it is not for a thread that others wait for.
 */
export const parseTree = (source: Source): FileNode | null => {
  const parsed = parse(source.text);
  if (parsed === null) {
    report(source, { line: 1, column: 1 }, 'this is no YAML that can be read');
    return null;
  }
  for (const error of [...parsed.errors, ...parsed.warnings])
    report(source, placeAt(source, error.pos[0]), messageOf(error));
  if (source.problems.length > 0) return null;
  const growing: Growing = { source, anchors: new Map(), left: MOST_NODES };
  const tree = grow(growing, parsed.contents, 0, 0);
  if (growing.left < 0) report(source, tree, `there are more than ${MOST_NODES} values in it`);
  return source.problems.length > 0 ? null : tree;
};

/** Repeated keys are looked for here: the parser compares each with each. */
const parse = (text: string) => {
  try {
    return parseDocument(text, {
      ...{ uniqueKeys: false, prettyErrors: false, logLevel: 'error', resolveKnownTags: false },
    });
  } catch {
    return null;
  }
};

const messageOf = ({ code, message }: YAMLError): string =>
  code === 'RESOURCE_EXHAUSTION' ? 'it is nested too deeply' : firstLine(message);

const firstLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/:$/, '').slice(0, 200);

interface Growing {
  readonly source: Source;
  /** An alias means the last one of its name before it. */
  readonly anchors: Map<string, Node>;
  left: number;
}

const MOST_NODES = 50_000;
const DEEPEST = 64;

/** `offset` is where an empty value would stand. */
const grow = (growing: Growing, node: Node | null, offset: number, depth: number): FileNode => {
  const { source, anchors } = growing;
  const place = placeAt(source, node?.range?.[0] ?? offset);
  growing.left -= 1;
  if (depth > DEEPEST && growing.left > 0) {
    report(source, place, 'it is nested too deeply, or holds itself');
    growing.left = 0;
  }
  if (node === null || growing.left <= 0) return { kind: 'scalar', ...place, value: null, text: '', offset };
  if (isAlias(node)) {
    const meant = anchors.get(node.source);
    if (meant === undefined) report(source, place, `nothing is called &${node.source} before this`);
    return grow(growing, meant ?? null, offset, depth + 1);
  }
  if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
  if (isMap<unknown, Node | null>(node)) return growMap(growing, node, place, depth);
  if (isSeq<Node | null>(node)) {
    const end = node.range?.[1] ?? offset;
    const items = node.items.map((item) => grow(growing, item, end, depth + 1));
    return { kind: 'list', ...place, items };
  }
  return isScalar(node) ? growScalar(source, node, place) : grow(growing, null, offset, depth);
};

const growScalar = (source: Source, node: Scalar, place: FilePlace): ScalarNode => {
  const { value, type, range } = node;
  const offset = contentOffset(source.text, range?.[0] ?? 0, type);
  const known =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return { kind: 'scalar', ...place, value: known, text: textOf(node, known), offset };
};

/** A plain scalar is what was written; `~` and `null` are nothing. */
const textOf = ({ source, value }: Scalar, known: ScalarNode['value']): string => {
  if (known === null || typeof value === 'string') return typeof value === 'string' ? value : '';
  return source ?? String(known);
};

const contentOffset = (text: string, start: number, type: Scalar['type']): number => {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return start + 1;
  if (type !== 'BLOCK_LITERAL' && type !== 'BLOCK_FOLDED') return start;
  const header = text.indexOf('\n', start);
  const first = header < 0 ? -1 : text.slice(header).search(/[^\s]/);
  return first < 0 ? start : header + first;
};

const growMap = (
  growing: Growing,
  { items, range }: YAMLMap<unknown, Node | null>,
  place: FilePlace,
  depth: number,
): MapNode => {
  const { source } = growing;
  const own = new Map<string, Entry>();
  const merged: Entry[] = [];
  for (const pair of items) {
    const entry = growEntry(growing, pair, range?.[1] ?? 0, depth);
    if (entry === null) continue;
    if (entry.key === '<<') merged.push(...mergedEntries(source, entry));
    else if (own.has(entry.key))
      report(source, entry, `the key ${JSON.stringify(entry.key)} stands here twice`);
    else own.set(entry.key, entry);
  }
  // What stands in the map itself counts, then the first of what is merged.
  for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry);
  return { kind: 'map', ...place, entries: [...own.values()] };
};

const growEntry = (
  growing: Growing,
  { key, value }: Pair<unknown, Node | null>,
  end: number,
  depth: number,
): Entry | null => {
  const { source } = growing;
  if (!isScalar(key)) {
    report(source, placeAt(source, rangeOf(key) ?? end), 'a key is text');
    return null;
  }
  const place = placeAt(source, key.range?.[0] ?? end);
  const name = typeof key.value === 'string' ? key.value : (key.source ?? '');
  return { ...place, key: name, value: grow(growing, value, key.range?.[1] ?? end, depth + 1) };
};

const rangeOf = (node: unknown): number | null => {
  const range: unknown = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  const first: unknown = Array.isArray(range) ? range[0] : null;
  return typeof first === 'number' ? first : null;
};

const mergedEntries = (source: Source, { value }: Entry): readonly Entry[] => {
  const maps = value.kind === 'list' ? value.items : [value];
  return maps.flatMap((map) => {
    if (map.kind === 'map') return map.entries;
    report(source, map, '<< takes a map, or a list of maps');
    return [];
  });
};
