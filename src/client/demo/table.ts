import { fieldOf } from './fields.ts';

/** The panes as a table for people, from the answer of `pane-list-detailed`. */
export const tableOf = (answer: unknown): readonly string[] => {
  const rows = [COLUMNS.map(({ title }) => title), ...panesOf(answer).map(rowOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

const COLUMNS = [
  { title: 'PANE', field: 'pane_id' },
  { title: 'ID', field: 'tmux_pane' },
  { title: 'LABEL', field: 'label' },
  { title: 'STATUS', field: 'status' },
  { title: 'COMMAND', field: 'command' },
] as const;

const panesOf = (answer: unknown): readonly object[] => {
  const panes = fieldOf(answer, 'panes');
  return Array.isArray(panes) ? panes.filter((pane) => typeof pane === 'object' && pane !== null) : [];
};

const rowOf = (pane: object): readonly string[] => COLUMNS.map(({ field }) => textOf(fieldOf(pane, field)));

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : '-';
