import { visible } from '../../domain/visible.ts';
import { type Cell, type Column, renderTable, type Style, styled } from './table.ts';
import { textOf } from './value-text.ts';

interface TextStyle {
  readonly color: boolean;
  readonly width: number;
}
type Row = Readonly<Record<string, unknown>>;

const GROUPS: readonly Column[] = [
  { title: 'GROUP', shrink: 1 },
  { title: 'SESSIONS', shrink: 2 },
];

export const groupTable = (groups: readonly Row[], style: TextStyle): readonly string[] =>
  groups.length === 0 ? ['no groups'] : renderTable(GROUPS, groups.map(groupCells), style);

const groupCells = ({ group, sessions }: Row): readonly Cell[] => [
  { text: textOf(group), style: 'bold' },
  { text: Array.isArray(sessions) ? sessions.map(textOf).join(', ') : '' },
];

const DEPENDENCIES: readonly Column[] = [
  { title: 'WAITS FOR', shrink: 1 },
  { title: 'TO BE' },
  { title: 'IT IS' },
  { title: 'WHY', shrink: 2 },
];

const STANDING: Readonly<Record<string, Style>> = {
  fulfilled: 'green',
  pending: 'yellow',
  impossible: 'red',
};

/** What a session waits for; above it that it was not made, where that is the answer. */
export const dependencyLines = (data: Row, rows: readonly Row[], style: TextStyle): readonly string[] => {
  const name = visible(textOf(data.session));
  const cells = rows.map(({ session, condition, state, reason }): readonly Cell[] => [
    { text: textOf(session), style: 'bold' },
    { text: textOf(condition) },
    { text: textOf(state), style: STANDING[textOf(state)] ?? 'dim' },
    { text: textOf(reason), style: 'dim' },
  ]);
  const head =
    typeof data.reason === 'string'
      ? [styled(`${name} was not made: ${visible(data.reason)}`, 'red', style.color)]
      : [];
  return rows.length === 0
    ? [`${name} waits for no other session`]
    : [...head, ...renderTable(DEPENDENCIES, cells, style)];
};

const RESULTS: readonly Column[] = [
  { title: 'SESSION', shrink: 1 },
  { title: 'PANE', align: 'right' },
  { title: 'EXEC' },
  { title: 'OUTCOME' },
  { title: 'EXIT', align: 'right' },
  { title: 'WHY', shrink: 2 },
];

export const broadcastTable = (results: readonly Row[], style: TextStyle): readonly string[] =>
  results.length === 0 ? ['there is no such session'] : renderTable(RESULTS, results.map(resultCells), style);

const resultCells = ({ session, pane_id, exec_id, ok, error, outcome, exit_code }: Row): readonly Cell[] => {
  const said = ok === true ? textOf(outcome ?? 'started') : 'not run';
  const isGood = said === 'started' || said === 'running' || said === 'completed';
  return [
    { text: textOf(session), style: 'bold' },
    { text: textOf(pane_id) },
    { text: textOf(exec_id), style: 'dim' },
    { text: said, style: isGood ? 'green' : 'red' },
    { text: textOf(exit_code) },
    { text: isRow(error) ? textOf(error.message) : '' },
  ];
};

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
