import { afterEach, describe, expect, it } from 'vitest';
import { frameText } from '../support/frame-text.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { workerScreen } from '../support/panel-scenes.ts';
import { questionOf } from '../support/rule-fixture.ts';
import { manyRules, ruled } from '../support/rule-scenes.ts';

process.env.TZ = 'UTC';

const SIZES = [
  [120, 32],
  [80, 24],
  [40, 10],
] as const;

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

const SCENES = {
  rules: async () => undefined,
  triggers: (panel: ShownPanel) => panel.type('2'),
  'triggers-many': async (panel: ShownPanel) => {
    panel.desk.setState(manyRules);
    await panel.type('2G');
  },
  'triggers-failed': (panel: ShownPanel) => panel.type('2jjj'),
  'trigger-details': (panel: ShownPanel) => panel.type('2+'),
  'triggers-alone': (panel: ShownPanel) => panel.type('2++'),
  'trigger-pause': (panel: ShownPanel) => panel.type('2p'),
  'trigger-remove': (panel: ShownPanel) => panel.type('2x'),
  'triggers-help': (panel: ShownPanel) => panel.type('2?'),
  events: (panel: ShownPanel) => panel.type('3'),
  'events-alone': (panel: ShownPanel) => panel.type('3+'),
  'trigger-asks': async (panel: ShownPanel) =>
    panel.desk.setState({ ...ruled, questions: [questionOf(99), questionOf(100)] }),
} as const;

describe.each(SIZES)('at %ix%i', (columns, rows) => {
  it.each(Object.entries(SCENES))('the screen "%s" looks as it did', async (name, act) => {
    shown = showPanel(ruled, columns, rows);
    await shown.settled();
    shown.desk.setScreen(workerScreen);
    await act(shown);
    await shown.settled();
    await expect(frameText(shown.terminal)).toMatchFileSnapshot(`golden/${name}-${columns}x${rows}.txt`);
  });
});

it('triggers are plain ASCII without UTF-8', async () => {
  shown = showPanel(ruled, 80, 24, { environment: { LANG: 'C' } });
  await shown.type('2');
  const text = frameText(shown.terminal);
  expect(text).toMatch(/^[\n -~]*$/);
  await expect(text).toMatchFileSnapshot('golden/triggers-ascii-80x24.txt');
});
