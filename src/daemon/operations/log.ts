import type { EventType } from '../../domain/event.ts';
import type { CallScope, House } from '../house.ts';
import type { Target } from './locate.ts';

/** What an operation did to a pane, for the orchestration log. */
export const logPane = (
  house: House,
  scope: CallScope,
  type: EventType,
  { session, pane }: Target,
  data: Readonly<Record<string, unknown>> = {},
): void => {
  house.log({
    type,
    session: session.name,
    tmux_pane: pane.tmuxPane,
    pane_id: session.numbers[pane.tmuxPane] ?? null,
    label: pane.label,
    actor: scope.actor,
    caused_by: scope.causedBy,
    data,
  });
};
