import type { Source } from './source.ts';
import { report } from './source.ts';
import type { Entry, FileNode } from './tree.ts';
import {
  durationOf,
  type Fields,
  fieldsOf,
  flagOf,
  isNothing,
  itemsOf,
  mapOf,
  nameOf,
  oneOf,
  textOf,
  wholeOf,
} from './values.ts';

/** Shapes of the keys that nothing is done for yet: what is wrong in them is said before that. */
export const checkCare = (source: Source, fields: Fields<string>): void => {
  for (const [key, { value }] of fields) CHECKS[key]?.(source, value, key);
};

type Check = (source: Source, node: FileNode, what: string) => unknown;

const checkOptions: Check = (source, node, what) =>
  mapOf(source, node, what, ({ key, value }) =>
    isNothing(value) ? null : textOf(source, value, `the option ${key}`),
  );

const seconds: Check = (source, node, what) => durationOf(source, node, what);

const checkDepends: Check = (source, node) =>
  mapOf(source, node, 'depends_on', ({ key, value }) =>
    oneOf(source, value, `depends_on.${key}`, ['started', 'ready', 'completed']),
  );

const READY = ['log', 'exec', 'http', 'tcp', 'idle'] as const;

const checkReady: Check = (source, node) => {
  const fields = fieldsOf(source, node, 'ready', [...READY, 'timeout']);
  const asked = READY.flatMap((key) => fields.get(key) ?? []);
  if (asked.length !== 1 && node.kind === 'map') report(source, node, `ready has one of ${READY.join(', ')}`);
  for (const { key, value } of asked) {
    if (key === 'idle') durationOf(source, value, key);
    else nameOf(source, value, key);
  }
  withField(fields, 'timeout', ({ value }) => durationOf(source, value, 'timeout'));
};

const checkRestart: Check = (source, node) => {
  const fields = fieldsOf(source, node, 'restart', ['policy', 'delay', 'max_delay', 'max_restarts']);
  withField(fields, 'policy', ({ value }) => oneOf(source, value, 'policy', ['no', 'on_failure', 'always']));
  for (const key of ['delay', 'max_delay'] as const)
    withField(fields, key, ({ value }) => durationOf(source, value, key));
  withField(fields, 'max_restarts', ({ value }) => wholeOf(source, value, 'max_restarts', 0, 1_000_000));
};

const checkStop: Check = (source, node) => {
  const fields = fieldsOf(source, node, 'stop', ['keys', 'signal', 'grace']);
  if (fields.has('keys') && fields.has('signal')) report(source, node, 'stop has keys or a signal, not both');
  withField(fields, 'keys', ({ value }) => itemsOf(value).map((key) => nameOf(source, key, 'a key')));
  withField(fields, 'signal', ({ value }) => nameOf(source, value, 'signal'));
  withField(fields, 'grace', ({ value }) => durationOf(source, value, 'grace'));
};

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
  before_script: nameOf,
  shell: nameOf,
  window_shell: nameOf,
  suppress_history: flagOf,
  enter: flagOf,
  sleep_before: seconds,
  sleep_after: seconds,
  options: checkOptions,
  global_options: checkOptions,
  options_after: checkOptions,
  plugins: (source, node) => itemsOf(node).map((item) => nameOf(source, item, 'a plugin')),
  ready: checkReady,
  depends_on: checkDepends,
  restart: checkRestart,
  stop: checkStop,
  scale: checkScale,
};
