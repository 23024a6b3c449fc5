import { isSessionId, isTmuxPaneId, type SessionId } from '../../domain/ids.ts';
import { fieldList } from '../../tmux/formats.ts';
import { nobody } from '../found.ts';
import type { House } from '../house.ts';
import { PLACEHOLDER } from '../operations/session-begin.ts';
import { interruptedRestoring } from '../session-file/unfinished.ts';

/**
 * A restore that ended in the middle, with its daemon, leaves half a session: that is taken away as soon as another
 * daemon meets it, so that it can be restored once more. Only where there is certainly nobody's work in it: nobody was
 * ever attached, and nothing of the file runs.
 */
export const removeHalfRestored = (house: House): { dispose(): void } => {
  const end = house.store.subscribe(({ events }) => {
    for (const event of events)
      if (event.kind === 'session.appeared') void removeIfHalf(house, event.session.sessionId);
  });
  return { dispose: end };
};

const removeIfHalf = async (house: House, sessionId: SessionId): Promise<void> => {
  if ((await interruptedRestoring(house, sessionId)) === null) return;
  await house.change(async () => {
    const how = await interruptedRestoring(house, sessionId);
    if (how === null || !(await isUntouched(house, sessionId, how === 'held'))) return;
    const killed = await house.tmux.command('kill-session', '-t', sessionId);
    if (!killed.ok) return;
    const session = house.store.getState().sessions[sessionId]?.name ?? null;
    house.log({ ...nobody('session.killed', { session_id: sessionId, reason: REASON }), session });
  });
};

const REASON = 'panectl ended while it restored it';

const PANES = fieldList(['session_id', 'pane_id', 'pane_pid', 'pane_start_command', 'session_last_attached']);

/** With commands that run, only until all of its panes have got their own: a placeholder is nobody's work. */
const isUntouched = async (house: House, sessionId: SessionId, isHeld: boolean): Promise<boolean> => {
  const nonce = 'half';
  const asked = await house.tmux.command(
    'list-panes',
    '-s',
    '-t',
    `${sessionId}:`,
    '-F',
    PANES.template(nonce),
  );
  const rows = asked.ok ? PANES.parse(nonce, asked.value.join('\n')) : [];
  const panes = rows.filter((row) => isSessionId(row.session_id) && isTmuxPaneId(row.pane_id));
  const isNew = panes.every((row) => row.session_last_attached === '');
  const isRaw = panes.some((row) => row.pane_start_command.includes(PLACEHOLDER.join(' ')));
  const isIdle = panes.every((row) => house.foreground(Number(row.pane_pid)) !== 'child');
  return panes.length > 0 && isNew && (isRaw || (isHeld && isIdle));
};
