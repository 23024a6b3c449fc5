import { withMcp } from '../support/mcp-client.ts';
import type { PanectlHouse } from '../support/with-panectl.ts';
import { median, percentile, timed } from './figures.ts';
import { ms, type Row } from './row.ts';

const STARTS = 12;
const CALLS = 300;
const START_GOAL_MS = 250;
const CALL_GOAL_MS = 3;

/** What an agent's client waits for: the list of all tools from nothing, and the answer of a tool that reads. */
export const benchMcp = async ({ tmux, home }: PanectlHouse): Promise<readonly Row[]> => {
  const place = { socket: tmux.socket, env: { PANECTL_HOME: home } };
  const starts: number[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    const startedAt = performance.now();
    await withMcp(place, async ({ client }) => {
      await client.listTools();
      starts.push(performance.now() - startedAt);
    });
  }
  const calls = await withMcp(place, async ({ ask }) => {
    await ask('pane_list', { session: 'bench' });
    const taken: number[] = [];
    for (let round = 0; round < CALLS; round += 1)
      taken.push((await timed(() => ask('pane_list', { session: 'bench' }))).ms);
    return taken;
  });
  return [
    rowOf('start, until all tools are listed', starts, START_GOAL_MS),
    rowOf('pane_list', calls, CALL_GOAL_MS),
  ];
};

const rowOf = (what: string, taken: readonly number[], goalMs: number): Row => ({
  what,
  figures: { p50: ms(median(taken)), p99: ms(percentile(taken, 0.99)) },
  goal: { text: `p50 at most ${goalMs} ms`, met: median(taken) <= goalMs },
});
