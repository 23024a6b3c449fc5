import type { TmuxPaneId } from '../domain/ids.ts';
import type { House } from './house.ts';

/** A screen down to its cursor's row; rows that were wrapped are one line. */
export type PromptScreen = readonly string[];

/** Null where it can not be read. */
export const readPromptScreen = async (
  { tmux }: Pick<House, 'tmux'>,
  tmuxPane: TmuxPaneId,
): Promise<PromptScreen | null> => {
  const filter = `#{==:#{pane_id},${tmuxPane}}`;
  const asked = await tmux.command('list-panes', '-t', tmuxPane, '-f', filter, '-F', '#{cursor_y}');
  const row = asked.ok ? asked.value[0] : undefined;
  if (row === undefined || !/^\d+$/.test(row)) return null;
  const screen = await tmux.command('capture-pane', '-p', '-J', '-S', '0', '-E', row, '-t', tmuxPane);
  return screen.ok ? screen.value : null;
};

/**
 * Whether the line stands where the cursor is, also with more typed behind it. Blanks do not count: an editor breaks a
 * long line as it likes.
 */
export const standsAtPrompt = (line: string, screen: PromptScreen): boolean => {
  const wanted = withoutBlanks(line);
  const last = withoutBlanks(screen.at(-1) ?? '');
  return last.includes(wanted) || withoutBlanks(screen.join('')).endsWith(wanted);
};

const withoutBlanks = (text: string): string => text.replaceAll(/\s+/g, '');
