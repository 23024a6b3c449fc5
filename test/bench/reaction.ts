import type { PanectlHouse } from '../support/with-panectl.ts';
import { openControlClient } from './control-client.ts';
import { percentile } from './figures.ts';
import { type Link, openLink } from './link.ts';
import { ms, type Row } from './row.ts';

const ROUNDS = 100;
const GOAL = { p50: 8, p99: 30 };

/**
 * Another client makes and ends a pane; we wait until the store has told its subscribers. Counted from the moment
 * at which the other client sends its command, so tmux's own work and our socket are in it.
 */
export const benchReaction = async (house: PanectlHouse): Promise<readonly Row[]> => {
  const control = await openControlClient(house.tmux, 'bench');
  const link = await openLink(house.tmux.socket);
  await subscribed(link);
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const appeared = nextEvent(link, 'pane.appeared');
    const start = performance.now();
    const [pane = ''] = await control.send("split-window -d -P -F '#{pane_id}' -t '=bench:' 'exec cat'");
    taken.push((await appeared) - start);
    const vanished = nextEvent(link, 'pane.vanished');
    const end = performance.now();
    await control.send(`kill-pane -t ${pane}`);
    taken.push((await vanished) - end);
  }
  control.end();
  link.end();
  const p50 = percentile(taken, 0.5);
  const p99 = percentile(taken, 0.99);
  return [
    {
      what: 'tmux change by another client, in the store',
      figures: { p50: ms(p50), p99: ms(p99) },
      goal: { text: `p50 ${GOAL.p50} ms, p99 ${GOAL.p99} ms`, met: p50 <= GOAL.p50 && p99 <= GOAL.p99 },
    },
  ];
};

const subscribed = (link: Link): Promise<void> =>
  new Promise((resolve) => {
    const stop = link.onMessage(({ kind }) => {
      if (kind !== 'snapshot') return;
      stop();
      resolve();
    });
    link.send({ kind: 'subscribe' });
  });

/** The time at which the next delta with such an event arrives. */
const nextEvent = (link: Link, kind: string): Promise<number> =>
  new Promise((resolve) => {
    const stop = link.onMessage((message) => {
      if (message.kind !== 'delta' || !message.events.some((event) => isOfKind(event, kind))) return;
      stop();
      resolve(performance.now());
    });
  });

const isOfKind = (event: unknown, kind: string): boolean =>
  typeof event === 'object' && event !== null && 'kind' in event && event.kind === kind;
