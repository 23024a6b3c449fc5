import { setTimeout as pause } from 'node:timers/promises';
import { at } from '../../support/fields.ts';
import { PANECTL } from '../../support/run-panectl.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../../support/with-panectl.ts';
import { lastOfChain } from '../panes.ts';
import { onTerminal } from '../terminal.ts';
import { type Crowd, openCrowd } from './crowd.ts';
import { type Drive, driveKeys, driveReactions } from './drive.ts';
import { type Look, lookOver } from './look.ts';
import type { Size } from './size.ts';

export interface Seen {
  readonly madeSeconds: number;
  readonly knownSeconds: number;
  readonly refusals: readonly string[];
  readonly firstFrameMs: number;
  readonly looks: readonly Look[];
  readonly reactions: Drive;
  readonly keys: Drive;
  /** Lines that the daemon says it has never read. */
  readonly lostLines: number;
}

export interface Level {
  readonly size: Size;
  readonly seen: Seen | null;
  /** What did not even come to be. */
  readonly failure: string | null;
}

/** Everything at once on a server of its own; what it can not do is an answer, too. */
export const measureLevel = async (size: Size, say: (text: string) => void): Promise<Level> => {
  try {
    return { size, seen: await onCrowd(size, say), failure: null };
  } catch (error) {
    const failure = error instanceof Error ? error.message : 'unknown reason';
    return { size, seen: null, failure: failure.split('\n')[0] ?? '' };
  }
};

const onCrowd = (size: Size, say: (text: string) => void): Promise<Seen> =>
  withPanectl(
    async (house) => {
      const crowd = await openCrowd(house, size);
      say(
        `${size.panes} panes after ${crowd.madeSeconds.toFixed(1)} s, known after ${crowd.knownSeconds.toFixed(1)} s`,
      );
      try {
        return await withPanelOpen(house, crowd, size, say);
      } finally {
        crowd.link.end();
      }
    },
    {
      ...{ session: 'keep', command: 'exec cat' },
      // Full within a few minutes, so that what grows after that is a leak.
      config: ['set -g history-limit 500'],
    },
  );

const withPanelOpen = async (
  house: PanectlHouse,
  { link, refusals, madeSeconds, knownSeconds }: Crowd,
  size: Size,
  say: (text: string) => void,
): Promise<Seen> => {
  const { tmux, home } = house;
  const begin = performance.now();
  const command = `exec ${PANECTL} -S ${tmux.socket} panel`;
  return onTerminal(command, { ...tmux.env, PANECTL_HOME: home }, async (terminal) => {
    const firstFrameMs = (await terminal.sees((rows) => rows.some((row) => row.includes('▌')))) - begin;
    const [daemon = 0] = daemonsOf(tmux.socket);
    const server = (await tmux.serverPid()) ?? 0;
    const over = new AbortController();
    const keys = driveKeys(terminal, over.signal);
    const reactions = driveReactions(house, link, over.signal);
    const pids = { daemon, panel: lastOfChain(terminal.pid), tmux: server };
    const looks = await lookOver(pids, size.minutes, say).finally(() => over.abort());
    const driven = { keys: await keys, reactions: await reactions };
    // What is still on its way has arrived by then.
    await pause(500);
    const lostLines = Number(at(await link.call('daemon-status', {}), 'dropped_lines') ?? 0);
    return { ...driven, refusals, madeSeconds, knownSeconds, firstFrameMs, looks, lostLines };
  });
};
