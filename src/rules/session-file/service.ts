import {
  DEPENDS_CONDITIONS,
  NO_RESTART,
  PLAIN_SERVICE,
  READY_KINDS,
  RESTART_POLICIES,
  type ReadyCheck,
  type RestartPolicy,
  type ServiceSpec,
  STOP_SIGNALS,
  type StopWay,
} from '../../domain/service.ts';
import { readyProblem } from '../service/ready-problem.ts';
import type { Placed } from './file.ts';
import { report, type Source } from './source.ts';
import type { Entry, FileNode } from './tree.ts';
import {
  checkedText,
  durationOf,
  type Fields,
  fieldsOf,
  itemsOf,
  kindOf,
  mapOf,
  nameOf,
  oneOf,
  placeOf,
  requireField,
  wholeOf,
} from './values.ts';

/** The keys that make a pane a service. */
export const SERVICE_KEYS = ['ready', 'depends_on', 'restart', 'stop'] as const;
type ServiceFields = Fields<string>;

/** Null for a pane that has none of the keys. */
export const serviceOf = (source: Source, fields: ServiceFields): ServiceSpec | null => {
  if (!SERVICE_KEYS.some((key) => fields.has(key))) return null;
  const [ready, depends, restart, stop] = SERVICE_KEYS.map((key) => fields.get(key));
  if (restart !== undefined && !fields.has('command'))
    report(source, restart, 'restart is for a pane with a command', {
      hint: 'a shell outlives what is typed into it: give the pane a command instead of shell_command',
    });
  return {
    ...PLAIN_SERVICE,
    ready: ready === undefined ? null : readyOf(source, ready.value),
    depends_on: depends === undefined ? {} : dependsOf(source, depends.value),
    restart: restart === undefined ? NO_RESTART : restartOf(source, restart.value),
    stop: stop === undefined ? null : stopOf(source, stop.value),
  };
};

/** The labels that it depends on, each where it stands. */
export const dependenciesIn = (fields: ServiceFields): readonly Placed<string>[] => {
  const value = fields.get('depends_on')?.value;
  return value?.kind === 'map' ? value.entries.map((entry) => ({ ...placeOf(entry), value: entry.key })) : [];
};

const dependsOf = (source: Source, node: FileNode): ServiceSpec['depends_on'] => {
  const found = mapOf(source, node, 'depends_on', ({ key, value }) =>
    oneOf(source, value, `depends_on.${key}`, DEPENDS_CONDITIONS),
  );
  return Object.fromEntries(
    Object.entries(found).flatMap(([label, condition]) =>
      condition === null ? [] : [[label, condition] as const],
    ),
  );
};

const readyOf = (source: Source, node: FileNode): ReadyCheck | null => {
  const fields = fieldsOf(source, node, 'ready', [...READY_KINDS, 'timeout']);
  const asked = READY_KINDS.filter((kind) => fields.has(kind));
  const [kind] = asked;
  if (asked.length !== 1 && node.kind === 'map')
    report(source, node, `ready has one of ${READY_KINDS.join(', ')}`);
  const entry = kind === undefined ? undefined : fields.get(kind);
  if (kind === undefined || entry === undefined) return null;
  const value = checkedText(source, entry.value, kind, (text) => readyProblem(kind, text), 4_096);
  const timeout = fields.get('timeout');
  return {
    ...{ kind, value },
    timeout: timeout === undefined ? null : durationOf(source, timeout.value, 'timeout'),
  };
};

/** A word alone is the policy. */
const restartOf = (source: Source, node: FileNode): RestartPolicy => {
  if (node.kind === 'scalar')
    return { ...NO_RESTART, policy: oneOf(source, node, 'restart', RESTART_POLICIES) ?? 'no' };
  const fields = fieldsOf(source, node, 'restart', RESTART_KEYS);
  const policy = fields.get('policy');
  requireField(source, node, 'restart', 'policy', RESTART_KEYS);
  const duration = (key: 'delay' | 'max_delay'): number => {
    const entry = fields.get(key);
    return entry === undefined ? NO_RESTART[key] : durationOf(source, entry.value, key);
  };
  const most = fields.get('max_restarts');
  const [delay, longest] = [duration('delay'), duration('max_delay')];
  const limit = fields.get('max_delay');
  if (limit !== undefined && longest < delay)
    report(source, limit, 'max_delay is shorter than delay', { hint: 'then delay would never be kept' });
  return {
    policy: policy === undefined ? 'no' : (oneOf(source, policy.value, 'policy', RESTART_POLICIES) ?? 'no'),
    delay,
    max_delay: Math.max(delay, longest),
    max_restarts:
      most === undefined
        ? NO_RESTART.max_restarts
        : wholeOf(source, most.value, 'max_restarts', 0, 1_000_000),
  };
};

export const RESTART_KEYS = ['policy', 'delay', 'max_delay', 'max_restarts'] as const;

/** As container runtimes do it. */
const GRACE_MS = 10_000;

export const STOP_KEYS = ['keys', 'signal', 'grace'] as const;

const stopOf = (source: Source, node: FileNode): StopWay => {
  const fields = fieldsOf(source, node, 'stop', STOP_KEYS);
  const [keys, signal, grace] = [fields.get('keys'), fields.get('signal'), fields.get('grace')];
  if (keys !== undefined && signal !== undefined)
    report(source, signal, 'stop has keys or a signal, not both');
  return {
    keys: keys === undefined ? [] : itemsOf(keys.value).map((key) => nameOf(source, key, 'a key')),
    signal: signal === undefined ? null : signalOf(source, signal),
    grace: grace === undefined ? GRACE_MS : durationOf(source, grace.value, 'grace'),
  };
};

const signalOf = (source: Source, { value }: Entry): string | null => {
  const said = value.kind === 'scalar' ? value.text.replace(/^SIG/, '') : '';
  const found = STOP_SIGNALS.find((name) => name === said) ?? null;
  if (found === null)
    report(source, value, `signal is one of ${STOP_SIGNALS.join(', ')}, not ${kindOf(value)}`);
  return found;
};
