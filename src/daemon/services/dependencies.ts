import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import type { Dependency, DependsCondition, Service } from '../../domain/service.ts';
import { commandOf } from '../../store/command.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';
import { isHeldBack } from '../../store/status.ts';

/** How far what a service depends on is. `isTyping`: whether lines of a file are still to be typed into a shell. */
export const dependenciesOf = (
  state: State,
  sessionId: SessionId,
  { spec }: Service,
  isTyping: (tmuxPane: TmuxPaneId) => boolean,
): readonly Dependency[] =>
  Object.entries(spec.depends_on).map(([label, condition]) => {
    const bearer = bearerOf(state, state.sessions[sessionId], label);
    return {
      ...{ label, condition },
      // Somebody may still make one.
      state: bearer === null ? 'pending' : dependencyOn(state, bearer, condition, isTyping(bearer.tmuxPane)),
    };
  });

const bearerOf = (state: State, session: SessionState | undefined, label: string): PaneState | null =>
  Object.values(state.panes).find(
    (pane) => pane.label === label && session?.numbers[pane.tmuxPane] !== undefined,
  ) ?? null;

export const dependencyOn = (
  state: State,
  pane: PaneState,
  condition: DependsCondition,
  isTyping: boolean,
): Dependency['state'] => {
  const { service } = pane;
  const exec = pane.execId === null ? null : (state.execs[pane.execId] ?? null);
  const isOver = service !== null && OVER.has(service.state);
  if (condition === 'started') {
    const hasStarted = exec !== null || (commandOf(pane) === null && !isHeldBack(service));
    return hasStarted ? 'fulfilled' : 'pending';
  }
  if (condition === 'ready') {
    if (service?.ready === true) return 'fulfilled';
    return isOver || (service === null && pane.dead) ? 'impossible' : 'pending';
  }
  if (
    isHeldBack(service) ||
    isTyping ||
    exec === null ||
    exec.outcome === 'running' ||
    service?.launching === true
  )
    return 'pending';
  if (service?.state === 'backing_off') return 'pending';
  return exec.outcome === 'completed' ? 'fulfilled' : 'impossible';
};

/** Nothing more comes of it by itself. */
const OVER: ReadonlySet<Service['state']> = new Set(['gave_up', 'completed', 'failed', 'unknown']);
