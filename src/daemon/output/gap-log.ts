import { TMUX_ACTOR } from '../../domain/actor.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { sessionsShowing } from '../../store/select.ts';
import type { State } from '../../store/state.ts';
import type { Draft } from '../found.ts';
import type { GapReport } from './outputs.ts';

export interface NotedGap extends GapReport {
  /** `flood`, `behind`, `detached`. */
  readonly cause: string;
  readonly pausedMs: number;
}

/** Writes `output.gap` into the orchestration log: the first at once, those that follow closely in one row. */
export interface GapLog {
  note(tmuxPane: TmuxPaneId, gap: NotedGap): void;
  dispose(): void;
}

interface Needs {
  readonly getState: () => State;
  readonly log: (draft: Draft) => unknown;
  readonly intervalMs?: number;
}

interface Open {
  readonly timer: NodeJS.Timeout;
  gaps: number;
  sum: NotedGap | null;
}

const INTERVAL_MS = 10_000;

export const createGapLog = ({ getState, log, intervalMs = INTERVAL_MS }: Needs): GapLog => {
  const open = new Map<TmuxPaneId, Open>();
  const write = (tmuxPane: TmuxPaneId, gaps: number, gap: NotedGap): void =>
    void log(gapDraft(getState(), tmuxPane, gaps, gap));
  const close = (tmuxPane: TmuxPaneId): void => {
    const found = open.get(tmuxPane);
    if (found === undefined) return;
    clearTimeout(found.timer);
    open.delete(tmuxPane);
    if (found.sum === null) return;
    write(tmuxPane, found.gaps, found.sum);
    begin(tmuxPane);
  };
  const begin = (tmuxPane: TmuxPaneId): void => {
    const timer = setTimeout(close, intervalMs, tmuxPane).unref();
    open.set(tmuxPane, { timer, gaps: 0, sum: null });
  };
  return {
    note: (tmuxPane, gap) => {
      const found = open.get(tmuxPane);
      if (found === undefined) {
        write(tmuxPane, 1, gap);
        begin(tmuxPane);
      } else {
        found.gaps += 1;
        found.sum = found.sum === null ? gap : added(found.sum, gap);
      }
    },
    dispose: () => {
      for (const [tmuxPane, { sum, gaps, timer }] of open) {
        clearTimeout(timer);
        if (sum !== null) write(tmuxPane, gaps, sum);
      }
      open.clear();
    },
  };
};

const added = (sum: NotedGap, gap: NotedGap): NotedGap => ({
  ...sum,
  pausedMs: sum.pausedMs + gap.pausedMs,
  lostLines: sum.lostLines + gap.lostLines,
  recoveredLines: sum.recoveredLines + gap.recoveredLines,
});

/** How many lines a gap has cost is not known; each counts as one, so the count is the least that it may be. */
const gapDraft = (state: State, tmuxPane: TmuxPaneId, gaps: number, gap: NotedGap): Draft => {
  const session = sessionsShowing(state, tmuxPane)[0];
  return {
    type: 'output.gap',
    session: session?.name ?? null,
    tmux_pane: tmuxPane,
    pane_id: session?.numbers[tmuxPane] ?? null,
    label: state.panes[tmuxPane]?.label ?? null,
    actor: TMUX_ACTOR,
    caused_by: null,
    data: {
      cause: gap.cause,
      gaps,
      cursor: gap.cursor,
      lost_lines_at_least: gap.lostLines,
      recovered_lines: gap.recoveredLines,
      paused_ms: gap.pausedMs,
    },
  };
};
