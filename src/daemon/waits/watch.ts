import type { WatchAnswer } from '../../commands/context.ts';
import type { Exec } from '../../domain/exec.ts';
import { failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { Pattern } from '../../rules/pattern.ts';
import type { State } from '../../store/state.ts';
import type { House } from '../house.ts';
import { type LineHit, watchLines } from './line-watch.ts';
import { serverGone } from './server-gone.ts';
import { waitFor } from './wait.ts';

/** What waits are built from. */
export type WaitHouse = Pick<House, 'outputs' | 'onChange'> & {
  readonly store: Pick<House['store'], 'getState'>;
};

export interface WatchRequest {
  readonly pane: TmuxPaneId;
  readonly pattern: Pattern;
  readonly stops: readonly Pattern[];
  /** A cursor, or `exec`: from the start of the current or last exec, or `now`. */
  readonly since: number | 'exec' | 'now';
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const TAIL_LINES = 10;

export const watchPane = (house: WaitHouse, request: WatchRequest): Promise<Result<WatchAnswer>> => {
  const startedMs = performance.now();
  const answer = (outcome: WatchAnswer['outcome'], hit: LineHit | null): Result<WatchAnswer> =>
    success({
      outcome,
      pattern: hit?.pattern.source ?? null,
      line: hit?.line ?? null,
      groups: hit?.groups ?? {},
      cursor: hit?.cursor ?? null,
      matched_at_entry: hit?.atEntry ?? false,
      elapsed_ms: Math.round(performance.now() - startedMs),
      effective_timeout: request.timeoutMs,
      tail: tailOf(house, request.pane),
    });
  const watched = request.since === 'exec' ? execOf(house.store.getState(), request.pane) : null;
  return waitFor<Result<WatchAnswer>>({
    timeoutMs: request.timeoutMs,
    signal: request.signal,
    expired: () => answer('timeout', null),
    abandoned: () => failed(failure('internal', 'the caller has gone')),
    start: (settle) => {
      const endLines = watchLines({
        outputs: house.outputs,
        pane: request.pane,
        patterns: [request.pattern, ...request.stops],
        fromCursor: firstCursor(house, request, watched),
        onHit: (hit) => settle(answer(hit.pattern === request.pattern ? 'matched' : 'stopped', hit)),
      });
      const look = (): void => {
        const end = endOf(house.store.getState(), request.pane, watched);
        if (end === 'exited') settle(answer('exited', null));
        else if (end !== null) settle(failed(end));
      };
      const endChanges = house.onChange(look);
      look();
      return () => {
        endLines();
        endChanges();
      };
    },
  });
};

const execOf = (state: State, pane: TmuxPaneId): Exec | null => {
  const id = state.panes[pane]?.execId ?? null;
  return id === null ? null : (state.execs[id] ?? null);
};

const firstCursor = (house: WaitHouse, { pane, since }: WatchRequest, watched: Exec | null): number => {
  if (typeof since === 'number') return since;
  return watched?.first_cursor ?? house.outputs.of(pane)?.record.nextCursor ?? 0;
};

/** Why nothing more can come: the pane has ended or the exec did, or tmux has gone. Null while something may. */
const endOf = (
  state: State,
  pane: TmuxPaneId,
  watched: Exec | null,
): 'exited' | ReturnType<typeof failure> | null => {
  const gone = serverGone(state);
  if (gone !== null) return gone;
  const now = state.panes[pane];
  if (now === undefined || now.dead) return 'exited';
  if (watched === null) return null;
  const exec = state.execs[watched.exec_id];
  return exec === undefined || exec.outcome !== 'running' ? 'exited' : null;
};

const tailOf = ({ outputs }: WaitHouse, pane: TmuxPaneId): readonly string[] => {
  const output = outputs.of(pane);
  if (output === null) return [];
  const lines = output.record.last(TAIL_LINES).lines.map((line) => line.text);
  return output.pending === '' ? lines : [...lines, output.pending].slice(-TAIL_LINES);
};
