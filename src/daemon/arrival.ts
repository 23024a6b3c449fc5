import type { Exec } from '../domain/exec.ts';
import type { Observation } from '../domain/observation.ts';
import type { Journal } from '../journal/journal.ts';
import type { StoreEvent } from '../store/event.ts';
import type { State } from '../store/state.ts';
import { type Draft, nobody } from './found.ts';
import { type Memories, serverKeyOf } from './memories.ts';

interface Needs {
  readonly journal: Pick<Journal, 'recallOpenExecs' | 'saveExec' | 'closePane'>;
  readonly memories: Memories;
  readonly log: (draft: Draft) => unknown;
  readonly now: () => string;
}

/** What happens when a tmux server is met that was not known before. */
export interface Arrival {
  readonly meet: (observation: Observation) => void;
  /** Execs that ran when an earlier daemon ended, and whose panes are still there. Answered once. */
  takeOpenExecs(): readonly Exec[];
}

/**
 * What an earlier daemon wrote about this server's panes is remembered. Panes that went while nobody looked are
 * closed, and execs whose pane is gone are `lost`.
 */
export const createArrival = (needs: Needs): Arrival => {
  let open: readonly Exec[] = [];
  return {
    meet: ({ server, panes }) => {
      const key = serverKeyOf(server);
      const now = needs.now();
      const alive = new Set(panes.map(({ tmuxPane }) => tmuxPane));
      const known = needs.memories.recall(server, panes).map(({ tmuxPane }) => tmuxPane);
      const gone = [...new Set(known)].filter((tmuxPane) => !alive.has(tmuxPane));
      for (const tmuxPane of gone) needs.journal.closePane(key, tmuxPane, now);
      needs.log(nobody('server.found', { pid: server.pid, version: server.version, panes: panes.length }));
      if (gone.length > 0) needs.log(nobody('state.corrected', { removed: gone }));
      const execs = needs.journal.recallOpenExecs(key);
      open = execs.filter(({ tmux_pane }) => alive.has(tmux_pane));
      for (const exec of execs) {
        if (!alive.has(exec.tmux_pane))
          needs.journal.saveExec(key, { ...exec, outcome: 'lost', ended_at: now });
      }
    },
    takeOpenExecs: () => {
      const taken = open;
      open = [];
      return taken;
    },
  };
};

/** What tmux's absence leaves of the state: nothing that could be taken for something that exists. */
export const absenceEvents = (state: State, reason: string, now: string): readonly StoreEvent[] => [
  { kind: 'link.changed', link: { kind: 'lost', reason, since: now } },
  ...(state.server === null ? [] : [NO_SERVER]),
];

const NO_SERVER: StoreEvent = { kind: 'server.changed', server: null };
