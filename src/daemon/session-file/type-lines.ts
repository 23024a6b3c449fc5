import type { Exec } from '../../domain/exec.ts';
import type { Failure } from '../../domain/failure.ts';
import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import { type Result, success } from '../../domain/result.ts';
import type { FileLine } from '../../rules/session-file/file.ts';
import { placeText, type Source } from '../../rules/session-file/source.ts';
import type { CallScope, House } from '../house.ts';
import { targetOf } from '../operations/locate.ts';
import { startExec } from '../operations/pane-exec.ts';
import { sendKeys } from '../operations/pane-send-keys.ts';
import { untilEnded } from '../waits/exec-end.ts';
import type { PlannedPane } from './blueprint.ts';
import { isShellProgram } from './shell-program.ts';

export interface Typing {
  readonly sessionId: SessionId;
  readonly tmuxPane: TmuxPaneId;
  readonly planned: Pick<PlannedPane, 'lines' | 'shell'>;
  readonly source: Source;
}

/**
 * Types the lines into the pane's shell, each when the one before has ended, whatever came of that. Ends when the last
 * one has been taken. A line that can't be typed is told in the log and left out. What the file put in the place of a
 * shell gets its lines as keys, one after the other: nobody knows when it has done with one.
 */
export const typeLines = async (house: House, scope: CallScope, typing: Typing): Promise<void> => {
  const { tmuxPane, planned, source } = typing;
  const { lines, shell } = planned;
  const isGone = (): boolean => house.store.getState().panes[tmuxPane] === undefined;
  const sleep = async (ms: number): Promise<void> => {
    if (ms > 0) await house.until(isGone, ms, scope.signal);
  };
  const isProgram = shell !== null && !isShellProgram(shell);
  /** What stands at the prompt without Enter. */
  let standing = '';
  for (const [at, line] of lines.entries()) {
    await sleep(line.sleepBefore);
    const isLine = line.enter && standing === '' && !isProgram;
    const typed = isLine
      ? await runLine(house, scope, typing, line)
      : await typeKeys(house, scope, typing, line);
    if (isGone()) return;
    standing = line.enter || isProgram ? '' : `${standing}${textOf(line)}`;
    // Whatever else is typed into the pane now would be behind it.
    if (standing !== '' && at + 1 === lines.length) house.promptLines.put(tmuxPane, standing);
    await sleep(line.sleepAfter);
    if (!typed.ok) tellOf(house, scope, typing, `${placeText(source, line)}: ${line.value}`, typed.failure);
    else if (at + 1 < lines.length && typed.value !== null)
      await untilEnded(house, typed.value, Number.POSITIVE_INFINITY, scope.signal);
  }
};

/** How long the file itself has its pane wait. */
export const sleepOf = (lines: readonly FileLine[]): number =>
  lines.reduce((sum, { sleepBefore, sleepAfter }) => sum + sleepBefore + sleepAfter, 0);

const runLine = (
  house: House,
  scope: CallScope,
  { sessionId, tmuxPane }: Typing,
  { value: command, suppressHistory }: FileLine,
): Promise<Result<Exec>> =>
  whenFree(house, scope, tmuxPane, () =>
    startExec(house, scope, { session: sessionId, pane: tmuxPane, command, force: false, suppressHistory }),
  );

const typeKeys = async (
  house: House,
  scope: CallScope,
  { sessionId, tmuxPane }: Typing,
  line: FileLine,
): Promise<Result<null>> => {
  const sent = await whenFree(house, scope, tmuxPane, () =>
    sendKeys(house, scope, {
      ...{ session: sessionId, pane: tmuxPane, keys: [textOf(line)], literal: true, enter: line.enter },
      ...{ stdin: false, secret: false, force: false },
    }),
  );
  return sent.ok ? success(null) : sent;
};

/** A `\;` at the end of what Enter does not follow is a `;`, as tmux's own send-keys reads it. */
const textOf = ({ value, enter, suppressHistory }: FileLine): string =>
  `${suppressHistory ? ' ' : ''}${enter ? value : value.replace(/\\;$/, ';')}`;

/** Somebody may be scrolling in the pane, or running something of his own: then once more when he is through. */
const whenFree = async <T>(
  house: House,
  scope: CallScope,
  tmuxPane: TmuxPaneId,
  type: () => Promise<Result<T>>,
): Promise<Result<T>> => {
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
