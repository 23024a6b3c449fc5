import type { TmuxPaneId } from '../domain/ids.ts';
import { isShellMark } from '../domain/process-mark.ts';
import type { Foreground } from '../metrics/sampler.ts';
import type { State } from '../store/state.ts';
import type { ExecTracker } from './house.ts';

/** Sees the ends of commands that were typed into shells, by who has the terminal. */
export interface ExecWatch {
  /** The store has changed: perhaps an exec more or less to follow. */
  changed(state: State): void;
  /** A pane printed: a shell that is back writes its prompt, so it is worth a look. */
  printed(tmuxPane: TmuxPaneId): void;
  dispose(): void;
}

interface Needs {
  readonly execs: Pick<ExecTracker, 'look' | 'isBeingTyped'>;
  readonly foreground: (pid: number) => Foreground;
}

interface Followed {
  readonly tmuxPane: TmuxPaneId;
  readonly pid: number;
  readonly sinceMs: number;
  wasSeen: boolean;
  /** Since when every look has found the shell itself in the foreground. */
  idleSinceMs: number | null;
  pauseMs: number;
  timer: NodeJS.Timeout | null;
}

const SHORTEST_PAUSE_MS = 5;
/** A prompt brings the next look forward, so that even a long pause delays nothing that prints. */
const LONGEST_PAUSE_MS = 50;
const OLD_EXEC_MS = 10_000;
const LONGEST_PAUSE_OF_OLD_MS = 250;
/** Between two commands of one line (`a; b`) the shell has the terminal back for a moment. */
const SETTLED_MS = 60;
/** What no look ever showed (a builtin, `true`) has ended when the shell was quiet for so long after the line. */
const UNSEEN_MS = 300;

/** Looks only while something runs: every 5 ms at first, then more and more rarely. */
export const createExecWatch = (needs: Needs): ExecWatch => {
  const followed = new Map<TmuxPaneId, Followed>();
  const look = (each: Followed): void => {
    each.timer = null;
    if (followed.get(each.tmuxPane) !== each) return;
    const nowMs = performance.now();
    // Of a shell that has nothing to do yet it says nothing that it is idle.
    const reading = needs.execs.isBeingTyped(each.tmuxPane) ? null : needs.foreground(each.pid);
    if (reading === 'child') {
      if (!each.wasSeen) needs.execs.look([[each.tmuxPane, 'child']]);
      each.wasSeen = true;
    }
    each.idleSinceMs = reading === 'root' ? (each.idleSinceMs ?? nowMs) : null;
    if (hasEnded(each, nowMs)) {
      // Twice, because the tracker wants a command that nobody saw confirmed.
      needs.execs.look([[each.tmuxPane, 'root']]);
      needs.execs.look([[each.tmuxPane, 'root']]);
    }
    if (followed.get(each.tmuxPane) === each) plan(each, nowMs);
  };
  const plan = (each: Followed, nowMs: number): void => {
    const longest = nowMs - each.sinceMs > OLD_EXEC_MS ? LONGEST_PAUSE_OF_OLD_MS : LONGEST_PAUSE_MS;
    each.pauseMs = each.idleSinceMs === null ? Math.min(each.pauseMs * 1.2, longest) : SHORTEST_PAUSE_MS;
    each.timer = setTimeout(look, each.pauseMs, each);
  };
  const drop = (each: Followed): void => {
    if (each.timer !== null) clearTimeout(each.timer);
    followed.delete(each.tmuxPane);
  };
  return {
    changed: (state) => {
      const wanted = typedInto(state);
      for (const each of followed.values()) if (wanted.get(each.tmuxPane) !== each.pid) drop(each);
      for (const [tmuxPane, pid] of wanted) {
        if (followed.has(tmuxPane)) continue;
        const each = follow(tmuxPane, pid);
        followed.set(tmuxPane, each);
        each.timer = setTimeout(look, each.pauseMs, each);
      }
    },
    printed: (tmuxPane) => {
      const each = followed.get(tmuxPane);
      if (each === undefined || each.pauseMs <= SHORTEST_PAUSE_MS * 2 || each.timer === null) return;
      clearTimeout(each.timer);
      each.pauseMs = SHORTEST_PAUSE_MS * 2;
      each.timer = setTimeout(look, each.pauseMs, each);
    },
    dispose: () => {
      for (const each of [...followed.values()]) drop(each);
    },
  };
};

const follow = (tmuxPane: TmuxPaneId, pid: number): Followed => ({
  tmuxPane,
  pid,
  sinceMs: performance.now(),
  wasSeen: false,
  idleSinceMs: null,
  pauseMs: SHORTEST_PAUSE_MS,
  timer: null,
});

const hasEnded = ({ idleSinceMs, wasSeen }: Followed, nowMs: number): boolean =>
  idleSinceMs !== null && nowMs - idleSinceMs >= (wasSeen ? SETTLED_MS : UNSEEN_MS);

/** Panes in which a typed command runs, with the shell's pid. A pane's own command ends with its process. */
const typedInto = (state: State): ReadonlyMap<TmuxPaneId, number> => {
  const panes = Object.values(state.execs)
    .filter(({ outcome }) => outcome === 'running')
    .flatMap(({ tmux_pane }) => state.panes[tmux_pane] ?? []);
  return new Map(
    panes.flatMap(({ tmuxPane, pid, dead, ownCommand, mark }) =>
      pid === null || dead || ownCommand !== null || isShellMark(mark) ? [] : [[tmuxPane, pid] as const],
    ),
  );
};
