import type * as z from 'zod';
import type { paneCaptureInput } from '../../commands/pane-read.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Output } from '../../domain/lines.ts';
import { type Result, success } from '../../domain/result.ts';
import { compilePattern } from '../../rules/pattern.ts';
import type { CallScope, House } from '../house.ts';
import { sanitizeScreen } from '../screen-text.ts';
import { grepLines, limitLines } from './limit-lines.ts';
import { locatePane } from './locate.ts';

type Input = z.output<typeof paneCaptureInput>;
type Captured = { readonly tmux_pane: TmuxPaneId; readonly output: Output<string> };

/** More than tmux keeps for anybody who has not set history-limit beyond all reason. */
export const MOST_HISTORY_LINES = 100_000;

/** The rendered screen, newest lines first to be kept; with `--history` also what scrolled off it. */
export const capturePane = async (
  house: House,
  scope: CallScope,
  input: Input,
): Promise<Result<Captured>> => {
  const pattern = input.grep === undefined ? null : compilePattern(input.grep);
  if (pattern !== null && !pattern.ok) return pattern;
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { tmuxPane } = target.value.pane;
  const captured = await house.tmux.capture(tmuxPane, {
    ansi: input.ansi,
    historyLines: input.history ? MOST_HISTORY_LINES : 0,
    joinWrapped: false,
  });
  if (!captured.ok) return captured;
  // tmux prints text and SGR only; a screen is still a stranger's text, so nothing else gets past this.
  const lines = sanitizeScreen(captured.value);
  const shown = pattern === null ? lines : grepLines(lines, pattern.value, input.context, withoutStyle);
  return success({
    tmux_pane: tmuxPane,
    output: limitLines(shown, { lines: input.n ?? input.lines, bytes: input.bytes }),
  });
};

const withoutStyle = (line: string): string => line.replace(/\u001b\[[0-9;:]*m/g, '');
