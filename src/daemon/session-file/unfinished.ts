import { failure } from '../../domain/failure.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { House } from '../house.ts';
import { sessionExists } from '../operations/session-begin.ts';

/** Session option with the file's path, from its first pane until its last line has been typed. */
const OPTION = '@panectl_making';

/** What this daemon is making just now. */
const underWay = new WeakMap<object, Set<SessionId>>();

export const beginMaking = async (house: House, sessionId: SessionId, path: string): Promise<void> => {
  const known = underWay.get(house) ?? new Set();
  underWay.set(house, known.add(sessionId));
  await house.tmux.command('set-option', '-t', `${sessionId}:`, OPTION, path);
};

export const endMaking = async (house: House, sessionId: SessionId): Promise<void> => {
  underWay.get(house)?.delete(sessionId);
  await house.tmux.command('set-option', '-u', '-t', `${sessionId}:`, OPTION);
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
