import { visible, visibleColored } from '../domain/visible.ts';
import { eventLines, paneTable, sessionTable, valueTable } from './lists.ts';
import { styled } from './table.ts';
import { textOf } from './value-text.ts';

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

const linesOf = (data: unknown, style: TextStyle): readonly string[] => {
  if (!isRecord(data)) return data === null || data === undefined ? [] : [visible(textOf(data))];
  if (Array.isArray(data.sessions) && 'help' in data)
    return reportLines(data.sessions, textOf(data.help), style);
  if (Array.isArray(data.sessions) && Object.keys(data).length === 1 && data.sessions.every(isRecord))
    return sessionTable(data.sessions, style);
  if (
    Array.isArray(data.panes) &&
    'status_counts' in data &&
    'session' in data &&
    !('metrics' in data && 'per_status' in data)
  )
    return [...headingLines(data, style), ...paneTable(data.panes, style)];
  if (Array.isArray(data.panes) && Object.keys(data).length === 1) return paneTable(data.panes, style);
  if (Array.isArray(data.events)) return eventLines(data.events, style);
  if (Array.isArray(data.columns) && Array.isArray(data.rows))
    return valueTable(data.columns, data.rows, style);
  if (isRecord(data.output) && Array.isArray(data.output.lines)) return outputLines(data.output, style);
  if (Array.isArray(data.lines)) return outputLines(data, style);
  if (Array.isArray(data.checks)) return checkLines(data.checks, style);
  return fieldLines(data, style);
};

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
