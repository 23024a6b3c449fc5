import type * as z from 'zod';
import type { paneExecInput } from '../../commands/pane-type.ts';
import type { Exec } from '../../domain/exec.ts';
import { failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { isShellMark } from '../../domain/process-mark.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { quoteWords } from '../../domain/shell-quote.ts';
import { commandOf } from '../../store/command.ts';
import type { PaneState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { readPromptScreen } from '../prompt-screen.ts';
import { findExec } from '../waits/exec-end.ts';
import { shellNameOf } from './shell-name.ts';
import { typeLine } from './type-line.ts';
import { locateForTyping } from './typing.ts';
import { checkLineLengths } from './whole-lines.ts';

type Input = Pick<z.output<typeof paneExecInput>, 'session' | 'pane' | 'command' | 'argv' | 'force'> & {
  /** Typed behind a blank, by which shells know what their history does not keep. */
  readonly suppressHistory?: boolean;
};

/** Types a command line into a shell that is ready, one at a time, and answers at once with its exec. */
export const startExec = async (house: House, scope: CallScope, input: Input): Promise<Result<Exec>> => {
  const target = await locateForTyping(house, scope, input);
  if (!target.ok) return target;
  const { session, pane } = target.value;
  const text = textOf(input, pane);
  if (!text.ok) return text;
  // The editors of shells with marks take each character as it comes.
  const fits = isShellMark(pane.mark)
    ? success(undefined)
    : await checkLineLengths(house, pane.tmuxPane, text.value);
  if (!fits.ok) return fits;
  await house.tmux.hear(session.sessionId);
  await untilPrompt(house, pane.tmuxPane, scope.signal);
  await lookAtPrompt(house, pane.tmuxPane);
  const ready = checkReady(house, pane);
  if (!ready.ok) return ready;
  // Nothing is awaited between the check and this: of two calls at once one is busy.
  const exec = house.execs.start({
    sessionId: session.sessionId,
    tmuxPane: pane.tmuxPane,
    command: text.value,
    owner: scope.owner,
    actor: scope.actor,
    causedBy: scope.causedBy,
    isBeingTyped: true,
  });
  const typed = await typeLine(house, pane, exec, scope.signal, input.suppressHistory === true ? ' ' : '');
  house.execs.typed(pane.tmuxPane);
  if (typed.ok) return success(findExec(house, exec.exec_id) ?? exec);
  house.execs.end(pane.tmuxPane, { exitCode: null, signal: null, endedBy: null });
  return typed;
};

const textOf = ({ command, argv }: Input, pane: PaneState): Result<string> => {
  const words = argv ?? [];
  if ((command === undefined) === (words.length === 0))
    return failed(failure('usage', 'pane-exec takes either one command line or words after --', EXAMPLE));
  const text = command ?? quoteWords(words);
  if (text.trim() === '') return failed(failure('usage', 'the command line is empty', EXAMPLE));
  const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.exec(text);
  if (text.includes('\t') && shellNameOf(pane) === 'fish')
    return failed(failure('usage', 'the editor of fish drops tabs', 'write \\t, or $(printf "\\t")'));
  if (control === null) return success(text);
  const code = control[0].charCodeAt(0).toString(16).padStart(2, '0');
  const message = `a command line holds no control characters: 0x${code} at ${control.index + 1}`;
  return failed(failure('usage', message, 'pane-send-keys sends keys, like C-c'));
};

const EXAMPLE = "panectl pane-exec build test 'npm test'";

const checkReady = (house: House, pane: PaneState): Result<void> => {
  const { tmuxPane, pid } = pane;
  const busy = (message: string, hint: string): Result<never> =>
    failed(failure('pane_busy', message, hint, { tmux_pane: tmuxPane, process: pane.process }));
  const running = house.execs.running(tmuxPane);
  const command = commandOf(pane);
  if (command !== null)
    return busy(
      `${tmuxPane} runs ${JSON.stringify(command)} and no shell`,
      'pane-send-keys types into a program',
    );
  if (running !== null)
    return busy(
      `${running.exec_id} runs in ${tmuxPane}`,
      'wait for its end, or stop it with pane-send-keys … C-c',
    );
  const waiting = house.promptLines.of(tmuxPane);
  if (waiting !== null)
    return busy(
      `${JSON.stringify(waiting)} stands at the prompt of ${tmuxPane}`,
      'pane-send-keys … Enter runs it, C-c drops it',
    );
  const foreground = pid === null ? null : house.foreground(pid);
  if (foreground === 'child')
    return busy(
      `${pane.process ?? 'a program'} has the terminal of ${tmuxPane}`,
      'wait for its end, or use another pane',
    );
  return success(undefined);
};

/** A line that a restore put there is gone when the screen does not show it any more, where the shell says nothing. */
const lookAtPrompt = async (house: House, tmuxPane: TmuxPaneId): Promise<void> => {
  await house.promptLines.settled();
  if (house.promptLines.unsaid(tmuxPane) === null) return;
  const screen = await readPromptScreen(house, tmuxPane);
  if (screen !== null) house.promptLines.look(tmuxPane, screen);
};

/** A shell that says what it does is about to prompt for a moment after each command. */
const PROMPT_MS = 2_000;

const untilPrompt = async (house: House, tmuxPane: TmuxPaneId, signal: AbortSignal): Promise<void> => {
  const isSettled = (): boolean => {
    const phase = house.outputs.of(tmuxPane)?.shell?.phase ?? 'ready';
    return phase === 'ready' || phase === 'running';
  };
  if (house.execs.running(tmuxPane) === null) await house.until(isSettled, PROMPT_MS, signal);
};
