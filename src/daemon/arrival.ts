import type { Exec } from '../domain/exec.ts';
import type { ExecId, TmuxPaneId } from '../domain/ids.ts';
import type { Observation, ObservedPane } from '../domain/observation.ts';
import { readProcessMark } from '../domain/process-mark.ts';
import type { Journal, RememberedPane } from '../journal/journal.ts';
import type { StoreEvent } from '../store/event.ts';
import type { State } from '../store/state.ts';
import { signalName } from '../store/status.ts';
import type { Evidence, LeaderEnd } from './evidence.ts';
import { type Draft, nobody } from './found.ts';
import { type Memories, serverKeyOf } from './memories.ts';

interface Needs {
  readonly journal: Pick<Journal, 'recallOpenExecs' | 'execs' | 'saveExec' | 'closePane' | 'flush'>;
  readonly memories: Memories;
  readonly evidence: Evidence;
  readonly log: (draft: Draft) => unknown;
  readonly now: () => string;
  /** Another tmux server than before: nothing of the former one is there any more. */
  readonly onReplaced: () => void;
}

/** An exec of a pane that is there. */
export interface FoundExec {
  readonly exec: Exec;
  /** How it ended while nobody listened, by its leader's own word. */
  readonly end: LeaderEnd | null;
}

/** What happens when a tmux server is met that was not known before. */
export interface Arrival {
  readonly meet: (observation: Observation) => void;
  /** The running or the last exec of each pane, as an earlier daemon knew it. Answered once. */
  takeExecs(): readonly FoundExec[];
  /** Their ends are in the journal now: the files that told of them may go, and the leaders that wrote them. */
  dismissLeaders(): void;
}

/**
 * What an earlier daemon wrote about this server's panes is remembered. Panes that went while nobody looked are
 * closed; how their execs ended their leaders may have written down, else they are `lost`.
 */
export const createArrival = (needs: Needs): Arrival => {
  let found: readonly FoundExec[] = [];
  let dismissed: readonly (() => void)[] = [];
  let serverKey: string | null = null;
  return {
    meet: (observation) => {
      const { server, panes } = observation;
      const key = serverKeyOf(server);
      if (serverKey !== null && serverKey !== key) needs.onReplaced();
      serverKey = key;
      const alive = new Map(panes.map((pane) => [pane.tmuxPane, pane]));
      needs.evidence.announce(server);
      const ends = needs.evidence.ends(server);
      const rows = needs.memories.recall(server, panes);
      const open = needs.journal.recallOpenExecs(key);
      needs.log(nobody('server.found', { pid: server.pid, version: server.version, panes: panes.length }));
      closeGone(needs, key, rows, new Set(alive.keys()));
      const gone = open.filter(({ tmux_pane }) => !alive.has(tmux_pane));
      for (const exec of gone) endGone(needs, key, exec, endOf(exec, null, ends), rows);
      needs.journal.flush();
      const last = rows.flatMap(({ tmuxPane, pane }) => (alive.has(tmuxPane) ? (pane.exec_id ?? []) : []));
      found = [...lastExecs(needs.journal, last, open), ...open]
        .filter(({ tmux_pane }) => alive.has(tmux_pane))
        .map((exec) => ({ exec, end: endOf(exec, alive.get(exec.tmux_pane) ?? null, ends) }));
      dismissed = ends.map((end) => () => dismiss(needs.evidence, end, alive.get(end.tmuxPane) ?? null));
    },
    takeExecs: () => {
      const taken = found;
      found = [];
      return taken;
    },
    dismissLeaders: () => {
      for (const dismissOne of dismissed) dismissOne();
      dismissed = [];
    },
  };
};

const closeGone = (
  { journal, log, now }: Needs,
  key: string,
  rows: readonly RememberedPane[],
  alive: ReadonlySet<TmuxPaneId>,
): void => {
  const gone = [...new Set(rows.map(({ tmuxPane }) => tmuxPane))].filter((tmuxPane) => !alive.has(tmuxPane));
  for (const tmuxPane of gone) journal.closePane(key, tmuxPane, now());
  if (gone.length > 0) log(nobody('state.corrected', { removed: gone }));
};

/** A pane may have had more than one leader: an end is this exec's when it is the first after its start. */
const endOf = (exec: Exec, pane: ObservedPane | null, ends: readonly LeaderEnd[]): LeaderEnd | null => {
  if (exec.outcome !== 'running') return null;
  const nonce = readProcessMark(pane?.mark ?? null)?.nonce ?? null;
  const own = ends.filter(
    (end) => end.tmuxPane === exec.tmux_pane && (nonce === null || end.nonce === nonce),
  );
  return own.find(({ at }) => at >= exec.started_at) ?? null;
};

/** Its pane is gone as well. When it ended nobody knows, unless its leader has said so. */
const endGone = (
  { journal, log }: Needs,
  key: string,
  exec: Exec,
  end: LeaderEnd | null,
  rows: readonly RememberedPane[],
): void => {
  const { cursor = 0 } = rows.find(({ tmuxPane }) => tmuxPane === exec.tmux_pane)?.pane ?? {};
  const ended: Exec = { ...withEnd(exec, end), last_cursor: Math.max(exec.first_cursor, cursor) };
  journal.saveExec(key, ended);
  const { exec_id, outcome, exit_code, signal, ended_by, duration_ms } = ended;
  log({
    type: 'exec.ended',
    ...{ session: exec.session, tmux_pane: exec.tmux_pane, pane_id: exec.pane_id, label: exec.label },
    actor: exec.owner ?? nobody('exec.ended', {}).actor,
    caused_by: null,
    data: { exec_id, outcome, exit_code, signal, ended_by, duration_ms },
  });
};

const withEnd = (exec: Exec, end: LeaderEnd | null): Exec => {
  if (end === null) return { ...exec, outcome: 'lost' };
  return {
    ...exec,
    outcome: end.exitCode === 0 ? 'completed' : 'failed',
    exit_code: end.exitCode,
    signal: end.exitCode > 128 ? signalName(end.exitCode - 128) : null,
    ended_at: end.at,
    duration_ms: Math.max(0, Date.parse(end.at) - Date.parse(exec.started_at)),
    ended_by: 'self',
  };
};

const lastExecs = (
  journal: Pick<Journal, 'execs'>,
  ids: readonly ExecId[],
  open: readonly Exec[],
): readonly Exec[] => {
  const running = new Set(open.map(({ tmux_pane }) => tmux_pane));
  return [...new Set(ids)]
    .flatMap((execId) => journal.execs({ execId, limit: 1 }).execs)
    .filter(({ tmux_pane, outcome }) => outcome !== 'running' && !running.has(tmux_pane));
};

/** A leader that is there waits for nothing but this, and takes its file along; that of one that has gone was read. */
const dismiss = (evidence: Evidence, { nonce }: LeaderEnd, pane: ObservedPane | null): void => {
  const isThere = pane !== null && !pane.dead && readProcessMark(pane.mark)?.nonce === nonce;
  if (isThere) evidence.acknowledge(nonce);
  else evidence.forget(nonce);
};

/** What tmux's absence leaves of the state: nothing that could be taken for something that exists. */
export const absenceEvents = (state: State, reason: string, now: string): readonly StoreEvent[] => [
  { kind: 'link.changed', link: { kind: 'lost', reason, since: now } },
  ...(state.server === null ? [] : [NO_SERVER]),
];

const NO_SERVER: StoreEvent = { kind: 'server.changed', server: null };
