import { afterEach, describe, expect, it } from 'vitest';
import type { State } from '../../src/store/state.ts';
import { frameText } from '../support/frame-text.ts';
import { loaded } from '../support/load-scenes.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { agoIso, eventOf, NOW_MS, paneIdOf, stateOf } from '../support/panel-fixture.ts';
import { crowd, emptyServer } from '../support/panel-scenes.ts';
import { withRules } from '../support/rule-fixture.ts';

// The clock in the frames is local time.
process.env.TZ = 'UTC';

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

const one: State = withRules(
  stateOf(
    [
      {
        name: 'solo',
        windows: [{ name: 'sh', panes: [{ label: 'main', status: 'idle', since: 5, cpu: 0 }] }],
      },
    ],
    [eventOf(1, { type: 'pane.created', label: 'main', session: 'solo', data: { command: null } })],
  ),
  [{ name: 'only', event: 'exit', if: "status == 'failed'" }],
);

const many: State = withRules(
  {
    ...crowd,
    events: Array.from({ length: 200 }, (_, at) =>
      eventOf(at + 1, {
        type: at % 9 === 0 ? 'rule.fired' : 'exec.ended',
        label: `job-${at}`,
        data: { outcome: 'completed' },
      }),
    ),
  },
  Array.from({ length: 40 }, (_, at) => ({
    name: `rule-${at}`,
    event: 'pattern' as const,
    match: `^x${at}$`,
  })),
);

const STATES: Readonly<
  Record<string, { readonly state: State; readonly act?: (panel: ShownPanel) => void }>
> = {
  empty: { state: emptyServer },
  one: { state: one },
  many: { state: many },
  failed: { state: loaded },
  disconnected: {
    state: loaded,
    act: ({ desk }) =>
      desk.setLink({ kind: 'lost', reason: 'connection closed', attempt: 2, nextTryAtMs: NOW_MS + 1_500 }),
  },
};

/** Each of the views but the first, which has frames of its own. */
const VIEWS = { triggers: '2', events: '3', metrics: '4', logs: '5' } as const;

describe.each([
  [120, 40],
  [80, 24],
  [40, 10],
] as const)('at %ix%i', (columns, rows) => {
  describe.each(Object.entries(VIEWS))('the view "%s"', (view, key) => {
    it.each(Object.entries(STATES))('looks as it did: %s', async (name, { state, act }) => {
      shown = showPanel(state, columns, rows);
      await shown.settled();
      await shown.type(key);
      shown.desk.addLines({ id: 1, lines: linesOf(state), skipped: 0 });
      act?.(shown);
      await shown.settled();
      const golden = `golden/views/${view}-${name}-${columns}x${rows}.txt`;
      await expect(frameText(shown.terminal)).toMatchFileSnapshot(golden);
    });
  });
});

const linesOf = ({ panes }: State) =>
  Object.keys(panes).map((_, at) => ({ tmuxPane: paneIdOf(at), at: agoIso(at), text: `line ${at}` }));
