import { expect, it } from 'vitest';
import { isBearer } from '../../src/domain/bearer.ts';

it.each([
  ['worker', 'worker', true],
  ['worker', 'worker-2', false],
  ['worker*', 'worker', true],
  ['worker*', 'worker-2', true],
  ['worker*', 'a-worker', false],
  ['*-db', 'main-db', true],
  ['a*b*c', 'a1b2c', true],
  ['a*b*c', 'acb', false],
  ['aa*aa', 'aaa', false],
  ['*', 'anything', true],
  ['*', null, true],
  ['w*', null, false],
  ['worker,worker-*', 'worker-2', true],
  ['worker, worker-*', 'worker-2', true],
  ['worker,worker-*', 'workers', false],
  ['db,*', null, true],
] as const)('%s means %s: %s', (scope, label, expected) => {
  expect(isBearer(scope, label)).toBe(expected);
});
