import type { TmuxPaneId } from '../domain/ids.ts';
import type { CaptureOptions } from './tmux.ts';

export const captureWords = (pane: TmuxPaneId, options: CaptureOptions): readonly string[] => [
  'capture-pane',
  '-p',
  ...(options.ansi ? ['-e'] : []),
  ...(options.joinWrapped ? ['-J'] : []),
  ...startOf(options.historyLines),
  '-t',
  pane,
];

const startOf = (lines: number | 'all'): readonly string[] => {
  if (lines === 'all') return ['-S', '-'];
  return lines > 0 ? ['-S', `-${Math.floor(lines)}`] : [];
};

/** A screen is filled up with empty lines to its height. */
export const withoutTrailingEmpty = (lines: readonly string[]): readonly string[] =>
  lines.slice(0, lines.findLastIndex((line) => line.trimEnd() !== '') + 1);
