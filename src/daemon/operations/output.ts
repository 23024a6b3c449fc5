import type { z } from 'zod';
import type { LogLine, OutputPort, Streamed } from '../../commands/context.ts';
import type { paneStreamInput, paneTailInput, sessionLogsInput } from '../../commands/output.ts';
import { parseDuration } from '../../domain/duration.ts';
import { failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Output, RecordedLine } from '../../domain/lines.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { LocalAction } from '../../protocol/call.ts';
import type { SessionState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { follow } from '../output/follow.ts';
import { integratePane } from './integrate.ts';
import { locatePane, locateSession } from './locate.ts';
import { recordLines } from './record-lines.ts';

export const outputPort = (house: House, scope: CallScope): OutputPort => ({
  tail: (input) => tail(house, scope, input),
  stream: (input) => stream(house, scope, input),
  logs: (input) => logs(house, scope, input),
  integrate: (input) => integratePane(house, scope, input),
});

type Tailed = { readonly tmux_pane: TmuxPaneId; readonly output: Output<RecordedLine> };

const tail = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneTailInput>,
): Promise<Result<Tailed | Streamed>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { tmuxPane } = target.value.pane;
  const record = house.outputs.of(tmuxPane)?.record;
  const end = record?.nextCursor ?? 0;
  if (input.follow) {
    const from = input.since ?? Math.max(0, end - (input.n ?? 10));
    return follow(house, scope, [tmuxPane], { from, keep: () => true, itemOf: (_pane, line) => line });
  }
  const { lines, lost } = record?.from(input.since ?? 0, Number.POSITIVE_INFINITY) ?? { lines: [], lost: 0 };
  const told = input.since === undefined ? 0 : lost;
  const output = recordLines(lines, { lost: told, end }, { ...input, forward: input.since !== undefined });
  return output.ok ? success({ tmux_pane: tmuxPane, output: output.value }) : output;
};

const stream = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneStreamInput>,
): Promise<Result<Streamed | LocalAction>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { tmuxPane } = target.value.pane;
  const from = input.since ?? house.outputs.of(tmuxPane)?.record.nextCursor ?? 0;
  if (input.callback !== undefined)
    return success({
      kind: 'callback',
      callback: input.callback,
      argv: ['pane-stream', target.value.session.sessionId, tmuxPane, '--since', String(from), '--json'],
    });
  return follow(house, scope, [tmuxPane], { from, keep: () => true, itemOf: (_pane, line) => line });
};

const logs = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof sessionLogsInput>,
): Promise<Result<{ lines: readonly LogLine[]; truncated: boolean } | Streamed>> => {
  const sessions = await chosenSessions(house, scope, input.sessions);
  if (!sessions.ok) return sessions;
  const since = timeOf(input.since, house.now());
  const until = timeOf(input.until, house.now());
  if (!since.ok) return since;
  if (!until.ok) return until;
  const sources = await sourcesOf(house, scope, sessions.value, input.pane);
  if (!sources.ok) return sources;
  const lineOf = (pane: TmuxPaneId, line: RecordedLine): LogLine => ({
    ...placeOf(house, sources.value, pane),
    ...line,
  });
  const all = sources.value
    .flatMap(({ tmuxPane }) =>
      (house.outputs.of(tmuxPane)?.record.from(0, Number.POSITIVE_INFINITY).lines ?? [])
        .filter(({ at, typed }) => !typed && at >= since.value && (until.value === '' || at <= until.value))
        .map(({ cursor, at, text }) => lineOf(tmuxPane, { cursor, at, text })),
    )
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.cursor - b.cursor));
  const shown = all.slice(-(input.n ?? 50));
  if (!input.follow) return success({ lines: shown, truncated: shown.length < all.length });
  for (const line of shown) scope.emit(line);
  const panes = sources.value.map(({ tmuxPane }) => tmuxPane);
  return follow(house, scope, panes, { from: null, keep: (line) => !line.typed, itemOf: lineOf });
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

interface Source {
  readonly session: SessionState;
  readonly tmuxPane: TmuxPaneId;
}

/** The panes of the sessions, or those of them that one of the texts means; a text that means none anywhere is told. */
const sourcesOf = async (
  house: House,
  scope: CallScope,
  sessions: readonly SessionState[],
  panes: readonly string[],
): Promise<Result<readonly Source[]>> => {
  if (panes.length === 0)
    return success(
      sessions.flatMap((session) =>
        Object.keys(house.store.getState().panes).flatMap((id) => {
          const pane = Object.values(house.store.getState().panes).find(({ tmuxPane }) => tmuxPane === id);
          return pane !== undefined && session.numbers[pane.tmuxPane] !== undefined
            ? [{ session, tmuxPane: pane.tmuxPane }]
            : [];
        }),
      ),
    );
  const found: Source[] = [];
  for (const pane of panes) {
    const before = found.length;
    let last: Result<unknown> = success(null);
    for (const session of sessions) {
      const target = await locatePane(house, scope, { session: session.sessionId, pane });
      if (target.ok) found.push({ session, tmuxPane: target.value.pane.tmuxPane });
      last = target;
    }
    if (found.length === before && !last.ok) return last;
  }
  return success(found);
};

const placeOf = (house: House, sources: readonly Source[], pane: TmuxPaneId) => {
  const session = sources.find(({ tmuxPane }) => tmuxPane === pane)?.session;
  return {
    session: session?.name ?? '',
    pane_id: Number(session?.numbers[pane] ?? 0),
    label: house.store.getState().panes[pane]?.label ?? null,
  };
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
