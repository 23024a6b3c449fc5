import { failure } from '../../domain/failure.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { House } from '../house.ts';
import { sessionExists } from '../operations/session-begin.ts';

/** Session option with the file's path, from its first pane until its last line has been typed. */
const OPTION = '@panectl_making';
/** Beside it for a session that is restored. `held`: nothing of the file runs in it. */
const RESTORING = '@panectl_restoring';

export type Restoring = 'held' | 'run';

/** What this daemon is making just now. */
const underWay = new WeakMap<object, Set<SessionId>>();
/** Those of it that have not all their panes yet. */
const notBuilt = new WeakMap<object, Set<SessionId>>();

export const beginMaking = async (
  house: House,
  sessionId: SessionId,
  path: string,
  restoring: Restoring | null = null,
): Promise<void> => {
  const known = underWay.get(house) ?? new Set();
  underWay.set(house, known.add(sessionId));
  const building = notBuilt.get(house) ?? new Set();
  notBuilt.set(house, building.add(sessionId));
  const set = ['set-option', '-t', `${sessionId}:`];
  await house.tmux.sequence([
    ...(restoring === null ? [] : [[...set, RESTORING, restoring]]),
    [...set, OPTION, path],
  ]);
};

export const endMaking = async (house: House, sessionId: SessionId): Promise<void> => {
  underWay.get(house)?.delete(sessionId);
  endBuilding(house, sessionId);
  const unset = ['set-option', '-u', '-t', `${sessionId}:`];
  await house.tmux.sequence([
    [...unset, OPTION],
    [...unset, RESTORING],
  ]);
};

/** All its panes are there, and run what they were made with; what is typed into its shells comes later. */
export const endBuilding = (house: object, sessionId: SessionId): void => {
  notBuilt.get(house)?.delete(sessionId);
  for (const listener of listeners.get(house) ?? []) listener();
};

export const isBuilding = (house: object, sessionId: SessionId): boolean =>
  notBuilt.get(house)?.has(sessionId) === true;

const listeners = new WeakMap<object, Set<() => void>>();

/** Calls back whenever one is built or finished, which changes nothing in the store. Returns the function that ends it. */
export const onMade = (house: object, listener: () => void): (() => void) => {
  const all = listeners.get(house) ?? new Set();
  listeners.set(house, all.add(listener));
  return () => void all.delete(listener);
};

/** Whether it is being made from its file just now. */
export const isMaking = (house: object, sessionId: SessionId): boolean =>
  underWay.get(house)?.has(sessionId) === true;

/** The file that an earlier daemon was making the session from when it ended; null where there is none. */
export const interruptedMaking = async (house: House, sessionId: SessionId): Promise<string | null> => {
  if (isMaking(house, sessionId)) return null;
  const asked = await house.tmux.command('show-options', '-qv', '-t', `${sessionId}:`, OPTION);
  return (asked.ok ? asked.value[0] : undefined) || null;
};

/** Somebody has to look: there may be work in it by now. */
export const unfinished = (name: string, path: string) => ({
  ...sessionExists(name),
  ...failure(
    'session_exists',
    `there is a session ${JSON.stringify(name)} already, and it is not finished: panectl ended while it made it from ${path}`,
    `panectl session-kill ${JSON.stringify(name)} --force, then once more`,
    { session: name, unfinished: path },
  ),
});
