import type { Failure } from '../../domain/failure.ts';
import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import { placeText, type Source } from '../../rules/session-file/source.ts';
import type { CallScope, House } from '../house.ts';
import { targetOf } from '../operations/locate.ts';
import { startExec } from '../operations/pane-exec.ts';
import { untilEnded } from '../waits/exec-end.ts';
import type { PlannedPane } from './blueprint.ts';

export interface Typing {
  readonly sessionId: SessionId;
  readonly tmuxPane: TmuxPaneId;
  readonly lines: PlannedPane['lines'];
  readonly source: Source;
}

/**
 * Types the lines into the pane's shell, each when the one before has ended, whatever came of that. Ends when the last
 * one has been taken. A line that can't be typed is told in the log and left out.
 */
export const typeLines = async (house: House, scope: CallScope, typing: Typing): Promise<void> => {
  const { tmuxPane, lines, source } = typing;
  for (const [at, { value: command, ...place }] of lines.entries()) {
    const started = await typeOne(house, scope, typing, command);
    if (house.store.getState().panes[tmuxPane] === undefined) return;
    if (!started.ok) tellOf(house, scope, typing, `${placeText(source, place)}: ${command}`, started.failure);
    else if (at + 1 < lines.length)
      await untilEnded(house, started.value, Number.POSITIVE_INFINITY, scope.signal);
  }
};

/** Somebody may be scrolling in the pane, or running something of his own: then once more when he is through. */
const typeOne = async (
  house: House,
  scope: CallScope,
  { sessionId, tmuxPane }: Typing,
  command: string,
): ReturnType<typeof startExec> => {
  const type = () => startExec(house, scope, { session: sessionId, pane: tmuxPane, command, force: false });
  const started = await type();
  if (started.ok || !started.failure.retryable) return started;
  const isFree = (): boolean => {
    const pane = house.store.getState().panes[tmuxPane];
    if (pane === undefined) return true;
    const isIdle = house.execs.running(tmuxPane) === null;
    return pane.mode === null && isIdle && (pane.pid === null || house.foreground(pane.pid) !== 'child');
  };
  await house.until(isFree, PATIENCE_MS, scope.signal);
  return type();
};

const PATIENCE_MS = 600_000;

const tellOf = (
  house: House,
  { actor, causedBy }: CallScope,
  { sessionId, tmuxPane }: Typing,
  line: string,
  { code, message }: Failure,
): void => {
  const target = targetOf(house, sessionId, tmuxPane);
  if (!target.ok) return;
  const { session, pane } = target.value;
  house.log({
    ...{ type: 'notice.sent', session: session.name, tmux_pane: tmuxPane, label: pane.label },
    ...{ pane_id: session.numbers[tmuxPane] ?? null, actor, caused_by: causedBy },
    data: { text: `not run: ${line} (${message})`, code },
  });
};
