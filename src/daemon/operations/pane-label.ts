import { failure } from '../../domain/failure.ts';
import { labelProblem } from '../../domain/names.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { PaneState, SessionState } from '../../store/state.ts';
import type { House } from '../house.ts';

/** The panes of the session that have the label. */
export const bearersOf = (house: House, session: SessionState, label: string): readonly PaneState[] =>
  Object.values(house.store.getState().panes).filter(
    (pane) => pane.label === label && session.numbers[pane.tmuxPane] !== undefined,
  );

/** The label if it is free, else with `isUnique` the first of `-2`, `-3`, … that is. */
export const freeLabel = (
  house: House,
  session: SessionState,
  label: string,
  isUnique: boolean,
): Result<string> => {
  const isTaken = (text: string): boolean => bearersOf(house, session, text).length > 0;
  if (!isTaken(label)) return success(label);
  if (!isUnique) return failed(labelExists(session, label, bearersOf(house, session, label)));
  let number = 2;
  while (isTaken(`${label}-${number}`)) number += 1;
  const next = `${label}-${number}`;
  const problem = labelProblem(next);
  return problem === null
    ? success(next)
    : failed(failure('usage', `${JSON.stringify(next)}: ${problem}`, 'use a shorter label'));
};

export const labelExists = (session: SessionState, label: string, bearers: readonly PaneState[]) =>
  failure(
    'label_exists',
    `a pane of session ${JSON.stringify(session.name)} has the label ${JSON.stringify(label)} already`,
    'pane-create --if-missing answers with that one, --unique appends a number',
    { session: session.name, label, panes: bearers.map(({ tmuxPane }) => tmuxPane) },
  );
