import { setImmediate } from 'node:timers/promises';
import type * as z from 'zod';
import type { PatternAnswer } from '../../commands/context.ts';
import type { paneHasPatternInput } from '../../commands/pane-read.ts';
import { failure } from '../../domain/failure.ts';
import { readProcessMark } from '../../domain/process-mark.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { compilePattern, type Pattern } from '../../rules/pattern.ts';
import { isTyping } from '../../rules/shell-session.ts';
import type { PaneState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { locatePane } from './locate.ts';
import { MOST_HISTORY_LINES } from './pane-capture.ts';

/** Others get their turn so often, and after so long the search is given up. */
const TURN_MS = 5;
const LONGEST_MS = 5_000;

/**
 * Looks from the newest line back: through the record where it has the whole of the pane's output, or from a cursor on;
 * there no prompt and no echoed command line counts. Else through screen and history, which have no cursors.
 */
export const hasPattern = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneHasPatternInput>,
): Promise<Result<PatternAnswer>> => {
  const pattern = compilePattern(input.pattern);
  if (!pattern.ok) return pattern;
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const recorded = recordedLines(house, target.value.pane, input);
  if (recorded !== null) return search(recorded, pattern.value, scope.signal);
  const captured = await house.tmux.capture(target.value.pane.tmuxPane, {
    ansi: false,
    historyLines: input.lines ?? MOST_HISTORY_LINES,
    joinWrapped: true,
  });
  if (!captured.ok) return captured;
  const lines = captured.value.slice(-(input.lines ?? captured.value.length));
  return search(
    lines.map((text) => ({ text, cursor: null })),
    pattern.value,
    scope.signal,
  );
};

interface Line {
  readonly text: string;
  readonly cursor: number | null;
}

/** Null where only the screen knows all: the pane is not ours, or an earlier daemon heard its beginning. */
const recordedLines = (
  { outputs }: House,
  { tmuxPane, mark }: PaneState,
  { since, lines }: z.output<typeof paneHasPatternInput>,
): readonly Line[] | null => {
  const output = outputs.of(tmuxPane);
  if (output === null) return null;
  if (since === undefined && (readProcessMark(mark) === null || output.record.firstCursor > 0)) return null;
  const held: Line[] = output.record
    .from(since ?? 0, Number.POSITIVE_INFINITY)
    .lines.filter(({ typed }) => !typed)
    .map(({ text, cursor }) => ({ text, cursor }));
  const isPrompt = output.shell !== null && isTyping(output.shell.phase);
  if (output.pending !== '' && !isPrompt)
    held.push({ text: output.pending, cursor: output.record.nextCursor });
  return lines === undefined ? held : held.slice(-lines);
};

const search = async (
  lines: readonly Line[],
  pattern: Pattern,
  signal: AbortSignal,
): Promise<Result<PatternAnswer>> => {
  const beganMs = performance.now();
  let turnMs = beganMs;
  for (const { text, cursor } of lines.toReversed()) {
    const match = pattern.test(text) ? pattern.match(text) : null;
    if (match !== null) return success({ found: true, line: text, groups: match.groups, cursor });
    if (performance.now() - turnMs < TURN_MS) continue;
    await setImmediate();
    turnMs = performance.now();
    if (signal.aborted || turnMs - beganMs > LONGEST_MS) return failed(tooLong());
  }
  return success({ found: false, line: null, groups: {}, cursor: null });
};

const tooLong = () =>
  failure('internal', 'the search took too long', '--lines looks at the last so many lines only');
