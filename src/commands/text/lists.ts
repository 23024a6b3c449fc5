import { visible } from '../../domain/visible.ts';
import { bytesText, clockText, durationText, percentText } from './amounts.ts';
import { type Cell, type Column, renderTable, type Style, styled } from './table.ts';
import { textOf } from './value-text.ts';

interface TextStyle {
  readonly color: boolean;
  readonly width: number;
}
type Row = Readonly<Record<string, unknown>>;

const STATUS: Readonly<Record<string, { readonly sign: string; readonly style: Style }>> = {
  idle: { sign: '·', style: 'dim' },
  running: { sign: '●', style: 'green' },
  completed: { sign: '✔', style: 'green' },
  failed: { sign: '✖', style: 'red' },
  dead: { sign: '†', style: 'magenta' },
  unknown: { sign: '?', style: 'yellow' },
};

const PANE_COLUMNS: readonly Column[] = [
  { title: 'PANE', align: 'right' },
  { title: 'ID' },
  { title: 'LABEL', shrink: 1 },
  { title: 'STATUS' },
  { title: 'EXIT', align: 'right' },
  { title: 'CPU', align: 'right' },
  { title: 'MEM', align: 'right' },
  { title: 'COMMAND', shrink: 2 },
];

export const paneTable = (panes: readonly unknown[], style: TextStyle): readonly string[] =>
  panes.length === 0 ? ['no panes'] : renderTable(PANE_COLUMNS, panes.filter(isRow).map(paneCells), style);

/** Takes a pane in brief and in full. */
const paneCells = (pane: Row): readonly Cell[] => {
  const status = STATUS[String(pane.status)] ?? { sign: '?', style: 'yellow' };
  const metrics = isRow(pane.metrics) ? pane.metrics : pane;
  return [
    { text: textOf(pane.pane_id) },
    { text: textOf(pane.tmux_pane), style: 'dim' },
    { text: textOf(pane.label), style: 'bold' },
    serviceCell(pane.service) ?? { text: `${status.sign} ${textOf(pane.status)}`, style: status.style },
    { text: textOf(pane.exit_code) },
    { text: percentText(numberOf(metrics.cpu_percent)) },
    { text: bytesText(numberOf(metrics.memory_bytes)) },
    { text: textOf(pane.command ?? pane.process) },
  ];
};

/** Of a pane that others rely upon its service's state, where that says more than its status; null elsewhere. */
const serviceCell = (service: unknown): Cell | null => {
  if (!isRow(service) || typeof service.state !== 'string') return null;
  const look = SERVICE[service.state];
  if (look === undefined) return null;
  const waits = Array.isArray(service.waits_for) ? service.waits_for.filter(isRow) : [];
  const open = waits.filter(({ state }) => state !== 'fulfilled').map(({ label }) => textOf(label));
  const more = open.length === 0 ? '' : ` for ${open.join(', ')}`;
  return { text: `${look.sign} ${service.state.replaceAll('_', ' ')}${more}`, style: look.style };
};

const SERVICE: Readonly<Record<string, { readonly sign: string; readonly style: Style }>> = {
  waiting: { sign: '○', style: 'dim' },
  blocked: { sign: '▲', style: 'red' },
  starting: { sign: '◐', style: 'green' },
  ready: { sign: '●', style: 'green' },
  unready: { sign: '◐', style: 'yellow' },
  backing_off: { sign: '◌', style: 'yellow' },
  gave_up: { sign: '▲', style: 'red' },
};

const SESSION_COLUMNS: readonly Column[] = [
  { title: 'SESSION', shrink: 1 },
  { title: 'ID' },
  { title: 'WINDOWS', align: 'right' },
  { title: 'PANES', align: 'right' },
  { title: 'ATTACHED', align: 'right' },
  { title: 'CPU', align: 'right' },
  { title: 'MEM', align: 'right' },
];

export const sessionTable = (sessions: readonly Row[], style: TextStyle): readonly string[] =>
  sessions.length === 0 ? ['no sessions'] : renderTable(...sessionRows(sessions), style);

/** The groups only where there are some. */
const sessionRows = (
  sessions: readonly Row[],
): readonly [columns: readonly Column[], rows: readonly (readonly Cell[])[]] => {
  const rows = sessions.map(sessionCells);
  if (sessions.every(({ group }) => typeof group !== 'string')) return [SESSION_COLUMNS, rows];
  const groups = sessions.map(({ group }): Cell => ({ text: textOf(group) }));
  return [
    [...SESSION_COLUMNS, { title: 'GROUP', shrink: 2 }],
    rows.map((cells, at) => [...cells, groups[at] ?? { text: '' }]),
  ];
};

const sessionCells = (session: Row): readonly Cell[] => {
  const metrics = isRow(session.metrics) ? session.metrics : {};
  return [
    { text: textOf(session.session), style: 'bold' },
    { text: textOf(session.session_id), style: 'dim' },
    { text: textOf(session.window_count) },
    { text: textOf(session.pane_count) },
    { text: textOf(session.attached) },
    { text: percentText(numberOf(metrics.cpu_percent)) },
    { text: bytesText(numberOf(metrics.memory_bytes)) },
  ];
};

const EXEC_COLUMNS: readonly Column[] = [
  { title: 'EXEC' },
  { title: 'WHERE', shrink: 1 },
  { title: 'OUTCOME' },
  { title: 'EXIT', align: 'right' },
  { title: 'STARTED' },
  { title: 'TOOK', align: 'right' },
  { title: 'COMMAND', shrink: 2 },
];

const OUTCOME: Readonly<Record<string, Style>> = {
  running: 'green',
  completed: 'green',
  failed: 'red',
  timed_out: 'red',
  ended: 'dim',
  lost: 'yellow',
};

export const execTable = (execs: readonly unknown[], style: TextStyle): readonly string[] =>
  execs.length === 0
    ? ['nothing was run']
    : renderTable(EXEC_COLUMNS, execs.filter(isRow).map(execCells), style);

const execCells = (exec: Row): readonly Cell[] => [
  { text: textOf(exec.exec_id), style: 'bold' },
  { text: `${textOf(exec.session)}/${textOf(exec.label ?? exec.tmux_pane)}` },
  { text: textOf(exec.outcome), style: OUTCOME[textOf(exec.outcome)] ?? 'dim' },
  { text: textOf(exec.exit_code) },
  { text: clockText(textOf(exec.started_at)), style: 'dim' },
  { text: durationText(numberOf(exec.duration_ms)) },
  { text: textOf(exec.command) },
];

export const eventLines = (events: readonly unknown[], { color }: TextStyle): readonly string[] =>
  events.filter(isRow).map((event) => {
    const actor = isRow(event.actor) ? `${textOf(event.actor.kind)} ${textOf(event.actor.name)}`.trim() : '';
    const where = [event.session, event.label ?? event.tmux_pane]
      .filter((part) => part !== null)
      .map(textOf)
      .join('/');
    const cause =
      event.caused_by === null || event.caused_by === undefined
        ? ''
        : ` because of ${textOf(event.caused_by)}`;
    const head = `${textOf(event.seq).padStart(5)} ${clockText(textOf(event.at))}`;
    return `${styled(head, 'dim', color)} ${textOf(event.type).padEnd(16)} ${visible(where)} ${styled(visible(`by ${actor}${cause}`), 'dim', color)} ${visible(dataOf(event.data))}`.trimEnd();
  });

const dataOf = (data: unknown): string =>
  isRow(data)
    ? Object.entries(data)
        .map(([key, value]) => `${key}=${textOf(value)}`)
        .join(' ')
    : '';

export const valueTable = (
  columns: readonly unknown[],
  rows: readonly unknown[],
  style: TextStyle,
): readonly string[] =>
  renderTable(
    columns.map((title, index) => ({ title: textOf(title), shrink: index + 1 })),
    rows.map((row) =>
      Array.isArray(row) ? row.map((value: unknown): Cell => ({ text: textOf(value) })) : [],
    ),
    style,
  );

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
