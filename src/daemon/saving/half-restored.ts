import { randomBytes } from 'node:crypto';
import type { SessionId } from '../../domain/ids.ts';
import { fieldList } from '../../tmux/formats.ts';
import { nobody } from '../found.ts';
import type { House } from '../house.ts';
import { PLACEHOLDER } from '../operations/session-begin.ts';
import { vanishedEvents, vanishedWithSession } from '../operations/vanish.ts';
import { isMaking } from '../session-file/unfinished.ts';

/**
 * A restore that ended in the middle, with its daemon, leaves half a session: that is taken away as soon as another
 * daemon meets it, so that it can be restored once more. Only where there is nobody's work in it.
 */
export const removeHalfRestored = (house: House): { dispose(): void } => {
  const end = house.store.subscribe(({ events }) => {
    for (const event of events)
      if (event.kind === 'session.appeared' && event.session.isOurs)
        void removeIfHalf(house, event.session.sessionId);
  });
  return { dispose: end };
};

/** At once, for who would restore it again. */
export const removeIfHalf = async (house: House, sessionId: SessionId): Promise<void> => {
  if (!(await isHalf(house, sessionId))) return;
  await house.change(async () => {
    // What this daemon itself was making has its own panes by now.
    if (!(await isHalf(house, sessionId))) return;
    const killed = await house.tmux.command('kill-session', '-t', sessionId);
    if (!killed.ok) return;
    const state = house.store.getState();
    const session = state.sessions[sessionId];
    const name = session?.name ?? null;
    house.log({ ...nobody('session.killed', { session_id: sessionId, reason: REASON }), session: name });
    // Within the change: whoever has the next turn, to restore it once more, must not take it for alive.
    if (session !== undefined) house.store.apply(vanishedEvents(state, vanishedWithSession(state, session)));
  });
};

const REASON = 'panectl ended while it made it';

const PANES = fieldList([
  ...(['pane_id', 'pane_pid', 'pane_start_command', 'session_created'] as const),
  ...(['@panectl_owner', '@panectl_making', '@panectl_restoring'] as const),
]);

/**
 * Placeholders are nobody's work. Shells that came in their place are not either while nothing of the file was to run in
 * them, they are idle, and all of it is so new that the daemon was started again at once. What was made from a file
 * that is not restored is for its caller to look at.
 */
const isHalf = async (house: House, sessionId: SessionId): Promise<boolean> => {
  if (isMaking(house, sessionId)) return false;
  const nonce = `n${randomBytes(6).toString('base64url')}`;
  const listing = ['list-panes', '-s', '-t', `${sessionId}:`, '-F', PANES.template(nonce)];
  const asked = await house.tmux.command(...listing);
  const panes = asked.ok ? PANES.parse(nonce, asked.value.join('\n')) : [];
  const [first] = panes;
  if (first === undefined || house.store.getState().sessions[sessionId]?.attached !== 0) return false;
  const { '@panectl_making': making, '@panectl_restoring': restoring } = first;
  const isOurs = first['@panectl_owner'] !== '';
  const raw = PLACEHOLDER.join(' ');
  const isRaw = panes.every((row) => row.pane_start_command === raw);
  // It ended before it could even say what it was making.
  if (making === '') return isOurs && isRaw;
  if (restoring === '') return false;
  const isIdle = panes.every((row) => house.foreground(Number(row.pane_pid)) === 'root');
  const isNew = panes.every((row) => Date.now() / 1_000 - Number(row.session_created) < NEW_S);
  return isRaw || (restoring === 'held' && isIdle && isNew);
};

const NEW_S = 60;
