import type { TmuxPaneId } from '../../domain/ids.ts';
import type { House } from '../house.ts';
import { type PromptScreen, standsAtPrompt } from '../prompt-screen.ts';
import { plannedPanes } from '../session-file/blueprint.ts';
import type { RaisedPane } from '../session-file/raise.ts';
import { PENDING, pendingText } from './pending.ts';
import { commandLineOf, isTypable, type RestorePlan } from './restore-plan.ts';
import { serviceTree } from './service-tree.ts';

/**
 * What is not run stays known in the pane itself, for the next save, and stands at its prompt where somebody is there
 * to press Enter.
 */
export const holdCommands = async (
  house: Pick<House, 'tmux' | 'promptLines' | 'outputs' | 'until'>,
  { blueprint, policy }: RestorePlan,
  made: readonly RaisedPane[],
): Promise<void> => {
  const held = plannedPanes(blueprint).map(({ pane }, at) => ({ pane, tmuxPane: made[at]?.tmuxPane }));
  await Promise.all(
    held.map(async ({ pane, tmuxPane }) => {
      const line = commandLineOf(pane);
      if ((line === null && pane.service === null) || tmuxPane === undefined) return;
      const { command, shell } = pane;
      const service = pane.service === null ? {} : serviceTree(pane.service);
      const lines = pane.lines.map(({ value }) => value);
      const text = pendingText({ command, shell, lines, service });
      await house.tmux.command('set-option', '-p', '-t', tmuxPane, PENDING, text);
      if (line === null || policy !== 'ask' || !isTypable(pane)) return;
      house.promptLines.put(tmuxPane, line);
      await house.tmux.command('send-keys', '-t', tmuxPane, '-l', '--', line);
      if (house.promptLines.unsaid(tmuxPane) !== null) void noteWhenShown(house, tmuxPane, line);
    }),
  );
};

/** From then on it has gone as soon as it is not there. */
const noteWhenShown = async (
  house: Pick<House, 'until' | 'outputs' | 'promptLines'>,
  tmuxPane: TmuxPaneId,
  line: string,
): Promise<void> => {
  const shown = (): PromptScreen => [house.outputs.of(tmuxPane)?.pending ?? ''];
  const { signal } = new AbortController();
  const isShown = await house.until(() => standsAtPrompt(line, shown()), PATIENCE_MS, signal);
  if (isShown) house.promptLines.look(tmuxPane, [line]);
};

const PATIENCE_MS = 10_000;
