import { expect, it } from 'vitest';
import {
  nextReplica,
  type Replica,
  replicaLabel,
  replicaNumber,
  replicasToEnd,
  replicasWanted,
} from '../../src/domain/replica.ts';

it.each([
  ['worker', 1],
  ['worker-2', 2],
  ['worker-10', 10],
  ['worker-1', null],
  ['worker-02', null],
  ['worker-x', null],
  ['worker-2-2', null],
  ['workers', null],
  [null, null],
] as const)('%s is replica %s of worker', (label, number) => {
  expect(replicaNumber('worker', label)).toBe(number);
  if (number !== null) expect(replicaLabel('worker', number)).toBe(label);
});

const RANGE = { min: 2, max: 4 };

it.each([
  ['exactly', 3, 1, RANGE, 3],
  ['exactly', 5, 1, RANGE, null],
  ['exactly', 1, 3, RANGE, null],
  ['exactly', 0, 3, null, 0],
  ['more', 1, 3, RANGE, 4],
  ['more', 5, 3, RANGE, 4],
  ['more', 1, 4, RANGE, 4],
  // Left there by hand: not less than that by asking for more.
  ['more', 1, 6, RANGE, 6],
  ['fewer', 1, 6, RANGE, 5],
  ['fewer', 9, 6, RANGE, 2],
  ['fewer', 1, 1, RANGE, 1],
  ['fewer', 1, 1, null, 1],
  ['fewer', 1, 0, null, 0],
] as const)('%s %s of %s within %j are %s', (kind, count, living, range, wanted) => {
  expect(replicasWanted({ kind, count }, living, range)).toBe(wanted);
});

/** `1 2! 4`: a dead one has a mark. */
const replicas = (text: string): readonly Replica[] =>
  text.split(' ').map((word) => ({ number: Number.parseInt(word, 10), dead: word.endsWith('!') }));

it.each([
  ['1 2', { number: 3, isNew: true }],
  ['1 3', { number: 2, isNew: true }],
  ['2 3', { number: 1, isNew: true }],
  ['1 2! 3!', { number: 2, isNew: false }],
] as const)('after %s comes %j', (there, next) => {
  expect(nextReplica(replicas(there))).toEqual(next);
});

it.each([
  ['1 2 3', 1, [3, 2], null],
  ['1 2! 3', 1, [3], null],
  ['1 2 3! 4', 2, [4], null],
  ['1 2 3 4!', 2, [4, 3], null],
  ['1! 2 3', 1, [3], null],
  ['1 2', 0, [2], 1],
  ['1! 2!', 0, [], null],
  ['2 5', 0, [5], 2],
] as const)('of %s down to %s go %j', (there, wanted, removed, stopped) => {
  const end = replicasToEnd(replicas(there), wanted);
  expect([end.removed.map(({ number }) => number), end.stopped?.number ?? null]).toEqual([removed, stopped]);
});
