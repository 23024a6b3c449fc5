import type { Pressed } from './key-name.ts';

/** What one key types into a pane: text as it is, or a key by tmux's name for it. */
export type TypedKey =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'key'; readonly name: string };

export const typedKey = ({ name, text }: Pressed): TypedKey =>
  text === null ? { kind: 'key', name: tmuxName(name) } : { kind: 'text', text };

/** tmux's own names (key-string.c) where ours differ; modifiers stand in front of both alike. */
const tmuxName = (name: string): string => {
  const [, modifiers = '', base = name] = /^((?:[CMS]-)*)(.+)$/.exec(name) ?? [];
  if (modifiers === 'S-' && base === 'Tab') return 'BTab';
  return `${modifiers}${NAMES.get(base) ?? base}`;
};

const NAMES: ReadonlyMap<string, string> = new Map([
  ['Esc', 'Escape'],
  ['Backspace', 'BSpace'],
  ['Delete', 'DC'],
  ['PgUp', 'PPage'],
  ['PgDn', 'NPage'],
]);

/** What goes in one call: text that was typed in a row is one word, so that a fast typist costs no call for each key. */
export const nextRun = (
  keys: readonly TypedKey[],
): { readonly run: TypedKey | null; readonly rest: readonly TypedKey[] } => {
  const end = keys.findIndex((key) => key.kind === 'key');
  const count = end === -1 ? keys.length : Math.max(1, end);
  const [first] = keys;
  if (first === undefined) return { run: null, rest: [] };
  const run: TypedKey = first.kind === 'key' ? first : { kind: 'text', text: textOf(keys.slice(0, count)) };
  return { run, rest: keys.slice(count) };
};

const textOf = (keys: readonly TypedKey[]): string =>
  keys.map((key) => (key.kind === 'text' ? key.text : '')).join('');
