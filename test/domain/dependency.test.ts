import { expect, it } from 'vitest';
import { findCycle, type SessionDependency } from '../../src/domain/dependency.ts';

const waits = (session: string, on: string): SessionDependency => ({ session, on, condition: 'ready' });
const known = [waits('web', 'api'), waits('api', 'db'), waits('tests', 'web'), waits('tests', 'api')];

it.each<[string, string, readonly string[] | null]>([
  ['db', 'web', ['db', 'web', 'api', 'db']],
  ['api', 'api', ['api', 'api']],
  ['db', 'tests', ['db', 'tests', 'web', 'api', 'db']],
  ['web', 'db', null],
  ['db', 'cache', null],
  ['other', 'tests', null],
])('%s waiting for %s closes the circle %j', (session, on, cycle) => {
  expect(findCycle(known, session, on)).toEqual(cycle);
});
