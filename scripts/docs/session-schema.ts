import { DEPENDS_CONDITIONS, READY_KINDS, RESTART_POLICIES } from '../../src/domain/service.ts';
import { HOOK_KEYS } from '../../src/rules/session-file/hooks.ts';
import { LINE_KEYS, PANE_KEYS, SESSION_KEYS, WINDOW_KEYS } from '../../src/rules/session-file/keys.ts';
import { SCALE_KEYS } from '../../src/rules/session-file/scale.ts';
import { RESTART_KEYS, STOP_KEYS } from '../../src/rules/session-file/service.ts';

/**
 * schema/session-file.json, for editors. Which keys there are is what the reader knows; a key without a shape here takes
 * anything. The reader is stricter: what the schema refuses it refuses too, and it says where.
 */
export const sessionSchema = (): string => `${JSON.stringify(SCHEMA(), null, 2)}\n`;

type Shape = Readonly<Record<string, unknown>>;

const ref = (name: string): Shape => ({ $ref: `#/$defs/${name}` });
const listOf = (items: Shape): Shape => ({ type: 'array', items });
const orList = (items: Shape): Shape => ({ anyOf: [items, listOf(items)] });
const orNothing = (shape: Shape): Shape => ({ anyOf: [shape, { type: 'null' }] });
const oneOf = (words: readonly string[]): Shape => ({ enum: words });
const mapOf = (values: Shape): Shape => ({ type: 'object', additionalProperties: values });

const TEXT: Shape = { type: ['string', 'number', 'boolean'] };
const FLAG: Shape = { enum: [true, false, 'yes', 'no', 'on', 'off', 'true', 'false'] };
const WHOLE: Shape = { type: ['integer', 'string'] };
const DURATION: Shape = {
  type: ['string', 'number'],
  description: '250ms 10s 5m 1h; a bare number is seconds',
};

const mapWith = (
  keys: readonly string[],
  shapes: Readonly<Record<string, Shape>>,
  otherwise: Shape = {},
): Shape => ({
  type: 'object',
  properties: Object.fromEntries(keys.map((key) => [key, orNothing(shapes[key] ?? otherwise)] as const)),
  additionalProperties: false,
});

const SHARED: Readonly<Record<string, Shape>> = {
  start_directory: TEXT,
  environment: mapOf(TEXT),
  shell_command_before: ref('lines'),
  suppress_history: FLAG,
  options: mapOf({}),
  focus: FLAG,
};

const SESSION: Readonly<Record<string, Shape>> = {
  ...SHARED,
  session_name: TEXT,
  global_options: mapOf({}),
  windows: listOf(ref('window')),
  depends_on: mapOf(oneOf(DEPENDS_CONDITIONS)),
  hooks: ref('hooks'),
};

const WINDOW: Readonly<Record<string, Shape>> = {
  ...SHARED,
  window_name: TEXT,
  window_index: WHOLE,
  options_after: mapOf({}),
  panes: listOf(ref('pane')),
};

/** YAML 1.1 reads a bare no as false. */
const POLICY: Shape = { enum: [...RESTART_POLICIES, false] };

const PANE: Readonly<Record<string, Shape>> = {
  ...SHARED,
  label: { ...TEXT, description: '1 to 64 characters, not all digits, none of . / : , * ? [ ]' },
  command: { ...TEXT, description: 'what it runs instead of a shell' },
  shell_command: ref('lines'),
  metadata: mapOf({}),
  enter: FLAG,
  sleep_before: DURATION,
  sleep_after: DURATION,
  ready: mapWith([...READY_KINDS, 'timeout'], { timeout: DURATION, idle: DURATION }),
  depends_on: mapOf(oneOf(DEPENDS_CONDITIONS)),
  restart: {
    anyOf: [
      POLICY,
      mapWith(RESTART_KEYS, {
        ...{ policy: POLICY, delay: DURATION, max_delay: DURATION, max_restarts: WHOLE },
      }),
    ],
  },
  stop: mapWith(STOP_KEYS, { keys: orList(TEXT), signal: TEXT, grace: DURATION }),
  scale: mapWith(SCALE_KEYS, {
    ...{ min: WHOLE, max: WHOLE, up: TEXT, down: TEXT, for: DURATION, cooldown: DURATION },
  }),
};

/** What is not named is an action. */
const HOOK: Readonly<Record<string, Shape>> = {
  ...{ pane: TEXT, name: TEXT, if: TEXT, pattern: TEXT, when: TEXT, expect: TEXT },
  ...{ cooldown: DURATION, for: DURATION, after: DURATION, max_fires: WHOLE },
  ...{ confirm: FLAG, dry_run: FLAG, replace: FLAG, any_end: FLAG },
  ...{ fire: oneOf(['each', 'once', 'edge']), scope: oneOf(['line', 'screen']) },
};

const SCHEMA = (): Shape => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A session file of panectl',
  ...orNothing(mapWith(SESSION_KEYS, SESSION)),
  $defs: {
    window: orNothing(mapWith(WINDOW_KEYS, WINDOW)),
    pane: { anyOf: [TEXT, { type: 'null' }, listOf(ref('line')), mapWith(PANE_KEYS, PANE)] },
    line: {
      anyOf: [
        TEXT,
        { type: 'null' },
        mapWith(LINE_KEYS, { enter: FLAG, sleep_before: DURATION, sleep_after: DURATION }),
      ],
    },
    lines: { anyOf: [ref('line'), listOf(ref('line')), mapWith(['shell_command'], { shell_command: {} })] },
    hooks: {
      type: 'object',
      properties: Object.fromEntries(
        HOOK_KEYS.map(
          ([kind, keys]) => [kind, orNothing(orList(mapWith(keys, HOOK, orList(TEXT))))] as const,
        ),
      ),
      additionalProperties: false,
    },
  },
});
