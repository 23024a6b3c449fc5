import { NOT_YET } from './keys.ts';
import { report, type Source } from './source.ts';
import type { Entry, FileNode } from './tree.ts';
import type { Fields } from './values.ts';

/** Refuses keys that nothing is done for, unless they ask for what is done anyway. */
export const refuseNotYet = (source: Source, fields: Fields<string>): void => {
  for (const entry of fields.values()) {
    if (!NOT_YET.has(entry.key) || isUsual(entry)) continue;
    report(source, entry, `${entry.key} is not supported yet`, {
      hint: 'leave it out',
      data: { key: entry.key },
      isNotYet: true,
    });
  }
};

const isUsual = ({ key, value }: Entry): boolean => USUAL[key]?.has(said(value)) ?? isEmpty(value);

/** Lines are typed with Enter, at once, and into the shell's history. */
const USUAL: Readonly<Record<string, ReadonlySet<string>>> = {
  enter: new Set(['true', 'yes', 'on']),
  suppress_history: new Set(['false', 'no', 'off']),
  sleep_before: new Set(['0']),
  sleep_after: new Set(['0']),
};

const said = (node: FileNode): string => (node.kind === 'scalar' ? node.text.toLowerCase() : '');

const isEmpty = (node: FileNode): boolean =>
  (node.kind === 'list' && node.items.length === 0) || (node.kind === 'map' && node.entries.length === 0);
