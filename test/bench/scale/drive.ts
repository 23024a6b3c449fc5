import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../support/until.ts';
import type { PanectlHouse } from '../../support/with-panectl.ts';
import type { Link } from '../link.ts';
import type { Terminal } from '../terminal.ts';
import { openWatch, TRIGGER } from '../watch.ts';

/** Milliseconds of each try, and how often nothing came within twenty seconds or more. */
export interface Drive {
  readonly taken: readonly number[];
  readonly lost: number;
}

const MADE = 'exec sleep 1000';
const PAUSE_MS = 700;

const focusIn = (rows: readonly string[]): number => rows.findIndex((row) => row.includes('▌'));

/** Up and down within the first rows, where nothing scrolls, never at the same moment of a second. */
export const driveKeys = ({ press, rows, sees }: Terminal, signal: AbortSignal): Promise<Drive> => {
  const once = async (round: number): Promise<number> => {
    const before = focusIn(rows());
    const seen = sees((screen) => focusIn(screen) > 0 && focusIn(screen) !== before);
    const start = performance.now();
    press(round % 8 < 4 ? 'j' : 'k');
    return (await seen) - start;
  };
  return driven(once, signal);
};

/** A line in one pane; a rule makes a pane beside it, as a bare control client sees it. */
export const driveReactions = async (
  house: PanectlHouse,
  link: Link,
  signal: AbortSignal,
): Promise<Drive> => {
  const session = 'react';
  await link.call('pane-create', { session, label: 'trigger', command: TRIGGER });
  const action = `pane-create {{ session }} made --command '${MADE}'`;
  await link.call('on-pattern', { session, pane: 'trigger', pattern: '^FIRE', action, name: 'fire' });
  const watch = await openWatch(house, session, MADE);
  const once = async (): Promise<number> => {
    await link.call('pane-send-keys', { session, pane: 'trigger', keys: ['Enter'] });
    const took = await watch.next();
    await removeMade(link, session);
    return took;
  };
  return driven(once, signal).finally(watch.end);
};

const removeMade = async (link: Link, session: string): Promise<void> => {
  const kill = () =>
    link.call('pane-kill', { session, pane: 'made' }).then(
      () => true,
      () => false,
    );
  await until(kill, { what: 'the made pane to go' });
};

const driven = async (once: (round: number) => Promise<number>, signal: AbortSignal): Promise<Drive> => {
  const taken: number[] = [];
  let lost = 0;
  for (let round = 0; !signal.aborted; round += 1) {
    await pause(PAUSE_MS + (round % 37) * 5);
    await once(round).then(
      (took) => taken.push(took),
      () => {
        lost += 1;
      },
    );
  }
  // The first one finds everything cold.
  return { taken: taken.slice(1), lost };
};
