import type { SessionCondition, Standing } from '../domain/dependency.ts';
import type { Exec } from '../domain/exec.ts';
import { readinessOf, type Service } from '../domain/service.ts';
import { paneIdsOf } from './select.ts';
import type { PaneState, State } from './state.ts';

/** Whether what somebody waits for of the session with this name is so. One that is not there may still come. */
export const sessionCondition = (state: State, name: string, condition: SessionCondition): Standing => {
  const session = Object.values(state.sessions).find((each) => each.name === name);
  if (session === undefined) return 'pending';
  const panes = paneIdsOf(state, session.sessionId, { all: false }).flatMap(
    ({ tmuxPane }) => state.panes[tmuxPane] ?? [],
  );
  if (condition === 'started') return 'fulfilled';
  return condition === 'ready' ? allOf(panes.map(readiness)) : completion(panes, state);
};

/** What is missing, for people; null where nothing is. */
export const conditionReason = (
  state: State,
  name: string,
  condition: SessionCondition,
  standing: Standing,
): string | null => {
  if (standing === 'fulfilled') return null;
  const shown = `session ${JSON.stringify(name)}`;
  if (!Object.values(state.sessions).some((each) => each.name === name)) return `there is no ${shown} yet`;
  if (standing === 'pending') return `${shown} is not ${condition} yet`;
  return condition === 'completed'
    ? `not all that ran in ${shown} succeeded`
    : `${shown} can not become ${condition} any more`;
};

/** A pane without a ready check is ready as soon as it is there. */
const readiness = ({ service }: PaneState): Standing =>
  service === null ? 'fulfilled' : readinessOf(service);

/** Shells that ran nothing do not count, but a session that ran nothing has not completed. */
const completion = (panes: readonly PaneState[], { execs }: State): Standing => {
  const standings = panes.flatMap((pane): readonly Standing[] => {
    const still = pane.service === null ? null : unfinishedService(pane.service);
    if (still !== null) return [still];
    const exec = pane.execId === null ? undefined : execs[pane.execId];
    return exec === undefined ? unheardSuccess(pane) : [successOf(exec)];
  });
  return standings.length === 0 ? 'pending' : allOf(standings);
};

/** Before it runs, or between two runs: its last command says nothing then. Null once that counts. */
const unfinishedService = ({ state, launching }: Service): Standing | null => {
  if (state === 'blocked' || state === 'gave_up') return 'impossible';
  return state === 'waiting' || state === 'backing_off' || launching ? 'pending' : null;
};

/** How `ended` and `lost` ones ended nobody knows, so nobody can say that they succeeded. */
const successOf = ({ outcome }: Exec): Standing => {
  if (outcome === 'running') return 'pending';
  return outcome === 'completed' ? 'fulfilled' : 'impossible';
};

/** Of a program that somebody started by hand. */
const unheardSuccess = ({ status }: PaneState): readonly Standing[] => {
  if (status === 'idle' || status === 'unknown') return [];
  if (status === 'running') return ['pending'];
  return [status === 'completed' ? 'fulfilled' : 'impossible'];
};

const allOf = (standings: readonly Standing[]): Standing => {
  if (standings.includes('impossible')) return 'impossible';
  return standings.includes('pending') ? 'pending' : 'fulfilled';
};
