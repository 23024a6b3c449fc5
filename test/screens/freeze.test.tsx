import { afterEach, expect, it } from 'vitest';
import type { PaneState, State } from '../../src/store/state.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { eventOf, NOW_MS, paneIdOf } from '../support/panel-fixture.ts';
import { farm, workerScreen } from '../support/panel-scenes.ts';

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

const open = (state: State, now?: () => number): ShownPanel => {
  shown = showPanel(state, 120, 32, now === undefined ? {} : { now });
  return shown;
};
const screenOf = async (panel: ShownPanel): Promise<string> => (await panel.text()).join('\n');
const esc = (panel: ShownPanel): void => panel.desk.press([{ name: 'Esc', text: null }]);

const changed = (ordinal: number, change: Partial<PaneState>): State => {
  const pane = farm.panes[paneIdOf(ordinal)];
  if (pane === undefined) return farm;
  return { ...farm, panes: { ...farm.panes, [pane.tmuxPane]: { ...pane, ...change } } };
};
const news: State = {
  ...changed(3, { label: 'renamed' }),
  events: [...farm.events, eventOf(80, { type: 'pane.created' }), eventOf(81, { type: 'pane.killed' })],
};

it('stands still, counts what comes, and shows it when f or Esc ends it', async () => {
  let nowMs = NOW_MS;
  const panel = open(farm, () => nowMs);
  await panel.type('jf');
  panel.desk.setScreen(workerScreen);
  const before = await screenOf(panel);
  expect(before).toContain('‖ frozen, 0 new');
  nowMs += 60_000;
  panel.desk.tick(news);
  panel.desk.setScreen({ ...workerScreen, lines: ['something else'] });
  expect(await screenOf(panel)).toBe(before.replace('0 new', '2 new'));
  await panel.type('f');
  const after = await screenOf(panel);
  expect(after).toContain('renamed');
  expect(after).toContain('something else');
  expect(after).not.toContain('frozen');
  await panel.type('3f');
  panel.desk.setState(farm);
  expect(await screenOf(panel)).toContain('renamed');
  esc(panel);
  expect(await screenOf(panel)).not.toContain('renamed');
});

it('shows the first picture of a pane that is chosen while it stands still', async () => {
  const panel = open(farm);
  await panel.type('fj');
  panel.desk.setScreen(workerScreen);
  expect(await screenOf(panel)).toContain('npm test');
  expect(panel.watched.at(-1)).toBe('%1');
});

it('steps through what matches the filter, around the end and past the rows of groups', async () => {
  const panel = open(farm);
  await panel.type('n');
  expect(await screenOf(panel)).toContain('there is no filter; / sets one');
  await panel.type('/lint|nvim\rn');
  expect(await screenOf(panel)).toMatch(/▌ +● +0 nvim/);
  await panel.type('n');
  expect(await screenOf(panel)).toMatch(/▌ +✔ +3 lint/);
  await panel.type('N');
  expect(await screenOf(panel)).toMatch(/▌ +● +0 nvim/);
});

it('copies what a pane shows, its label, id or command, and the name of a group', async () => {
  const panel = open(farm);
  await panel.type('jy');
  expect(await screenOf(panel)).toMatch(/2 {2}its label {2}worker/);
  await panel.type('\r');
  expect(await screenOf(panel)).toContain('its screen is not here yet');
  panel.desk.setScreen(workerScreen);
  await panel.type('y\ry2y3y4');
  await panel.type('gy');
  expect(panel.copies[0]).toMatch(/^> npm test\n/);
  expect(panel.copies.slice(1)).toEqual(['worker', '%1', 'npm test', 'claude-poc']);
  expect(await screenOf(panel)).toContain('copied claude-poc');
});

it('tells owners only where there are several, and what goes on in a pane as signs', async () => {
  const owner = { kind: 'cli', name: 'claude', tmux_pane: null } as const;
  const panel = open(changed(0, { owner, awaitingInput: true, heldBy: owner, mode: 'copy-mode' }));
  await panel.resize(160, 32);
  const text = await screenOf(panel);
  expect(text).toMatch(/main +claude +claude .*✎\?≡/);
  expect(text).toMatch(/worker +npm test +agent/);
  panel.desk.setState(farm);
  expect(await screenOf(panel)).not.toMatch(/worker +npm test +agent/);
});
