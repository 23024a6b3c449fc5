import type { KeySetting } from '../../protocol/panel-settings.ts';
import { report, type Source } from '../../rules/session-file/source.ts';
import type { FileNode } from '../../rules/session-file/tree.ts';

/**
 * The section `keys`, with its places: which actions and keys there are only the panel knows, and it says what is wrong
 * with them. What is no key at all is said here.
 */
export const keysIn = (source: Source, tree: FileNode): readonly KeySetting[] => {
  const section = tree.kind === 'map' ? tree.entries.find(({ key }) => key === 'keys')?.value : undefined;
  if (section === undefined || isEmpty(section)) return [];
  if (section.kind !== 'map') {
    report(source, section, 'keys holds actions by their names');
    return [];
  }
  return section.entries.flatMap(({ key, value, line, column }) => {
    const keys = keyNames(value);
    if (keys !== null) return [{ action: key, keys, line, column }];
    report(source, value, `keys.${key.slice(0, 80)} is a key, a list of keys, or null`);
    return [];
  });
};

/** The file without that section. */
export const withoutKeys = (tree: FileNode): FileNode =>
  tree.kind === 'map' ? { ...tree, entries: tree.entries.filter(({ key }) => key !== 'keys') } : tree;

const isEmpty = (node: FileNode): boolean => node.kind === 'scalar' && node.text === '';

const keyNames = (value: FileNode): readonly string[] | null => {
  if (value.kind === 'scalar') return value.text === '' ? [] : [value.text];
  if (value.kind === 'map') return null;
  const names = value.items.flatMap((item) =>
    item.kind === 'scalar' && item.text !== '' ? [item.text] : [],
  );
  return names.length === value.items.length ? names : null;
};
