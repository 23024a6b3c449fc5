import type { EventType } from '../domain/event.ts';

/** What of the orchestration log a cascade is followed by. */
export interface Cause {
  readonly seq: number;
  readonly type: EventType;
  readonly caused_by: number | null;
  readonly tmux_pane: string | null;
}

/**
 * How many firings led to what happens now. A firing is remembered by its event; what a firing made or typed into a
 * pane makes that pane's next hits its consequences, until somebody else does something there.
 */
export interface Cascade {
  /** To be told of every event of the log, in order. */
  note(event: Cause): void;
  /**
   * Somebody is about to type into a pane, because of this event or of none: what it prints may be read before the
   * event that tells of the keys is written.
   */
  typing(tmuxPane: string, causedBy: number | null): void;
  /** A firing by this event is so deep. */
  fired(seq: number, depth: number): void;
  /** How deep a firing would be that this event causes. */
  after(event: { readonly caused_by: number | null }): number;
  /** How deep a firing would be that this pane's output or load causes, and by which event. */
  ofPane(tmuxPane: string): { readonly depth: number; readonly causedBy: number | null };
}

/** More firings are not remembered; a cascade that takes this many others to go on begins anew. */
const REMEMBERED = 10_000;

const INPUTS: ReadonlySet<EventType> = new Set([
  'pane.created',
  'pane.respawned',
  'exec.started',
  'keys.sent',
]);

export const createCascade = (): Cascade => {
  const depths = new Map<number, number>();
  const inputs = new Map<string, { readonly depth: number; readonly causedBy: number | null }>();
  const depthOf = (seq: number | null): number => (seq === null ? 0 : (depths.get(seq) ?? 0));
  return {
    note: ({ seq, type, caused_by, tmux_pane }) => {
      if (tmux_pane === null) return;
      if (type === 'pane.killed') inputs.delete(tmux_pane);
      // Told after the typing: somebody else may have begun to type meanwhile, and it is his turn then.
      else if (type === 'keys.sent' && inputs.get(tmux_pane)?.causedBy !== caused_by) return;
      else if (INPUTS.has(type)) inputs.set(tmux_pane, { depth: depthOf(caused_by), causedBy: seq });
    },
    typing: (tmuxPane, causedBy) => void inputs.set(tmuxPane, { depth: depthOf(causedBy), causedBy }),
    fired: (seq, depth) => {
      depths.set(seq, depth);
      const oldest = depths.keys().next().value;
      if (depths.size > REMEMBERED && oldest !== undefined) depths.delete(oldest);
    },
    after: ({ caused_by }) => depthOf(caused_by) + 1,
    ofPane: (tmuxPane) => {
      const input = inputs.get(tmuxPane);
      return { depth: (input?.depth ?? 0) + 1, causedBy: input?.causedBy ?? null };
    },
  };
};
