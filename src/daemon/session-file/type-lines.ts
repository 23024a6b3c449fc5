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
import { isIncomplete } from '../operations/type-line.ts';
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
  let rest = lines;
  for (let [line] = rest; line !== undefined; [line] = rest) {
    await sleep(line.sleepBefore);
    const isLine = line.enter && standing === '' && !isProgram;
    const { typed, taken } = await (isLine ? runLines : typeKeys)(house, scope, typing, rest);
    if (isGone()) return;
    rest = rest.slice(taken);
    standing = line.enter || isProgram ? '' : `${standing}${textOf(line)}`;
    await sleep(line.sleepAfter);
    if (!typed.ok) tellOf(house, scope, typing, `${placeText(source, line)}: ${line.value}`, typed.failure);
    else if (rest.length > 0 && typed.value !== null)
      await untilEnded(house, typed.value, Number.POSITIVE_INFINITY, scope.signal);
  }
  // Whatever else is typed into the pane now would be behind it.
  if (standing !== '') house.promptLines.put(tmuxPane, standing);
};

/** How long the file itself has its pane wait. */
export const sleepOf = (lines: readonly FileLine[]): number =>
  lines.reduce((sum, { sleepBefore, sleepAfter }) => sum + sleepBefore + sleepAfter, 0);

interface Typed {
  /** Null for keys. */
  readonly typed: Result<Exec | null>;
  /** How many lines that were. */
  readonly taken: number;
}

/** A quote or a block may go on in the lines behind it, as one would type it; then they are one command. */
const runLines = async (
  house: House,
  scope: CallScope,
  typing: Typing,
  [first, ...others]: readonly FileLine[],
): Promise<Typed> => {
  if (first === undefined) return { typed: success(null), taken: 0 };
  const alone = await runLine(house, scope, typing, first);
  const goesOn = (typed: Result<Exec>): boolean => !typed.ok && isIncomplete(typed.failure);
  let text = first.value;
  for (const [at, next] of goesOn(alone) ? others.entries() : []) {
    if (!next.enter) break;
    text = `${text}\n${textOf(next)}`;
    const typed = await runLine(house, scope, typing, { ...first, value: text });
    if (!goesOn(typed)) return { typed, taken: at + 2 };
  }
  return { typed: alone, taken: 1 };
};

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
  [line]: readonly FileLine[],
): Promise<Typed> => {
  if (line === undefined) return { typed: success(null), taken: 0 };
  const sent = await whenFree(house, scope, tmuxPane, () =>
    sendKeys(house, scope, {
      ...{ session: sessionId, pane: tmuxPane, keys: [textOf(line)], literal: true, enter: line.enter },
      ...{ stdin: false, secret: false, force: false },
    }),
  );
  return { typed: sent.ok ? success(null) : sent, taken: 1 };
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
