import { afterEach, describe, expect, it } from 'vitest';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { NOW_MS } from '../support/panel-fixture.ts';
import { farm } from '../support/panel-scenes.ts';

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

let nowMs = NOW_MS;

const open = (): ShownPanel => {
  nowMs = NOW_MS;
  shown = showPanel(farm, 120, 40, { now: () => nowMs });
  return shown;
};

const later = (panel: ShownPanel, seconds: number): void => {
  nowMs += seconds * 1_000;
  panel.desk.tick();
};

/** What failed there fails once more, a second from now. */
const failAnew = (panel: ShownPanel): void => {
  nowMs += 1_000;
  const { panes } = farm;
  const failed = Object.values(panes).find(({ status }) => status === 'failed');
  if (failed === undefined) throw new Error('nothing has failed');
  const again = { ...failed, statusSince: new Date(nowMs).toISOString() };
  panel.desk.setState({ ...farm, panes: { ...panes, [failed.tmuxPane]: again } });
};

const screenOf = async (panel: ShownPanel): Promise<string> => (await panel.text()).join('\n');

describe('a failure that nobody has seen', () => {
  it('is counted first, and ! goes there wherever it is folded away', async () => {
    const panel = open();
    expect((await panel.text())[0]).toMatch(/^ panectl {2}! 1 unseen/);
    await panel.type('hh');
    expect(await screenOf(panel)).toMatch(/▸ ✖! /);
    await panel.type('!');
    expect(await screenOf(panel)).toMatch(/▌ +✖! +2 build/);
  });

  it('d marks as seen, and says so where there is nothing to mark', async () => {
    const panel = open();
    await panel.type('!d');
    expect((await panel.text())[0]).not.toContain('unseen');
    expect(await screenOf(panel)).toMatch(/▌ +✖ {2,}2 build/);
    await panel.type('d');
    expect(await screenOf(panel)).toContain('there is nothing new here');
    await panel.type('!');
    expect(await screenOf(panel)).toContain('nothing has failed that you have not seen');
  });

  it('is seen by who stays on it for a moment, not by who passes by or was there before it', async () => {
    const panel = open();
    await panel.type('!');
    expect((await panel.text())[0]).toContain('1 unseen');
    later(panel, 2);
    expect((await panel.text())[0]).not.toContain('unseen');
    failAnew(panel);
    later(panel, 2);
    expect((await panel.text())[0]).toContain('1 unseen');
  });

  it('rings once, for what happens anew', async () => {
    const panel = open();
    const before = panel.rings();
    failAnew(panel);
    later(panel, 1);
    expect(panel.rings() - before).toBe(1);
  });
});
