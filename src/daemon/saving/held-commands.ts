import type { House } from '../house.ts';
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
  house: Pick<House, 'tmux' | 'promptLines'>,
  { blueprint, policy }: RestorePlan,
  made: readonly RaisedPane[],
): Promise<void> => {
  const held = plannedPanes(blueprint).map(({ pane }, at) => ({ pane, tmuxPane: made[at]?.tmuxPane }));
  await Promise.all(
    held.map(async ({ pane, tmuxPane }) => {
      const line = commandLineOf(pane);
      if ((line === null && pane.service === null) || tmuxPane === undefined) return;
      const { command } = pane;
      const service = pane.service === null ? {} : serviceTree(pane.service);
      const lines = pane.lines.map(({ value }) => value);
      const text = pendingText({ command, lines, service });
      await house.tmux.command('set-option', '-p', '-t', tmuxPane, PENDING, text);
      if (line === null || policy !== 'ask' || !isTypable(pane)) return;
      house.promptLines.put(tmuxPane, line);
      await house.tmux.command('send-keys', '-t', tmuxPane, '-l', '--', line);
    }),
  );
};
