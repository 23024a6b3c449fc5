import { TMUX_ACTOR } from '../../domain/actor.ts';
import type { EventType } from '../../domain/event.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Service, ServiceState } from '../../domain/service.ts';
import { dependencyText } from '../../domain/service-text.ts';
import { sessionsShowing } from '../../store/select.ts';
import type { House } from '../house.ts';

/** A row of the orchestration log for each state that somebody may have been waiting for; ends are told by the exec. */
export const logService = (
  house: Pick<House, 'log' | 'store'>,
  tmuxPane: TmuxPaneId,
  { state, reason, waits_for, next_at, restarts, probe }: Service,
  causedBy: number | null,
): void => {
  const type = TYPES[state];
  const current = house.store.getState();
  const pane = current.panes[tmuxPane];
  const [session] = sessionsShowing(current, tmuxPane);
  const open = waits_for.filter((dependency) => dependency.state !== 'fulfilled');
  if (type === undefined || pane === undefined || session === undefined) return;
  house.log({
    ...{ type, session: session.name, tmux_pane: tmuxPane, label: pane.label },
    ...{ pane_id: session.numbers[tmuxPane] ?? null, actor: pane.owner ?? TMUX_ACTOR, caused_by: causedBy },
    data: {
      ...(reason === null ? {} : { reason }),
      ...(open.length === 0 ? {} : { waits_for: open.map(dependencyText) }),
      ...(next_at === null ? {} : { next_at }),
      ...(restarts === 0 ? {} : { restarts }),
      ...(state === 'ready' && probe !== null ? { said: probe.said } : {}),
    },
  });
};

const TYPES: Partial<Record<ServiceState, EventType>> = {
  waiting: 'service.waiting',
  blocked: 'service.blocked',
  ready: 'service.ready',
  unready: 'service.unready',
  backing_off: 'service.backing_off',
  gave_up: 'service.gave_up',
};
