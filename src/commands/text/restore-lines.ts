import { visible } from '../../domain/visible.ts';
import { bytesText } from './amounts.ts';
import { type Cell, type Column, renderTable, type Style, styled } from './table.ts';
import { textOf } from './value-text.ts';

interface TextStyle {
  readonly color: boolean;
  readonly width: number;
}
type Row = Readonly<Record<string, unknown>>;

const COLUMNS: readonly Column[] = [
  { title: 'PANE', align: 'right' },
  { title: 'LABEL', shrink: 1 },
  { title: 'FOLDER', shrink: 2 },
  { title: 'COMMAND', shrink: 2 },
  { title: 'IT IS' },
  { title: 'WHY', shrink: 3 },
];

/** What a restore did, or would do: each session with its panes. */
export const restoreLines = (sessions: readonly Row[], style: TextStyle): readonly string[] =>
  sessions.length === 0
    ? ['nothing to restore']
    : sessions.flatMap((session) => sessionLines(session, style));

const sessionLines = (session: Row, style: TextStyle): readonly string[] => {
  const { outcome, reason, panes, saved_at: savedAt } = session;
  const name = styled(visible(textOf(session.session)), 'bold', style.color);
  const why = reason === null ? '' : `: ${visible(textOf(reason))}`;
  const from = typeof savedAt === 'string' ? ` (saved ${visible(savedAt)})` : '';
  const rows = Array.isArray(panes) ? panes.filter(isRow) : [];
  const table = rows.length === 0 ? [] : renderTable(COLUMNS, rows.map(paneCells), style);
  return [`${name} ${visible(textOf(outcome))}${from}${why}`, ...table];
};

const RUN: Readonly<Record<string, readonly [text: string, style: Style]>> = {
  run: ['run', 'green'],
  typed: ['at the prompt', 'yellow'],
  held: ['not run', 'yellow'],
};

const paneCells = (pane: Row): readonly Cell[] => {
  const [text, style] = RUN[String(pane.run)] ?? ['', 'dim'];
  return [
    { text: textOf(pane.pane_id) },
    { text: textOf(pane.label), style: 'bold' },
    { text: textOf(pane.cwd), style: 'dim' },
    { text: textOf(pane.command) },
    { text, style },
    { text: textOf(pane.reason) },
  ];
};

const SNAPSHOT_COLUMNS: readonly Column[] = [
  { title: 'ID', align: 'right' },
  { title: 'SESSION', shrink: 1 },
  { title: 'AT' },
  { title: 'PANES', align: 'right' },
  { title: 'SIZE', align: 'right' },
  { title: 'AFTER' },
];

export const snapshotLines = (snapshots: readonly Row[], style: TextStyle): readonly string[] =>
  snapshots.length === 0
    ? ['no snapshots']
    : renderTable(
        SNAPSHOT_COLUMNS,
        snapshots.map((each) => [
          { text: textOf(each.snapshot_id) },
          { text: textOf(each.session), style: 'bold' },
          { text: textOf(each.at) },
          { text: textOf(each.panes) },
          { text: bytesText(typeof each.bytes === 'number' ? each.bytes : null) },
          { text: textOf(each.reason), style: 'dim' },
        ]),
        style,
      );

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
