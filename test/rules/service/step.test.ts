import { describe, expect, it } from 'vitest';
import type { Exec } from '../../../src/domain/exec.ts';
import { execId, isTmuxPaneId, paneNumber } from '../../../src/domain/ids.ts';
import {
  type Dependency,
  NO_RESTART,
  newService,
  PLAIN_SERVICE,
  type Service,
  type ServiceSpec,
} from '../../../src/domain/service.ts';
import { type ServiceFacts, type ServiceStep, stepService } from '../../../src/rules/service/step.ts';

const T0 = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (ms: number): string => new Date(T0 + ms).toISOString();
const pane = '%1';
if (!isTmuxPaneId(pane)) throw new Error('not a pane id');

const exec = (ordinal: number, given: Partial<Exec> = {}): Exec => ({
  ...{ exec_id: execId(ordinal), session: 's', pane_id: paneNumber(0), tmux_pane: pane, label: 'web' },
  ...{ command: 'serve', owner: null, started_at: iso(0), ended_at: null, duration_ms: null },
  ...{
    outcome: 'running',
    exit_code: null,
    signal: null,
    ended_by: null,
    first_cursor: 0,
    last_cursor: null,
  },
  ...given,
});
const ended = (ordinal: number, code: number, given: Partial<Exec> = {}): Exec =>
  exec(ordinal, {
    ...{ outcome: code === 0 ? 'completed' : 'failed', exit_code: code, ended_by: 'self', duration_ms: 100 },
    ...given,
  });

const spec = (given: Partial<ServiceSpec>): ServiceSpec => ({ ...PLAIN_SERVICE, ...given });
const log = (timeout: number | null = null) => ({ kind: 'log', value: 'up', timeout }) as const;
const again = (given: Partial<typeof NO_RESTART> = {}) =>
  ({ ...NO_RESTART, policy: 'on_failure', ...given }) as const;
const on = (state: Dependency['state']): Dependency => ({ label: 'db', condition: 'ready', state });

const step = (service: Service, given: Partial<ServiceFacts> = {}): ServiceStep =>
  stepService(service, {
    ...{ exec: null, hasCommand: true, dependencies: [], proven: undefined, isUnderWay: false, nowMs: T0 },
    ...given,
  });

/** One step after the other, each from what the last one left. */
const run = (first: Service, ...facts: readonly Partial<ServiceFacts>[]): readonly ServiceStep[] => {
  const steps: ServiceStep[] = [];
  let service = first;
  for (const each of facts) {
    const next = step(service, each);
    steps.push(next);
    service = next.service;
  }
  return steps;
};
const states = (steps: readonly ServiceStep[]): readonly string[] =>
  steps.map(({ service, effect }) => (effect === null ? service.state : `${service.state}!${effect}`));

describe('a service', () => {
  it('that waits starts once, when all that it depends on is there', () => {
    const waiting = newService(spec({ depends_on: { db: 'ready' } }), iso(0));
    const steps = run(
      waiting,
      { dependencies: [on('pending')] },
      { dependencies: [on('impossible')] },
      { dependencies: [on('pending')] },
      { dependencies: [on('fulfilled')] },
      { dependencies: [on('fulfilled')], isUnderWay: true },
      { dependencies: [on('fulfilled')], exec: exec(1), isUnderWay: true },
    );
    expect(states(steps)).toEqual(['waiting', 'blocked', 'waiting', 'starting!start', 'starting', 'running']);
    expect(steps[0]?.service.waits_for).toEqual([on('pending')]);
    expect(steps.at(-1)?.service).toMatchObject({
      exec_id: 'e1',
      launching: false,
      restarts: 0,
      waits_for: [],
    });
  });

  it('goes on with a start that a daemon before it had begun', () => {
    const waiting = newService(spec({ depends_on: { db: 'ready' } }), iso(0));
    const [begun] = run(waiting, { dependencies: [on('fulfilled')] });
    expect(begun && states(run(begun.service, { isUnderWay: false }))).toEqual(['starting!start']);
  });

  it('is ready when its check has said yes to what runs now, and not for what ran before', () => {
    const first = newService(spec({ ready: log(), restart: again() }), iso(0));
    const steps = run(
      first,
      { exec: exec(1) },
      { exec: exec(1), proven: execId(1) },
      { exec: ended(1, 2), proven: execId(1) },
      { exec: ended(1, 2), proven: execId(1), nowMs: T0 + 1_000 },
      { exec: exec(2), proven: execId(1), isUnderWay: true },
      { exec: exec(2), proven: execId(2) },
    );
    expect(states(steps)).toEqual([
      ...['starting', 'ready', 'backing_off', 'starting!start', 'starting', 'ready'],
    ]);
    expect(steps.map(({ service }) => service.ready)).toEqual([false, true, false, false, false, true]);
  });

  it('that is not ready in time is unready, and replaced where it is to be started again', () => {
    const late = { exec: exec(1), nowMs: T0 + 5_000 };
    const plain = newService(spec({ ready: log(5_000) }), iso(0));
    expect(run(plain, { exec: exec(1) })[0]?.wakeAtMs).toBe(T0 + 5_000);
    expect(states(run(plain, { exec: exec(1) }, late, { ...late, proven: execId(1) }))).toEqual([
      ...['starting', 'unready', 'ready'],
    ]);
    const strict = newService(spec({ ready: log(5_000), restart: again() }), iso(0));
    const timedOut = ended(1, 143, { outcome: 'timed_out', ended_by: 'timeout' });
    expect(states(run(strict, { exec: exec(1) }, late, late, { ...late, exec: timedOut }))).toEqual([
      ...['starting', 'unready!replace', 'unready', 'backing_off'],
    ]);
  });

  it('is started again after a pause that doubles, up to its limit, and then given up', () => {
    const first = newService(
      spec({ restart: again({ delay: 1_000, max_delay: 3_000, max_restarts: 3 }) }),
      iso(0),
    );
    const pauses: (number | null)[] = [];
    let service = step(first, { exec: exec(1) }).service;
    let nowMs = T0;
    for (let ordinal = 1; service.state !== 'gave_up'; ordinal += 1) {
      const off = step(service, { exec: ended(ordinal, 1), nowMs });
      pauses.push(off.wakeAtMs === null ? null : off.wakeAtMs - nowMs);
      if (off.wakeAtMs === null) {
        service = off.service;
        continue;
      }
      const early = step(off.service, { exec: ended(ordinal, 1), nowMs: off.wakeAtMs - 1 });
      expect(early.effect).toBeNull();
      nowMs = off.wakeAtMs;
      const due = step(off.service, { exec: ended(ordinal, 1), nowMs });
      expect(due.effect).toBe('start');
      service = step(due.service, { exec: exec(ordinal + 1), nowMs }).service;
    }
    expect(pauses).toEqual([1_000, 2_000, 3_000, null]);
    expect(service).toMatchObject({ restarts: 3, reason: 'ended with 1, after 3 restarts' });
  });

  it('that has run well counts anew', () => {
    const tired: Service = {
      ...newService(spec({ restart: again({ max_restarts: 3 }) }), iso(0)),
      ...{ state: 'running', restarts: 3, exec_id: execId(4), launching: false },
    };
    expect(step(tired, { exec: ended(4, 1, { duration_ms: 59_999 }) }).service.state).toBe('gave_up');
    const rested = step(tired, { exec: ended(4, 1, { duration_ms: 60_000 }) }).service;
    expect(rested).toMatchObject({ state: 'backing_off', restarts: 0 });
  });

  it.each([
    ['a success is the end of it', 'on_failure', ended(1, 0), 'completed'],
    ['a success is started again where always is asked for', 'always', ended(1, 0), 'backing_off'],
    ['a failure without a policy is a failure', 'no', ended(1, 3), 'failed'],
    ['what was killed is left alone', 'always', ended(1, 143, { ended_by: 'kill' }), 'completed'],
    ['what was scaled away is left alone', 'always', ended(1, 143, { ended_by: 'scale' }), 'completed'],
    ['an end without evidence is no failure', 'on_failure', exec(1, { outcome: 'ended' }), 'unknown'],
    ['a lost end is no success', 'no', exec(1, { outcome: 'lost' }), 'unknown'],
    ['what somebody starts again follows at once', 'always', ended(1, 1, { ended_by: 'respawn' }), 'running'],
  ] as const)('%s', (_title, policy, last, state) => {
    const first = newService(spec({ restart: { ...NO_RESTART, policy } }), iso(0));
    expect(states(run(first, { exec: exec(1) }, { exec: last })).at(-1)).toBe(state);
  });

  it('that somebody starts by hand begins to count anew, also while it waits', () => {
    const first = newService(spec({ restart: again({ max_restarts: 0 }) }), iso(0));
    const steps = run(first, { exec: exec(1) }, { exec: ended(1, 1) }, { exec: exec(2) });
    expect(states(steps)).toEqual(['running', 'gave_up', 'running']);
    const waiting = newService(spec({ depends_on: { db: 'ready' } }), iso(0));
    expect(states(run(waiting, { dependencies: [on('pending')], exec: exec(1) }))).toEqual(['running']);
  });

  it('in a shell begins when it may, is asked whether it is ready, and has no end of its own', () => {
    const shell = newService(spec({ ready: log(), depends_on: { db: 'ready' } }), iso(0));
    const steps = run(
      shell,
      { hasCommand: false, dependencies: [on('pending')] },
      { hasCommand: false, dependencies: [on('fulfilled')] },
      { hasCommand: false, exec: ended(1, 1) },
      { hasCommand: false, exec: ended(1, 1), proven: null },
    );
    expect(states(steps)).toEqual(['waiting', 'starting', 'starting', 'ready']);
    const stopOnly = newService(spec({ stop: { keys: ['C-c'], signal: null, grace: 1 } }), iso(0));
    expect(states(run(stopOnly, { hasCommand: false }))).toEqual(['running']);
  });

  it('whose facts do not change does not change', () => {
    const first = newService(spec({ ready: log(9), restart: again(), depends_on: { db: 'ready' } }), iso(0));
    const facts = [
      { dependencies: [on('pending')] },
      { dependencies: [on('fulfilled')], isUnderWay: true },
      { exec: exec(1) },
      { exec: exec(1), proven: execId(1) },
      { exec: ended(1, 1) },
    ];
    let service = first;
    for (const each of facts) {
      service = step(service, each).service;
      expect(step(service, { ...each, isUnderWay: true }).service).toEqual(service);
    }
  });
});
