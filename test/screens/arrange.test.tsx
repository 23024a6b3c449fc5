import { afterEach, expect, it } from 'vitest';
import type { PaneState, State } from '../../src/store/state.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { paneIdOf } from '../support/panel-fixture.ts';
import { farm } from '../support/panel-scenes.ts';

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

const open = (state: State): ShownPanel => {
  shown = showPanel(state, 120, 32);
  return shown;
};

const screenOf = async (panel: ShownPanel): Promise<string> => (await panel.text()).join('\n');

/** The first letters of the pane rows in the list, from the top. */
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/^│[▌ ] +[●✖✔·†?] +\d+ (\S+)/gmu)].map(([, name = '']) => name);

const changed = (ordinal: number, change: Partial<PaneState>): State => {
  const pane = farm.panes[paneIdOf(ordinal)];
  return pane === undefined
    ? farm
    : { ...farm, panes: { ...farm.panes, [pane.tmuxPane]: { ...pane, ...change } } };
};

it('groups by layout, lineage and not at all, and keeps the focus on its pane', async () => {
  const panel = open(changed(2, { parent: paneIdOf(1) }));
  await panel.type('jjv');
  const lineage = await screenOf(panel);
  expect(lineage).toContain('panes  lineage');
  expect(lineage).toMatch(/ ▾ ● +1 worker/);
  expect(lineage).toMatch(/▌ {3,}✖!? +2 build/);
  await panel.type('h');
  expect(await screenOf(panel)).toMatch(/▌ +▾ ● +1 worker/);
  await panel.type('h');
  expect(await screenOf(panel)).toMatch(/▌ +▸ ● +1 worker +✖1!? npm/);
  await panel.type('v');
  expect(await screenOf(panel)).toMatch(/panes {2}flat.*\n.*claude-poc\/main/);
  await panel.type('v');
  expect(await screenOf(panel)).not.toMatch(/panes {2}(flat|lineage)/);
});

it('sorts when it is told to, and no number moves a row before that', async () => {
  const panel = open(farm);
  await panel.type('o2');
  const before = await screenOf(panel);
  expect(before).toContain('panes  by cpu');
  expect(namesIn(before).slice(0, 2)).toEqual(['worker', 'main']);
  const metrics = { cpu_percent: 400, memory_bytes: 1, processes: 1, runtime_ms: 1, sampled_at: '' };
  panel.desk.tick(changed(0, { metrics }));
  expect(namesIn(await screenOf(panel)).slice(0, 2)).toEqual(['worker', 'main']);
  await panel.type('o\r');
  expect(namesIn(await screenOf(panel)).slice(0, 2)).toEqual(['main', 'worker']);
});

it('a menu with more choices than lines shows the one that is chosen', async () => {
  shown = showPanel(farm, 40, 10);
  await shown.type('L');
  expect(await screenOf(shown)).toContain('▌ 1  even-horizontal');
  await shown.type('jjjjjj');
  expect(await screenOf(shown)).toContain('▌ 7  main-vertical-mirrored');
});
