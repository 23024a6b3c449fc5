import { isBearer } from '../../domain/bearer.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { RuleDefinition } from '../../domain/rule.ts';
import { numberedPanes } from '../../store/numbers.ts';
import { isPanel } from '../../store/select.ts';
import type { State } from '../../store/state.ts';
import type { LiveRule } from './live-rule.ts';

/** Which rules watch which pane now. Panes that no rule watches are left out. */
export type Placement = ReadonlyMap<TmuxPaneId, readonly LiveRule[]>;

export const placementOf = (state: State, rules: Iterable<LiveRule>): Placement => {
  const placement = new Map<TmuxPaneId, LiveRule[]>();
  for (const rule of rules) {
    const session = state.sessions[rule.sessionId];
    for (const { tmuxPane } of numberedPanes(session?.numbers ?? {})) {
      const pane = state.panes[tmuxPane];
      if (pane === undefined || isPanel(state, pane)) continue;
      if (!isMeant(rule.definition, tmuxPane, pane.label)) continue;
      const rules = placement.get(tmuxPane) ?? [];
      rules.push(rule);
      placement.set(tmuxPane, rules);
    }
  }
  return placement;
};

export const isMeant = (
  { scope: { pane: scope } }: RuleDefinition,
  tmuxPane: TmuxPaneId,
  label: string | null,
): boolean => scope !== null && (scope.startsWith('%') ? scope === tmuxPane : isBearer(scope, label));
