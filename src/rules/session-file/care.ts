import type { Source } from './source.ts';
import type { Entry, FileNode } from './tree.ts';
import { durationOf, type Fields, fieldsOf, nameOf, wholeOf } from './values.ts';

/** Shapes of the keys that nothing is done for yet: what is wrong in them is said before that. */
export const checkCare = (source: Source, fields: Fields<string>): void => {
  for (const [key, { value }] of fields) CHECKS[key]?.(source, value, key);
};

type Check = (source: Source, node: FileNode, what: string) => unknown;

const checkScale: Check = (source, node) => {
  const fields = fieldsOf(source, node, 'scale', ['min', 'max', 'up', 'down', 'for', 'cooldown']);
  for (const key of ['min', 'max'] as const)
    withField(fields, key, ({ value }) => wholeOf(source, value, key, 0, 1_000));
  for (const key of ['up', 'down'] as const)
    withField(fields, key, ({ value }) => nameOf(source, value, key, 2_000));
  for (const key of ['for', 'cooldown'] as const)
    withField(fields, key, ({ value }) => durationOf(source, value, key));
};

const withField = <Key extends string>(
  fields: Fields<Key>,
  key: Key,
  read: (entry: Entry) => unknown,
): void => {
  const entry = fields.get(key);
  if (entry !== undefined) read(entry);
};

const CHECKS: Readonly<Record<string, Check>> = {
  scale: checkScale,
};
