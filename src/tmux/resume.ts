import type { TmuxPaneId } from '../domain/ids.ts';
import type { ControlClient } from './control/client.ts';
import { quoteWord } from './quote.ts';
import type { GapView } from './tmux.ts';

const FACTS = '#{pane_id} #{cursor_y} #{pane_height} #{history_size} #{history_limit} #{alternate_on}';

/**
 * Lets a paused pane go on and looks at it in the same moment: what comes on this client after the answer follows
 * exactly on the view, because tmux runs a line of commands without anything in between, and a pane that goes on does
 * so from what its screen shows (control_continue_pane in control.c).
 */
export const resumePane = (
  client: ControlClient,
  tmuxPane: TmuxPaneId,
  resumed: (view: GapView | null) => void,
): void => {
  const line = [
    `refresh-client -A '${tmuxPane}:continue'`,
    `display-message -p -t ${tmuxPane} ${quoteWord(FACTS)}`,
    `capture-pane -p -J -S - -t ${tmuxPane}`,
  ].join(' ; ');
  client.ask(line, 3, ({ replies: [, facts, captured] }) => {
    if (facts?.ok !== true || captured?.ok !== true) return resumed(null);
    const lines = captured.lines.map((each) => each.toString('utf8'));
    resumed(viewOf(facts.lines.map(String).join(' '), lines));
  });
};

/** Null for a pane that is gone, and for one whose program has the alternate screen: that is no output. */
export const viewOf = (facts: string, captured: readonly string[]): GapView | null => {
  const [id = '', ...numbers] = facts.split(' ');
  const [cursorRow = 0, height = 0, history = 0, limit = 0, alternate = 0] = numbers.map(Number);
  if (id === '' || alternate === 1) return null;
  const shown = captured.slice(0, Math.max(1, captured.length - (height - 1 - cursorRow)));
  return { lines: shown.slice(0, -1), unfinished: shown.at(-1) ?? '', isCut: history >= limit * 0.9 };
};
