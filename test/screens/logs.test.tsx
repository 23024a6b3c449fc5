import { afterEach, describe, expect, it } from 'vitest';
import { frameText } from '../support/frame-text.ts';
import { loaded } from '../support/load-scenes.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { agoIso, eventOf, paneIdOf, sessionIdOf } from '../support/panel-fixture.ts';

process.env.TZ = 'UTC';

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

const TEXTS = [
  'GET /health 200 1ms',
  'ERROR: connection refused \u001b[31m(db:5432)\u001b[0m',
  'a wide 日本語 line 👩‍👩‍👧 and\ta tab',
  'x'.repeat(300),
];

const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    tmuxPane: paneIdOf(at % 6),
    at: agoIso(count - at),
    text: `${at} ${TEXTS[at % TEXTS.length]}`,
  }));

const openLogs = async (columns: number, rows: number, environment?: Readonly<Record<string, string>>) => {
  const panel = showPanel(loaded, columns, rows, environment === undefined ? {} : { environment });
  shown = panel;
  await panel.settled();
  await panel.type('j5');
  panel.desk.addLines({ id: 1, lines: lines(100), skipped: 0 });
  await panel.settled();
  return panel;
};

describe.each([
  [120, 40],
  [80, 24],
  [40, 10],
] as const)('at %ix%i', (columns, rows) => {
  it.each([
    ['logs', ''],
    ['logs-filtered', '/!health'],
    ['logs-held', 'kkk'],
  ])('the screen "%s" looks as it did', async (name, keys) => {
    const panel = await openLogs(columns, rows);
    await panel.type(keys);
    panel.desk.addLines({ id: 1, lines: lines(3), skipped: 1_234 });
    await panel.settled();
    await expect(frameText(panel.terminal)).toMatchFileSnapshot(`golden/${name}-${columns}x${rows}.txt`);
  });
});

it('lines are asked for while they are seen, of the row, its session, or all', async () => {
  const panel = await openLogs(120, 40);
  await panel.type('ss1');
  expect(panel.followed).toEqual([
    { id: 1, wanted: { sessions: [sessionIdOf(0)], panes: null } },
    { id: 2, wanted: { sessions: null, panes: null } },
    { id: 3, wanted: { sessions: null, panes: [paneIdOf(1)] } },
    { id: 4, wanted: null },
  ]);
});

it('no screen is asked for while no preview is seen', async () => {
  const panel = await openLogs(120, 40);
  await panel.type('41');
  expect(panel.watched.slice(-3)).toEqual([paneIdOf(1), null, paneIdOf(1)]);
});

it('marked panes are a scope of their own for as long as there are any', async () => {
  const panel = showPanel(loaded, 120, 40);
  shown = panel;
  await panel.settled();
  await panel.type(' j 5sss');
  expect(panel.followed.map(({ wanted }) => wanted).at(-1)).toEqual({
    sessions: null,
    panes: expect.arrayContaining([paneIdOf(0), paneIdOf(1)]),
  });
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('5 logs  marked  2 panes');
});

it('one who has scrolled up sees the same lines until he follows again', async () => {
  const panel = await openLogs(80, 24);
  await panel.type('g');
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('0 GET /health');
  panel.desk.addLines({ id: 1, lines: lines(500), skipped: 0 });
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('0 GET /health');
  expect(frameText(panel.terminal)).toContain('G 580 newer');
  await panel.type('G');
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('499 xxx');
  await panel.type('/nothing here\r');
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('no line matches the filter');
});

it('lines of a pane that is gone keep its name', async () => {
  const panel = await openLogs(120, 40);
  const gone = paneIdOf(99);
  const event = eventOf(9_000, { type: 'pane.killed', tmux_pane: gone, label: 'builder' });
  panel.desk.setState({ ...loaded, events: [...loaded.events, event] });
  panel.desk.addLines({ id: 1, lines: [{ tmuxPane: gone, at: agoIso(0), text: 'SUCCESS' }], skipped: 0 });
  expect((await panel.text()).join('\n')).toMatch(/builder +│ SUCCESS/);
});

it('logs are plain ASCII without UTF-8', async () => {
  const panel = await openLogs(80, 24, { LANG: 'C' });
  expect(frameText(panel.terminal)).toMatch(/^[\n -~]*$/);
});
