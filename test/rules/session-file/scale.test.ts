import { describe, expect, it } from 'vitest';
import { planAction } from '../../../src/daemon/rules/action-plan.ts';
import { compileRule } from '../../../src/daemon/rules/compile.ts';
import type { RuleDefinition } from '../../../src/domain/rule.ts';
import type { RuleDraft } from '../../../src/rules/session-file/rule-draft.ts';
import { scalingOf } from '../../../src/rules/session-file/scale-rules.ts';
import { HOSTILE_LABELS } from './hostile-labels.ts';
import { fileOf } from './reading.ts';

const SCALED = `windows:
  - panes:
      - label: worker
        command: npm run worker
        scale: {min: 2, max: 4, up: "avg(cpu) > 80", down: "avg(cpu) < 20", for: 10s}
      - label: worker-3
hooks:
  on_pane_bell: [{then: notify a}]
`;

const definitionOf = ({ definition, passages, pane, ...draft }: RuleDraft): RuleDefinition => ({
  ...{ ...definition, fire: definition.fire ?? 'each', scope: { session: 'farm', pane } },
  action: passages.actions.map(({ text }) => text),
  ...(draft.name === null ? {} : {}),
});

describe('scale', () => {
  it('is a range at the pane, and two rules behind the hooks', () => {
    const { rules, windows } = fileOf(SCALED);
    const range = {
      min: 2,
      max: 4,
      up: 'avg(cpu) > 80',
      down: 'avg(cpu) < 20',
      for: 10_000,
      cooldown: 30_000,
    };
    expect(windows[0]?.panes[0]?.service).toMatchObject({ scale: range });
    expect(rules.map(({ name }) => name)).toEqual([null, 'scale-up-worker', 'scale-down-worker']);
    const [, up] = rules;
    expect(up).toMatchObject({
      ...{ isNameFree: true, pane: 'worker,worker-*' },
      definition: { fire: 'each', for: 10_000, cooldown: 30_000 },
      passages: {
        metric: { line: 5, column: 38 },
        actions: [{ text: 'pane-scale {{ session }} worker +1' }],
      },
    });
    expect(rules.slice(1).map((draft) => compileRule(definitionOf(draft)).ok)).toEqual([true, true]);
  });

  it('begins with the replicas that are missing, or with those that were saved', () => {
    const labelsOf = (text: string) =>
      fileOf(text).windows.flatMap(({ panes }) => panes.map(({ label }) => label?.value));
    const four = SCALED.replace('min: 2', 'min: 4');
    const said = ['worker', 'worker-3'];
    expect(labelsOf(SCALED)).toEqual(said);
    expect(labelsOf(four)).toEqual([...said, 'worker-2', 'worker-4']);
    const saved = 'panectl: {replicas: [worker-5, other, worker-4, worker-3, worker-5], synchronized: [3]}';
    expect(labelsOf(`${SCALED}${saved}`)).toEqual([...said, 'worker-4', 'worker-5']);
    expect(labelsOf(`${four}panectl: {replicas: []}`)).toEqual(said);
    expect(fileOf(four).windows[0]?.panes[3]).toMatchObject({
      ...{ command: 'npm run worker', service: null, scale: null },
    });
  });

  it.each(HOSTILE_LABELS)('means exactly the pane %j', (label) => {
    const { rules } = fileOf(SCALED.replace('label: worker\n', `label: ${JSON.stringify(label)}\n`));
    for (const draft of rules.slice(1)) {
      const definition = definitionOf(draft);
      const plan = planAction(definition.action, { event: 'metric', groups: [] });
      const steps = plan.ok ? plan.value.steps : [];
      const values = { session: 'farm', pane: '%1', pane_id: 1, label: 'x', status: null, exit_code: null };
      const more = {
        service: null,
        signal: null,
        line: null,
        cpu: 1,
        memory: 1,
        replicas: 1,
        rule: 'r',
        match: {},
        created: null,
      };
      const n = draft.name?.startsWith('scale-up') === true ? '+1' : '-1';
      expect(steps.map(({ fill }) => fill({ ...values, ...more }))).toEqual([{ session: 'farm', label, n }]);
      expect(scalingOf(definition)).toEqual({ label, name: draft.name });
    }
  });
});
