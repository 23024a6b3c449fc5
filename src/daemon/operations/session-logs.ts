import type * as z from 'zod';
import type { LogLine, Logs, Streamed } from '../../commands/context.ts';
import type { sessionLogsInput } from '../../commands/output.ts';
import { parseDuration } from '../../domain/duration.ts';
import { failure } from '../../domain/failure.ts';
import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import type { RecordedLine } from '../../domain/lines.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { isPanel } from '../../store/select.ts';
import type { SessionState, State } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { type Followed, follow, thesePanes } from '../output/follow.ts';
import { locatePane, locateSession } from './locate.ts';

type Input = z.output<typeof sessionLogsInput>;

/** What panes of sessions printed, merged in the order of time. Prompts and what was typed at them are left out. */
export const readLogs = async (
  house: House,
  scope: CallScope,
  input: Input,
): Promise<Result<Logs | Streamed>> => {
  const span = spanOf(input, house.now());
  if (!span.ok) return span;
  const sessions = await chosenSessions(house, scope, input.sessions);
  if (!sessions.ok) return sessions;
  const panes = await chosenPanes(house, scope, sessions.value, input.pane);
  if (!panes.ok) return panes;
  const state = house.store.getState();
  const ids = sessions.value.map(({ sessionId }) => sessionId);
  const here = panes.value ?? panesNow(state).filter((pane) => sessionOf(state, ids, pane) !== null);
  const itemOf = (pane: TmuxPaneId, line: RecordedLine): LogLine => logLine(house, ids, pane, line);
  const logs = heldLogs(house, here, span.value, itemOf, input.n ?? LINES);
  if (!input.follow) return success(logs);
  if (logs.lost > 0) scope.emit({ lost: logs.lost });
  for (const line of logs.lines) scope.emit(line);
  const followed = panes.value === null ? ofSessions(house, ids) : thesePanes(panes.value);
  return follow(house, scope, { ...followed, held: [], keep: ({ typed }) => !typed, itemOf });
};

const LINES = 50;

interface Span {
  /** ISO 8601; empty where there is no such end. */
  readonly since: string;
  readonly until: string;
}

const spanOf = ({ since, until, follow: follows }: Input, now: string): Result<Span> => {
  const from = timeOf(since, now);
  if (!from.ok) return from;
  const to = timeOf(until, now);
  if (!to.ok) return to;
  if (follows && until !== undefined)
    return failed(failure('usage', '--until and --follow exclude each other', 'panectl help session-logs'));
  return success({ since: from.value, until: to.value });
};

/** ISO 8601, or so long ago; an empty text for none given. */
const timeOf = (text: string | undefined, now: string): Result<string> => {
  if (text === undefined) return success('');
  const ago = parseDuration(text);
  const atMs = ago === null ? Date.parse(text) : Date.parse(now) - ago;
  return Number.isNaN(atMs)
    ? failed(failure('usage', `not a time: ${text}`, 'a time is ISO 8601, or how long ago, like 10m'))
    : success(new Date(atMs).toISOString());
};

const chosenSessions = async (
  house: House,
  scope: CallScope,
  names: readonly string[],
): Promise<Result<readonly SessionState[]>> => {
  if (names.length === 0) return success(Object.values(house.store.getState().sessions));
  const found: SessionState[] = [];
  for (const name of names) {
    const session = await locateSession(house, scope, name);
    if (!session.ok) return session;
    found.push(session.value);
  }
  return success(found);
};

/** Those that one of the texts means in one of the sessions; null: all of them, whichever there are. */
const chosenPanes = async (
  house: House,
  scope: CallScope,
  sessions: readonly SessionState[],
  texts: readonly string[],
): Promise<Result<readonly TmuxPaneId[] | null>> => {
  if (texts.length === 0) return success(null);
  const found: TmuxPaneId[] = [];
  for (const pane of texts) {
    const before = found.length;
    let last: Result<unknown> = success(null);
    for (const { sessionId } of sessions) {
      const target = await locatePane(house, scope, { session: sessionId, pane });
      if (target.ok) found.push(target.value.pane.tmuxPane);
      last = target;
    }
    // A text that means no pane anywhere is told.
    if (found.length === before && !last.ok) return last;
  }
  return success([...new Set(found)]);
};

const panesNow = (state: State): readonly TmuxPaneId[] =>
  Object.values(state.panes).map(({ tmuxPane }) => tmuxPane);

/** Which of the sessions shows the pane; null also for panectl's own. */
const sessionOf = (state: State, ids: readonly SessionId[], tmuxPane: TmuxPaneId): SessionState | null => {
  const pane = state.panes[tmuxPane];
  if (pane === undefined || isPanel(state, pane)) return null;
  const id = ids.find((each) => state.sessions[each]?.numbers[tmuxPane] !== undefined);
  return id === undefined ? null : (state.sessions[id] ?? null);
};

const ofSessions = ({ store }: House, ids: readonly SessionId[]): Followed => ({
  panes: 'all',
  isWanted: (pane) => sessionOf(store.getState(), ids, pane) !== null,
  isOver: (state) => ids.every((id) => state.sessions[id] === undefined),
});

const heldLogs = (
  { outputs }: House,
  panes: readonly TmuxPaneId[],
  { since, until }: Span,
  itemOf: (pane: TmuxPaneId, line: RecordedLine) => LogLine,
  most: number,
): Logs => {
  let lost = 0;
  const all = panes.flatMap((pane) => {
    const held = outputs.of(pane)?.record.from(0, Number.POSITIVE_INFINITY);
    if (held === undefined) return [];
    // What is no longer held is older than the oldest line that is.
    if ((held.lines[0]?.at ?? '') >= since) lost += held.lost;
    return held.lines
      .filter(({ at, typed }) => !typed && at >= since && (until === '' || at <= until))
      .map(({ cursor, at, text }) => itemOf(pane, { cursor, at, text }));
  });
  const lines = all
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.cursor - b.cursor))
    .slice(-most);
  return { lines, truncated: lines.length < all.length, lost };
};

const logLine = (
  { store }: House,
  ids: readonly SessionId[],
  tmuxPane: TmuxPaneId,
  line: RecordedLine,
): LogLine => {
  const state = store.getState();
  const session = sessionOf(state, ids, tmuxPane);
  return {
    session: session?.name ?? '',
    pane_id: Number(session?.numbers[tmuxPane] ?? 0),
    label: state.panes[tmuxPane]?.label ?? null,
    ...line,
  };
};
