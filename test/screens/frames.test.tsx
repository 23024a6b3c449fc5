import { afterEach, describe, expect, it } from 'vitest';
import { frameText } from '../support/frame-text.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { agoIso, NOW_MS, stateOf } from '../support/panel-fixture.ts';
import { crowd, emptyServer, farm, shop, workerScreen } from '../support/panel-scenes.ts';

// The clock in the frames is local time.
process.env.TZ = 'UTC';

const SIZES = [
  [120, 40],
  [80, 24],
  [40, 10],
] as const;

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

const one = stateOf([
  {
    name: 'solo',
    windows: [
      { name: 'sh', panes: [{ label: 'main', status: 'idle', since: 5, cpu: 0, memory: 4 * 1024 ** 2 }] },
    ],
  },
]);

const SCENES = {
  empty: (panel: ShownPanel) => panel.desk.setState(emptyServer),
  one: (panel: ShownPanel) => panel.desk.setState(one),
  many: (panel: ShownPanel) => panel.desk.setState(crowd),
  services: (panel: ShownPanel) => panel.desk.setState(shop),
  failed: async (panel: ShownPanel) => {
    await panel.type('j');
    panel.desk.setScreen(workerScreen);
  },
  connecting: (panel: ShownPanel) => panel.desk.setLink({ kind: 'connecting' }),
  'daemon-lost': (panel: ShownPanel) =>
    panel.desk.setLink({
      kind: 'lost',
      reason: 'connection closed',
      attempt: 2,
      nextTryAtMs: NOW_MS + 1_500,
    }),
  'server-gone': (panel: ShownPanel) =>
    panel.desk.setState({ ...farm, link: { kind: 'lost', reason: 'server exited', since: agoIso(3) } }),
  kill: (panel: ShownPanel) => panel.type('x'),
  label: (panel: ShownPanel) => panel.type('r'),
  help: (panel: ShownPanel) => panel.type('?'),
  filter: (panel: ShownPanel) => panel.type('/lint|build'),
} as const;

describe.each(SIZES)('at %ix%i', (columns, rows) => {
  it.each(Object.entries(SCENES))('the screen "%s" looks as it did', async (name, act) => {
    shown = showPanel(name === 'many' ? crowd : name === 'empty' ? emptyServer : farm, columns, rows);
    await shown.settled();
    await act(shown);
    await shown.settled();
    await expect(frameText(shown.terminal)).toMatchFileSnapshot(`golden/${name}-${columns}x${rows}.txt`);
  });
});

describe('on a poorer terminal', () => {
  it('nothing but ASCII is written without UTF-8', async () => {
    shown = showPanel(farm, 80, 24, { environment: { LANG: 'C' } });
    await shown.settled();
    shown.desk.setScreen(workerScreen);
    const text = frameText(shown.terminal);
    expect(text).toMatch(/^[\n -~]*$/);
    await expect(text).toMatchFileSnapshot('golden/ascii-80x24.txt');
  });

  it('there is no colour with NO_COLOR', async () => {
    shown = showPanel(farm, 80, 24, { environment: { LANG: 'C.UTF-8', NO_COLOR: '1' } });
    await shown.type('j');
    shown.desk.setScreen(workerScreen);
    await shown.settled();
    expect(frameText(shown.terminal)).not.toMatch(/red|green|yellow|blue|magenta|cyan|colour/);
  });
});
