import { NOT_YET } from './keys.ts';
import { report, type Source } from './source.ts';
import type { FileNode } from './tree.ts';
import type { Fields } from './values.ts';

/** Refuses keys that nothing is done for, unless they ask for nothing. */
export const refuseNotYet = (source: Source, fields: Fields<string>): void => {
  for (const entry of fields.values()) {
    if (!NOT_YET.has(entry.key) || isEmpty(entry.value)) continue;
    report(source, entry, `${entry.key} is not supported yet`, {
      hint: 'leave it out',
      data: { key: entry.key },
      isNotYet: true,
    });
  }
};

const isEmpty = (node: FileNode): boolean =>
  (node.kind === 'list' && node.items.length === 0) || (node.kind === 'map' && node.entries.length === 0);
