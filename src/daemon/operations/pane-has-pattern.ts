import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type { PatternAnswer } from '../../commands/context.ts';
import type { paneHasPatternInput } from '../../commands/pane-read.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { compilePattern, type Pattern } from '../../rules/pattern.ts';
import type { CallScope, House } from '../house.ts';
import { locatePane } from './locate.ts';
import { MOST_HISTORY_LINES } from './pane-capture.ts';

/** Others get their turn so often, and after so long the search is given up. */
const TURN_MS = 5;
const LONGEST_MS = 5_000;

/** Looks through screen and history from the newest line back. A screen has no cursors. */
export const hasPattern = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneHasPatternInput>,
): Promise<Result<PatternAnswer>> => {
  const pattern = compilePattern(input.pattern);
  if (!pattern.ok) return pattern;
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const captured = await house.tmux.capture(target.value.pane.tmuxPane, {
    ansi: false,
    historyLines: input.lines ?? MOST_HISTORY_LINES,
    joinWrapped: true,
  });
  if (!captured.ok) return captured;
  return search(captured.value.slice(-(input.lines ?? captured.value.length)), pattern.value, scope.signal);
};

const search = async (
  lines: readonly string[],
  pattern: Pattern,
  signal: AbortSignal,
): Promise<Result<PatternAnswer>> => {
  const beganMs = performance.now();
  let turnMs = beganMs;
  for (const line of lines.toReversed()) {
    const match = pattern.test(line) ? pattern.match(line) : null;
    if (match !== null) return success({ found: true, line, groups: match.groups, cursor: null });
    if (performance.now() - turnMs < TURN_MS) continue;
    await setImmediate();
    turnMs = performance.now();
    if (signal.aborted || turnMs - beganMs > LONGEST_MS) return failed(tooLong());
  }
  return success({ found: false, line: null, groups: {}, cursor: null });
};

const tooLong = () =>
  failure('internal', 'the search took too long', '--lines looks at the last so many lines only');
