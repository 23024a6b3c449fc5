import { describe, expect, it } from 'vitest';
import { createTmux } from '../../src/tmux/connect.ts';
import type { TmuxEvent } from '../../src/tmux/tmux.ts';
import { type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';
import { until } from '../support/until.ts';

const FLOW = {
  burstBytes: 100_000,
  bytesPerSecond: 100_000,
  oldestMs: 2_000,
  firstPauseMs: 50,
  longestPauseMs: 100,
};

type Gap = Extract<TmuxEvent, { kind: 'gap' }>;

/** A connection whose panes may print 100 kB; `start` waits until it listens. */
const withFlood = (
  body: (stage: {
    tmux: PrivateTmux;
    gaps: Gap[];
    /** What the pane printed, and what was looked at after its gaps. */
    shown: (pane: string) => string;
  }) => Promise<void>,
) =>
  withPrivateTmux(async (tmux) => {
    const connection = createTmux({ socketPath: tmux.socket, flow: FLOW });
    const gaps: Gap[] = [];
    const texts = new Map<string, string>();
    connection.subscribe((event) => {
      if (event.kind === 'gap') gaps.push(event);
      if (event.kind !== 'output') return;
      texts.set(event.tmuxPane, (texts.get(event.tmuxPane) ?? '') + event.bytes.toString('latin1'));
    });
    const shown = (pane: string): string =>
      gaps
        .flatMap(({ tmuxPane, view }) => (tmuxPane === pane ? (view?.lines ?? []) : []))
        .concat(texts.get(pane) ?? '')
        .join('\n');
    try {
      await until(
        async () => (await tmux.lines('list-clients')).some((line) => line.includes('pause-after')),
        {
          what: 'the client for output',
        },
      );
      await body({ tmux, gaps, shown });
    } finally {
      await connection.dispose();
    }
  });

const paneOf = (tmux: PrivateTmux, command: string): Promise<string> =>
  tmux.run('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', 'work:', command);

describe('a pane that floods', () => {
  it('is paused and goes on, while another pane is heard as ever', () =>
    withFlood(async ({ tmux, gaps, shown }) => {
      const quiet = await paneOf(tmux, 'read -r line; echo "heard $line"; exec cat');
      const flood = await paneOf(tmux, 'exec yes');
      await until(() => gaps.length >= 3, { what: 'three gaps' });
      expect(new Set(gaps.map(({ tmuxPane, cause }) => `${tmuxPane} ${cause}`))).toEqual(
        new Set([`${flood} flood`]),
      );
      await tmux.run('send-keys', '-t', quiet, 'you', 'Enter');
      await until(() => shown(quiet).includes('heard you'), { what: 'the quiet pane' });
    }));

  it('is whole again after its last gap: the view and what comes after it have the end', () =>
    withFlood(async ({ tmux, gaps, shown }) => {
      const flood = await paneOf(tmux, 'seq 1 300000; echo the end; exec cat');
      await until(() => shown(flood).includes('the end'), { what: 'the end of the flood' });
      expect(gaps.length).toBeGreaterThan(0);
      await tmux.run('send-keys', '-t', flood, 'afterwards', 'Enter');
      // In what comes after the view, or in one more view where the end itself was paused for.
      await until(() => shown(flood).includes('afterwards'), { what: 'what comes after the flood' });
    }));
});
