import { expect, it } from 'vitest';
import { compileRule } from '../../../src/daemon/rules/compile.ts';
import type { Hit } from '../../../src/daemon/rules/hit.ts';
import { describeRule, newLiveRule } from '../../../src/daemon/rules/live-rule.ts';
import { placementOf } from '../../../src/daemon/rules/scopes.ts';
import { valuesOf } from '../../../src/daemon/rules/values.ts';
import { stepMetrics } from '../../../src/daemon/rules/watch-metrics.ts';
import { ruleId } from '../../../src/domain/ids.ts';
import { definitionOfRule } from '../../../src/domain/rule.ts';
import type { State } from '../../../src/store/state.ts';
import { paneIdOf, sessionIdOf, stateOf } from '../../support/panel-fixture.ts';
import { ruleOf } from '../../support/rule-fixture.ts';

const WORKERS = ['worker', 'worker-2', 'worker-3', 'workers'];

const stateWith = (labels: readonly string[]): State =>
  stateOf([{ name: 'farm', windows: [{ name: 'w', panes: labels.map((label) => ({ label })) }] }]);

const without = (state: State, pane: number): State => {
  const { [paneIdOf(pane)]: _gone, ...panes } = state.panes;
  return { ...state, panes };
};

const standing = (metric: string, given: Parameters<typeof ruleOf>[1]) => {
  const rule = ruleOf(1, { event: 'metric', metric, pane: 'worker,worker-*', session: 'farm', ...given });
  const definition = definitionOfRule(rule);
  const compiled = compileRule(definition);
  if (!compiled.ok) throw new Error(compiled.failure.message);
  const { name, owner, source, created_at: createdAt } = rule;
  const about = { id: ruleId(1), name, owner, source, createdAt, sessionId: sessionIdOf(0) };
  return newLiveRule({ ...about, definition, compiled: compiled.value });
};

const T0 = Date.UTC(2026, 0, 1);

it('a rule on a group is asked once of all its living panes, and its hold outlives the lowest one', () => {
  const rule = standing('avg(cpu) > 80', { name: 'up', for: 2_000, fire: 'each' });
  let state = stateWith(WORKERS);
  const hits: (readonly [string | null, string, number | null])[] = [];
  const onHit = (_: unknown, hit: Hit) => {
    hits.push([hit.tmuxPane, hit.reason, valuesOf(state, rule, hit).replicas]);
  };
  const step = (second: number, ...cpus: readonly (number | null)[]) => {
    const samples = cpus.flatMap((cpu_percent, at) => {
      const sampled_at = new Date(T0 + second * 1_000).toISOString();
      const metrics = { cpu_percent, memory_bytes: 1, processes: 1, runtime_ms: 1, sampled_at };
      return state.panes[paneIdOf(at)] === undefined ? [] : [{ tmuxPane: paneIdOf(at), metrics }];
    });
    const needs = { getState: () => state, onHit, onProgress: () => undefined };
    stepMetrics(needs, placementOf(state, [rule]), samples);
    return describeRule(rule, 'farm', T0 + second * 1_000);
  };
  // `workers` is none of them.
  expect(step(0, 90, 60, null, 900)).toMatchObject({ state: 'armed', progress: [{ value: 75 }] });
  const pending = { tmux_pane: '%0', value: 90, threshold: 80, held_ms: 0, for_ms: 2_000 };
  expect(step(1, 100, 80, 90, 0)).toMatchObject({ state: 'pending', progress: [pending] });
  state = without(state, 0);
  expect(step(2, 0, 100, 90, 0)).toMatchObject({
    progress: [{ tmux_pane: '%1', value: 95, held_ms: 1_000 }],
  });
  expect(step(2.5, 0, null, null, 0)).toMatchObject({ state: 'pending' });
  step(3, 0, 100, 90, 0);
  step(4, 0, 100, 90, 0);
  const fired = ['%1', 'avg cpu 95 % > 80 %, 2 s', 2];
  expect(hits).toEqual([fired, fired]);
  expect(step(5, 0, 10, 90, 0)).toMatchObject({ state: 'armed', progress: [{ value: 50, held_ms: 0 }] });
});

it('a rule on a group that fires once is spent when it has', () => {
  const rule = standing('max(processes) > 0', { name: 'once', fire: 'once' });
  rule.marks.clear();
  expect(describeRule(rule, 'farm', T0).state).toBe('armed');
  const state = stateWith(WORKERS);
  const sampled_at = new Date(T0).toISOString();
  const metrics = { cpu_percent: null, memory_bytes: 1, processes: 1, runtime_ms: 1, sampled_at };
  const needs = { getState: () => state, onHit: () => undefined, onProgress: () => undefined };
  stepMetrics(needs, placementOf(state, [rule]), [{ tmuxPane: paneIdOf(1), metrics }]);
  const marks = rule.marks.get(paneIdOf(0));
  if (marks !== undefined) marks.hasFired = true;
  expect(describeRule(rule, 'farm', T0).state).toBe('spent');
});
