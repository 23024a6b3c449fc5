import { failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { LONGEST_WHOLE_LINE, readsWholeLines } from '../../metrics/line-mode.ts';
import type { House } from '../house.ts';

/**
 * Refuses text of which the pane's terminal would drop a part on the way to its program. Costs nothing for text with
 * ordinary lines.
 */
export const checkLineLengths = async (
  house: House,
  tmuxPane: TmuxPaneId,
  text: string,
): Promise<Result<void>> => {
  const bytes = Math.max(...text.split(/[\r\n]/).map((line) => Buffer.byteLength(line)));
  if (bytes <= LONGEST_WHOLE_LINE) return success(undefined);
  const filter = `#{==:#{pane_id},${tmuxPane}}`;
  const asked = await house.tmux.command('list-panes', '-t', tmuxPane, '-f', filter, '-F', '#{pane_tty}');
  if (!asked.ok) return asked;
  const tty = asked.value[0];
  if (tty === undefined || !(await readsWholeLines(tty))) return success(undefined);
  const message = `a line of ${bytes} bytes would not arrive whole: what runs in ${tmuxPane} reads line by line, and its terminal keeps ${LONGEST_WHOLE_LINE} bytes of each`;
  return failed(
    failure('usage', message, 'use shorter lines, or hand it over in a file', { tmux_pane: tmuxPane }),
  );
};
