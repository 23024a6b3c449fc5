import type { House } from '../house.ts';
import type { Log } from '../log.ts';
import { isMaking } from '../session-file/unfinished.ts';
import { readFacts } from './facts.ts';
import { placesOf } from './places.ts';
import type { SnapshotLimits } from './retention.ts';
import { textOf } from './save.ts';
import { listSnapshots, pruneSnapshots, readSnapshot, writeSnapshot } from './snapshot-folder.ts';
import { createSnapshotNews, type NewsTaken } from './snapshot-news.ts';

/** Well within the 2 s that are promised. */
const PAUSE_MS = 700;
/** What vanishes may be the beginning of the server's end: that is over by then, and nothing is saved of it. */
const VANISHED_PAUSE_MS = 1_500;

/**
 * Writes each session down after it has changed: a new file each time, never one for a session without panes, and
 * none while the server goes. What a session was before it ended is its last one.
 */
export const createSnapshots = (
  house: Pick<House, 'store' | 'tmux' | 'rules' | 'journal' | 'now'>,
  limits: SnapshotLimits,
  log: Pick<Log, 'error'>,
): { dispose(): void } => {
  const news = createSnapshotNews();
  let timer: NodeJS.Timeout | null = null;
  let isBusy = false;
  let isOver = false;
  const soon = (afterMs: number): void => {
    if (timer !== null || isOver) return;
    timer = setTimeout(() => void round(), afterMs);
    timer.unref();
  };
  const round = async (): Promise<void> => {
    timer = null;
    if (isBusy) return soon(PAUSE_MS);
    isBusy = true;
    try {
      if (!(await writeAll(house, limits, news.take(), () => isOver))) soon(PAUSE_MS);
    } catch (error) {
      log.error('a snapshot could not be written', { error: String(error) });
    } finally {
      isBusy = false;
    }
  };
  const end = house.store.subscribe(({ events }) => {
    const heard = news.hear(events, house.store.getState());
    if (heard !== 'nothing') soon(heard === 'vanished' ? VANISHED_PAUSE_MS : PAUSE_MS);
  });
  return {
    dispose: () => {
      isOver = true;
      end();
      if (timer !== null) clearTimeout(timer);
    },
  };
};

/** False where a session was left out because it is just being made. */
const writeAll = async (
  house: Parameters<typeof createSnapshots>[0],
  limits: SnapshotLimits,
  news: NewsTaken,
  isOver: () => boolean,
): Promise<boolean> => {
  const places = placesOf(house.journal);
  if (!places.ok || house.tmux.link.kind !== 'live') return true;
  const facts = await readFacts(house);
  if (!facts.ok) return true;
  const folder = places.value.snapshots;
  const listed = await listSnapshots(folder);
  const last = new Map(listed.map(({ session, file }) => [session, file] as const));
  let number = listed.at(-1)?.snapshot_id ?? 0;
  let written = 0;
  const sessions = Object.values(house.store.getState().sessions);
  const whole = sessions.filter(({ sessionId }) => !isMaking(house, sessionId));
  for (const session of whole) {
    const { sessionId, name } = session;
    const made = textOf(house, session, facts.value);
    if (!made.ok || !facts.value.sessions.has(sessionId)) continue;
    const { text, panes } = made.value;
    const before = last.get(name);
    if (before !== undefined && (await readSnapshot(before)) === text) continue;
    if (isOver() || house.tmux.link.kind !== 'live') return true;
    const about = { session: name, at: house.now(), panes, reason: news.reasonFor(sessionId) };
    number += 1;
    if ((await writeSnapshot(folder, { ...about, snapshot_id: number, text }))?.ok === true) written += 1;
  }
  if (written > 0) await pruneSnapshots(folder, limits, Date.now());
  return whole.length === sessions.length;
};
