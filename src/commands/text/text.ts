import { visible, visibleColored } from '../../domain/visible.ts';
import { broadcastTable, dependencyLines, groupTable } from './linking-lines.ts';
import { eventLines, execTable, paneTable, sessionTable, valueTable } from './lists.ts';
import { restoreLines, snapshotLines } from './restore-lines.ts';
import { ruleTable } from './rule-table.ts';
import { styled } from './table.ts';
import { textOf } from './value-text.ts';
import { whyLines } from './why-lines.ts';

export interface TextStyle {
  readonly color: boolean;
  readonly width: number;
}

/**
 * An answer's data for people. What the data holds decides, not which command gave it: panes and sessions are tables,
 * events a log, output its lines, anything else names and values.
 */
export const dataText = (data: unknown, style: TextStyle): string => {
  const lines = linesOf(data, style);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
};

type Data = Readonly<Record<string, unknown>>;

const linesOf = (data: unknown, style: TextStyle): readonly string[] => {
  if (!isRecord(data)) return data === null || data === undefined ? [] : [visible(textOf(data))];
  for (const shape of SHAPES) {
    const lines = shape(data, style);
    if (lines !== null) return lines;
  }
  return fieldLines(data, style);
};

/** What each kind of answer looks like; null when the data is of another kind. The first one counts. */
const SHAPES: readonly ((data: Data, style: TextStyle) => readonly string[] | null)[] = [
  ({ sessions, help }, style) =>
    Array.isArray(sessions) && help !== undefined ? reportLines(sessions, textOf(help), style) : null,
  (data, style) => (isOnly(data, 'sessions') ? sessionTable(recordsOf(data.sessions), style) : null),
  (data, style) => (isOnly(data, 'groups') ? groupTable(recordsOf(data.groups), style) : null),
  (data, style) => ('group' in data && isListOfText(data.sessions) ? groupTable([data], style) : null),
  (data, style) =>
    Array.isArray(data.depends_on) ? dependencyLines(data, recordsOf(data.depends_on), style) : null,
  ({ results }, style) => (isBroadcast(results) ? broadcastTable(recordsOf(results), style) : null),
  (data, style) => (isOnly(data, 'panes') ? paneTable(recordsOf(data.panes), style) : null),
  (data, style) =>
    'status_counts' in data && Array.isArray(data.panes) && !('per_status' in data)
      ? [...headingLines(data, style), ...paneTable(data.panes, style), ...noticeLines(data, style)]
      : null,
  (data, style) => ('verdict' in data && 'evidence' in data ? whyLines(data, style) : null),
  (data, style) => (Array.isArray(data.added) && Array.isArray(data.panes) ? scaledLines(data, style) : null),
  (data, style) => (isOnly(data, 'rules') ? ruleTable(recordsOf(data.rules), style) : null),
  (data, style) =>
    isOnly(data, 'plan') || Array.isArray(data.restored)
      ? restoreLines(recordsOf(data.plan ?? data.restored), style)
      : null,
  (data, style) => (isOnly(data, 'snapshots') ? snapshotLines(recordsOf(data.snapshots), style) : null),
  ({ execs }, style) => (Array.isArray(execs) ? execTable(execs, style) : null),
  ({ events }, style) => (Array.isArray(events) ? eventLines(events, style) : null),
  ({ columns, rows }, style) =>
    Array.isArray(columns) && Array.isArray(rows) ? valueTable(columns, rows, style) : null,
  ({ output }, style) =>
    isRecord(output) && Array.isArray(output.lines) ? outputLines(output, style) : null,
  (data, style) => (Array.isArray(data.lines) ? outputLines(data, style) : null),
  ({ commands }, style) => (Array.isArray(commands) ? ranLines(commands, style) : null),
  ({ exposition }) => (Array.isArray(exposition) ? exposition.map((line) => visible(textOf(line))) : null),
  ({ checks }, style) => (Array.isArray(checks) ? checkLines(checks, style) : null),
  ({ command, tmux_pane }) => (command === PANEL && tmux_pane !== undefined ? [PANEL_OPENED] : null),
];

/** What a panel's own pane runs, as `daemon/panel.ts` makes it. */
const PANEL = 'panectl panel';
const PANEL_OPENED =
  'the panel is open in a window of its own; q closes it, `panectl panel` comes back to it';

const isOnly = (data: Data, key: string): boolean =>
  Array.isArray(data[key]) && Object.keys(data).length === 1;

const isListOfText = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Those of `wait-any` have conditions instead. */
const isBroadcast = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => isRecord(item) && 'session' in item && 'ok' in item);

const recordsOf = (list: unknown): readonly Data[] => (Array.isArray(list) ? list.filter(isRecord) : []);

const outputLines = (output: Readonly<Record<string, unknown>>, style: TextStyle): readonly string[] => {
  const lines = (Array.isArray(output.lines) ? output.lines : []).map((line: unknown) => {
    const text = isRecord(line) ? textOf(line.text ?? '') : textOf(line);
    return style.color ? visibleColored(text) : visible(text.replace(/\u001b\[[0-9;:]*m/g, ''));
  });
  const lost =
    typeof output.lost === 'number' && output.lost > 0 ? [`${output.lost} lines are no longer held`] : [];
  return [...lost.map((line) => styled(line, 'yellow', style.color)), ...lines];
};

const headingLines = (data: Readonly<Record<string, unknown>>, style: TextStyle): readonly string[] => [
  styled(visible(textOf(data.session)), 'bold', style.color),
];

const noticeLines = ({ notices }: Data, style: TextStyle): readonly string[] =>
  (Array.isArray(notices) ? notices : []).map((text: unknown) =>
    styled(visible(textOf(text)), 'yellow', style.color),
  );

const reportLines = (sessions: readonly unknown[], help: string, style: TextStyle): readonly string[] => [
  ...(sessions.length === 0 ? ['no sessions'] : []),
  ...sessions
    .filter(isRecord)
    .flatMap((session) => [
      ...headingLines(session, style),
      ...paneTable(Array.isArray(session.panes) ? session.panes : [], style),
      '',
    ]),
  help,
];

/** `worker: 1 → 3`, and who that is. */
const scaledLines = (data: Data, style: TextStyle): readonly string[] => [
  styled(`${visible(textOf(data.label))}: ${textOf(data.from)} → ${textOf(data.to)}`, 'bold', style.color),
  ...(data.session_closed === true ? ['with its last pane the session was closed'] : []),
  ...paneTable(recordsOf(data.panes), style),
];

/** What was run, as it can be run again; of a failed one what was said of it stands beneath. */
const ranLines = (commands: readonly unknown[], { color }: TextStyle): readonly string[] =>
  commands.filter(isRecord).flatMap(({ at, command, error }) => {
    const line = `${styled(visible(textOf(at)), 'dim', color)}  ${visible(textOf(command))}`;
    return typeof error === 'string' ? [line, `  ${styled(visible(error), 'red', color)}`] : [line];
  });

const CHECK_SIGN: Readonly<Record<string, string>> = { ok: '✔', warning: '!', problem: '✖' };

const checkLines = (checks: readonly unknown[], { color }: TextStyle): readonly string[] =>
  checks.filter(isRecord).flatMap(({ check, state, found, advice }) => {
    const style = state === 'ok' ? 'green' : state === 'warning' ? 'yellow' : 'red';
    const line = `${styled(CHECK_SIGN[textOf(state)] ?? '?', style, color)} ${visible(textOf(check))}: ${visible(textOf(found))}`;
    return advice === null || advice === undefined ? [line] : [line, `  ${visible(textOf(advice))}`];
  });

/** Names and values, one a line; what is null is left out, what is nested stands as JSON while it is short. */
const fieldLines = (data: Readonly<Record<string, unknown>>, { color }: TextStyle): readonly string[] => {
  const shown = Object.entries(data).filter(([, value]) => value !== null && value !== undefined);
  const width = shown.reduce((most, [key]) => Math.max(most, key.length), 0);
  return shown.map(
    ([key, value]) => `${styled(visible(key).padEnd(width), 'dim', color)}  ${visible(textOf(value))}`,
  );
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
