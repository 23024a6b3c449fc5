import { isSessionId, type PaneNumber, type SessionId, type TmuxPaneId } from '../domain/ids.ts';
import type { ObservedPane, ServerIdentity } from '../domain/observation.ts';
import { readProcessMark } from '../domain/process-mark.ts';
import type { Journal, PaneOrigin, RememberedPane } from '../journal/journal.ts';
import type { PaneMemory } from '../store/event.ts';
import type { Memory, MemoryOf } from '../store/numbers.ts';

/** What panectl itself knows about panes that the store has not met yet: from its operations, or its journal. */
export interface Memories {
  readonly remember: (tmuxPane: TmuxPaneId, memory: PaneMemory) => void;
  /** Reads what an earlier daemon wrote about the panes of this server; everything of another one is forgotten. */
  recall(server: ServerIdentity, panes: readonly ObservedPane[]): readonly RememberedPane[];
  forget(tmuxPane: TmuxPaneId): void;
  readonly of: MemoryOf;
}

export const createMemories = (
  journal: Pick<Journal, 'recallPanes' | 'recallCursors' | 'recallOrigins' | 'recallOwners'>,
): Memories => {
  let serverKey: string | null = null;
  let known = new Map<TmuxPaneId, Memory>();
  return {
    of: (tmuxPane) => known.get(tmuxPane) ?? null,
    remember: (tmuxPane, memory) => void known.set(tmuxPane, { ...known.get(tmuxPane), ...memory }),
    forget: (tmuxPane) => void known.delete(tmuxPane),
    recall: (server, panes) => {
      const key = serverKeyOf(server);
      const rows = journal.recallPanes(key);
      const fresh = serverKey === null || serverKey === key ? known : new Map<TmuxPaneId, Memory>();
      const owners = journal.recallOwners(key);
      const remembered = memoriesOf(rows, panes, journal.recallCursors(key), journal.recallOrigins(key));
      known = new Map(
        [...remembered].map(([tmuxPane, memory]) => [tmuxPane, { ...memory, owners }] as const),
      );
      for (const [tmuxPane, memory] of fresh) known.set(tmuxPane, memory);
      serverKey = key;
      return rows;
    },
  };
};

/** Names one life of one tmux server in the journal. */
export const serverKeyOf = ({ pid, startTime }: ServerIdentity): string => `${pid} ${startTime}`;

const memoriesOf = (
  rows: readonly RememberedPane[],
  panes: readonly ObservedPane[],
  cursors: ReadonlyMap<TmuxPaneId, number>,
  origins: ReadonlyMap<TmuxPaneId, PaneOrigin>,
): ReadonlyMap<TmuxPaneId, Memory> => {
  const found = new Map(panes.map((pane) => [pane.tmuxPane, pane]));
  const memories = new Map<TmuxPaneId, Memory>();
  for (const [tmuxPane, cursor] of cursors) memories.set(tmuxPane, { ...NOTHING, cursor });
  for (const row of rows) {
    const numbers = { ...memories.get(row.tmuxPane)?.numbers, ...numberOf(row) };
    const memory = memoryOf(row, found.get(row.tmuxPane) ?? null, origins.get(row.tmuxPane));
    const cursor = Math.max(memory.cursor, cursors.get(row.tmuxPane) ?? 0);
    memories.set(row.tmuxPane, { ...memory, cursor, numbers });
  }
  return memories;
};

const NOTHING: PaneMemory = {
  ...{ owner: null, parent: null, ownCommand: null, createdAt: null },
  ...{ metadata: {}, cursor: 0, environment: [], service: null },
};

const numberOf = ({ sessionId, number }: RememberedPane): Readonly<Record<SessionId, PaneNumber>> =>
  isSessionId(sessionId) ? { [sessionId]: number } : {};

/** A shell's row holds what was typed last as its command; one that was made with a command is marked in tmux as well. */
const memoryOf = (
  { pane }: RememberedPane,
  found: ObservedPane | null,
  origin: PaneOrigin | undefined,
): PaneMemory => ({
  owner: pane.owner,
  parent: pane.parent,
  ownCommand: readProcessMark(found?.mark ?? null)?.kind === 'leader' ? pane.command : null,
  createdAt: pane.created_at,
  metadata: pane.metadata,
  cursor: pane.cursor,
  environment: origin?.environment ?? [],
  service: origin?.service ?? null,
});
