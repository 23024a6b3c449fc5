import { isBearer } from '../../domain/bearer.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { RuleDefinition } from '../../domain/rule.ts';
import { numberedPanes } from '../../store/numbers.ts';
import { isPanel } from '../../store/select.ts';
import type { PaneState, State } from '../../store/state.ts';
import type { LiveRule } from './live-rule.ts';

/** Which rules watch which pane now. Panes that no rule watches are left out. */
export type Placement = ReadonlyMap<TmuxPaneId, readonly LiveRule[]>;

export const placementOf = (state: State, rules: Iterable<LiveRule>): Placement => {
  const placement = new Map<TmuxPaneId, LiveRule[]>();
  for (const rule of rules)
    for (const { tmuxPane } of panesOfRule(state, rule)) {
      const rules = placement.get(tmuxPane) ?? [];
      rules.push(rule);
      placement.set(tmuxPane, rules);
    }
  return placement;
};

/** Whom it watches now, the lowest number first. */
export const panesOfRule = (
  state: State,
  { sessionId, definition }: Pick<LiveRule, 'sessionId' | 'definition'>,
): readonly PaneState[] =>
  numberedPanes(state.sessions[sessionId]?.numbers ?? {}).flatMap(({ tmuxPane }) => {
    const pane = state.panes[tmuxPane];
    const isWatched =
      pane !== undefined && !isPanel(state, pane) && isMeant(definition, tmuxPane, pane.label);
    return isWatched ? [pane] : [];
  });

export const isMeant = (
  { scope: { pane: scope } }: RuleDefinition,
  tmuxPane: TmuxPaneId,
  label: string | null,
): boolean => scope !== null && (scope.startsWith('%') ? scope === tmuxPane : isBearer(scope, label));
