import type { RuleId } from '../../domain/ids.ts';
import type { Rule } from '../../domain/rule.ts';
import type { StoreEvent } from '../../store/event.ts';
import type { House } from '../house.ts';
import type { Log } from '../log.ts';
import { isMaking } from '../session-file/unfinished.ts';
import { readFacts } from './facts.ts';
import { placesOf } from './places.ts';
import { textOf } from './save.ts';
import {
  listSnapshots,
  pruneSnapshots,
  readSnapshot,
  type SnapshotLimits,
  writeSnapshot,
} from './snapshot-folder.ts';

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
  const known = new Map<RuleId, string>();
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
      if (!(await writeAll(house, limits, () => isOver))) soon(PAUSE_MS);
    } catch (error) {
      log.error('a snapshot could not be written', { error: String(error) });
    } finally {
      isBusy = false;
    }
  };
  const end = house.store.subscribe(({ events }) => {
    const own = events.filter((event) => isNews(event, known));
    if (own.length > 0) soon(own.some(vanishes) ? VANISHED_PAUSE_MS : PAUSE_MS);
  });
  return {
    dispose: () => {
      isOver = true;
      end();
      if (timer !== null) clearTimeout(timer);
    },
  };
};

const vanishes = ({ kind }: StoreEvent): boolean => kind.endsWith('.vanished');

/** Whether a file would say something else after it. */
const isNews = (event: StoreEvent, known: Map<RuleId, string>): boolean => {
  switch (event.kind) {
    case 'session.appeared':
    case 'session.changed':
    case 'window.changed':
    case 'window.vanished':
    case 'pane.appeared':
    case 'pane.vanished':
    case 'exec.changed':
      return true;
    case 'rule.removed':
      known.delete(event.ruleId);
      return true;
    case 'pane.changed':
      return SAVED.some((key) => event.patch[key] !== undefined);
    case 'rule.changed':
      return hasActed(event.rule, known);
    default:
      return false;
  }
};

const SAVED = ['label', 'cwd', 'metadata', 'ownCommand', 'active', 'windowId', 'left', 'top'] as const;

/** A metric is read once a second, which is no news of its rule. */
const hasActed = ({ rule_id, hits, fired, suppressed, state }: Rule, known: Map<RuleId, string>): boolean => {
  const now = [hits, fired, suppressed, state === 'pending' ? 'armed' : state].join(' ');
  if (known.get(rule_id) === now) return false;
  known.set(rule_id, now);
  return true;
};

/** False where a session was left out because it is just being made. */
const writeAll = async (
  house: Parameters<typeof createSnapshots>[0],
  limits: SnapshotLimits,
  isOver: () => boolean,
): Promise<boolean> => {
  const places = placesOf(house.journal);
  if (!places.ok || house.tmux.link.kind !== 'live') return true;
  const facts = await readFacts(house);
  if (!facts.ok) return true;
  const folder = places.value.snapshots;
  const last = new Map((await listSnapshots(folder)).map(({ session, file }) => [session, file] as const));
  let written = 0;
  const sessions = Object.values(house.store.getState().sessions);
  const whole = sessions.filter(({ sessionId }) => !isMaking(house, sessionId));
  for (const session of whole) {
    const made = textOf(house, session, facts.value);
    if (!made.ok || !facts.value.sessions.has(session.sessionId)) continue;
    const before = last.get(session.name);
    if (before !== undefined && (await readSnapshot(before)) === made.value.text) continue;
    if (isOver() || house.tmux.link.kind !== 'live') return true;
    if ((await writeSnapshot(folder, session.name, house.now(), made.value.text))?.ok === true) written += 1;
  }
  if (written > 0) await pruneSnapshots(folder, limits, Date.now());
  return whole.length === sessions.length;
};
