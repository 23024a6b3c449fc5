import { afterEach, expect, it } from 'vitest';
import type { MouseEvent } from '../../src/ui/input/mouse-events.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { crowd, farm, workerScreen } from '../support/panel-scenes.ts';

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

const open = (...given: Parameters<typeof showPanel>): ShownPanel => {
  shown = showPanel(...given);
  return shown;
};
const screenOf = async (panel: ShownPanel): Promise<string> => (await panel.text()).join('\n');

/** At the place where the screen shows so. */
const at = async (panel: ShownPanel, kind: MouseEvent['kind'], text: string): Promise<void> => {
  const rows = await panel.text();
  const y = rows.findIndex((row) => row.includes(text));
  expect(y, `${text} on the screen`).toBeGreaterThan(-1);
  panel.desk.mouse({ kind, x: rows[y]?.indexOf(text) ?? 0, y });
};

it.each([
  [120, 32],
  [80, 24],
])('a click chooses the row that it hits, a second one folds it, at %ix%i', async (columns, rows) => {
  const panel = open(farm, columns, rows);
  await at(panel, 'click', 'lint');
  expect(await screenOf(panel)).toMatch(/▌ +✔ +3 lint/);
  await at(panel, 'click', '0 work');
  await at(panel, 'click', '0 work');
  expect(await screenOf(panel)).not.toContain('3 lint');
  await at(panel, 'click', '0 work');
  expect(await screenOf(panel)).toContain('3 lint');
});

it('a click chooses an event and gives the keys to its view', async () => {
  const panel = open(farm, 120, 32);
  await at(panel, 'click', 'worker %1 runs');
  expect(panel.desk.store.getState().ui.view).toBe('events');
  expect(await screenOf(panel)).toMatch(/▌12:03:31 worker %1 runs/);
  await at(panel, 'click', '1 panes');
  expect(panel.desk.store.getState().ui.view).toBe('panes');
});

it('the wheel moves in the list, scrolls the preview and what is open', async () => {
  const panel = open(crowd, 120, 40);
  const first = panel.desk.store.getState().ui.focusIndex;
  panel.desk.mouse({ kind: 'wheel-down', x: 5, y: 5 });
  expect(panel.desk.store.getState().ui.focusIndex).toBe(first + 3);
  panel.desk.mouse({ kind: 'wheel-up', x: 5, y: 5 });
  expect(panel.desk.store.getState().ui.focusIndex).toBe(first);
  await panel.type('o');
  panel.desk.mouse({ kind: 'wheel-down', x: 5, y: 5 });
  panel.desk.mouse({ kind: 'click', x: 5, y: 5 });
  expect(panel.desk.store.getState().ui.overlay).toMatchObject({ kind: 'menu', at: 1 });
});

it('scrolls the preview where the wheel turns over it', async () => {
  const panel = open(farm, 120, 24);
  await panel.type('j');
  panel.desk.setScreen({ ...workerScreen, lines: Array.from({ length: 60 }, (_, row) => `row ${row}`) });
  panel.desk.mouse({ kind: 'wheel-up', x: 100, y: 3 });
  expect(panel.desk.store.getState().ui.previewUp).toBe(3);
});

it('leaves the mouse to the terminal where the settings say so', async () => {
  const panel = open(farm, 80, 24, { hasMouse: false });
  await panel.settled();
  expect(panel.mouse).toEqual([]);
  await panel.type('M');
  expect(panel.mouse).toEqual([true]);
});

it('clicks where nothing is do nothing', () => {
  const panel = open(farm, 40, 10);
  const before = panel.desk.store.getState().ui;
  for (const [x, y] of [
    [0, 0],
    [39, 9],
    [500, 500],
  ] as const)
    panel.desk.mouse({ kind: 'click', x, y });
  expect(panel.desk.store.getState().ui).toEqual({ ...before, busyAtMs: expect.any(Number) });
});

it('is switched off and on by M, and is off while something else has the terminal and at the end', async () => {
  const panel = open(farm, 80, 24, { answer: () => ({ ok: true, value: { kind: 'attach', argv: ['x'] } }) });
  await panel.settled();
  expect(panel.mouse).toEqual([true]);
  await panel.type('M');
  expect(await screenOf(panel)).toContain('mouse off');
  await panel.type('M');
  expect(panel.mouse).toEqual([true, false, true]);
  await panel.type('\r');
  await panel.settled();
  expect(panel.mouse.slice(0, 4)).toEqual([true, false, true, false]);
  panel.dispose();
  shown = null;
  expect(panel.mouse.at(-1)).toBe(false);
});
