import { PLAIN_SERVICE, type ScaleRange, type ServiceSpec } from './service.ts';

/** The label itself is number 1, `worker-2` is 2 of `worker`; null for what is none of them. */
export const replicaNumber = (base: string, label: string | null): number | null => {
  if (label === base) return 1;
  if (label === null || !label.startsWith(`${base}-`)) return null;
  const digits = label.slice(base.length + 1);
  return /^[1-9]\d{0,5}$/.test(digits) && digits !== '1' ? Number(digits) : null;
};

export const replicaLabel = (base: string, number: number): string =>
  number === 1 ? base : `${base}-${number}`;

/** What a rule's scope says for all of them. */
export const replicaScope = (base: string): string => `${base},${base}-*`;

/** `3`, or `+1` and `-1`. */
export interface WantedReplicas {
  readonly kind: 'exactly' | 'more' | 'fewer';
  readonly count: number;
}

/**
 * How many there are to be. More and fewer stay within the range, and never turn into their opposite where it was left
 * by hand; without one, fewer leaves one. Null: so many are not allowed.
 */
export const replicasWanted = (
  { kind, count }: WantedReplicas,
  living: number,
  range: Pick<ScaleRange, 'min' | 'max'> | null,
): number | null => {
  if (kind === 'more') return Math.max(living, Math.min(living + count, range?.max ?? MOST_REPLICAS));
  if (kind === 'fewer') return Math.min(living, Math.max(living - count, range?.min ?? 1));
  return range !== null && (count < range.min || count > range.max) ? null : count;
};

/** As many panes as a session file may have. */
export const MOST_REPLICAS = 200;

export interface Replica {
  readonly number: number;
  readonly dead: boolean;
}

/** The next one that runs: a dead one before a new one, the lowest number first. */
export const nextReplica = (
  there: readonly Replica[],
): { readonly number: number; readonly isNew: boolean } => {
  const dead = there.filter((each) => each.dead).map(({ number }) => number);
  if (dead.length > 0) return { number: Math.min(...dead), isNew: false };
  const taken = new Set(there.map(({ number }) => number));
  let number = 1;
  while (taken.has(number)) number += 1;
  return { number, isNew: true };
};

/**
 * Who goes until so many live: from the highest number on, with the dead that are passed on the way. Where none is to
 * live the lowest stays, stopped, so that there is something to scale up from.
 */
export const replicasToEnd = <T extends Replica>(
  there: readonly T[],
  wanted: number,
): { readonly removed: readonly T[]; readonly stopped: T | null } => {
  const falling = there.toSorted((a, b) => b.number - a.number);
  const last = wanted === 0 ? (falling.at(-1) ?? null) : null;
  let living = there.filter(({ dead }) => !dead).length;
  const removed: T[] = [];
  for (const each of falling) {
    if (living <= wanted || each === last) break;
    removed.push(each);
    if (!each.dead) living -= 1;
  }
  return { removed, stopped: last?.dead === false ? last : null };
};

/** The scale is the first one's; null where nothing else is left. */
export const replicaService = (spec: ServiceSpec | null): ServiceSpec | null => {
  if (spec === null) return null;
  const own = { ...spec, scale: null };
  return isPlain(own) ? null : own;
};

const isPlain = ({ ready, depends_on, restart, stop }: ServiceSpec): boolean =>
  ready === null &&
  stop === null &&
  Object.keys(depends_on).length === 0 &&
  restart.policy === PLAIN_SERVICE.restart.policy;
