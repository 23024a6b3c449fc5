import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/tmux/assemble.ts';
import type { WidePaneRow } from '../../src/tmux/formats.ts';

const ROW: WidePaneRow = {
  ...{ pane_id: '%1', window_id: '@1', pane_pid: '7', pane_active: '1', pane_dead: '0' },
  ...{ pane_dead_status: '', pane_dead_signal: '', pane_mode: '', alternate_on: '0', pane_synchronized: '0' },
  ...{ pane_width: '80', pane_height: '24', pane_left: '0', pane_top: '0', '@label': '', '@panectl': '' },
  ...{ pane_title: '', pane_current_command: 'sh', pane_current_path: '/now', pane_start_path: '/begun' },
  ...{ pane_start_command: '', 'remain-on-exit': 'off' },
};

const seen = (more: Partial<WidePaneRow>, before: ReturnType<typeof observed> = []) =>
  observed({ ...ROW, ...more }, before)[0]?.cwd;

const observed = (row: WidePaneRow, before: ReturnType<typeof assemble>['panes'] = []) =>
  assemble(
    { sessions: [], windows: [], panes: [row], clients: [] },
    {
      server: { pid: 1, startTime: 1, socketPath: '/s', version: '3.4' },
      ownPids: new Set(),
      own: () => null,
      before: new Map(before.map((pane) => [pane.tmuxPane, pane])),
    },
  ).panes;

describe("a pane's folder, in a moment in which nobody has its terminal", () => {
  it('is the one that it was in, or began in, unless it is dead', () => {
    const nobody = { pane_current_path: '' };
    expect(seen({})).toBe('/now');
    expect(seen(nobody)).toBe('/begun');
    expect(seen(nobody, observed(ROW))).toBe('/now');
    expect(seen({ ...nobody, pane_dead: '1' }, observed(ROW))).toBeNull();
  });
});
