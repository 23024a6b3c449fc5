import { TMUX_ACTOR } from '../../domain/actor.ts';
import type { Exec, ExecEndedBy, ExecOutcome } from '../../domain/exec.ts';
import { execId, type TmuxPaneId } from '../../domain/ids.ts';
import { isShellMark, readProcessMark } from '../../domain/process-mark.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Foreground } from '../../metrics/sampler.ts';
import type { ShellFact } from '../../rules/shell-session.ts';
import type { PanePatch } from '../../store/event.ts';
import { sessionsShowing } from '../../store/select.ts';
import { readStatus, signalName } from '../../store/status.ts';
import { statusPatch } from '../../store/status-change.ts';
import type { ExecEnding, ExecRequest, ExecTracker, House } from '../house.ts';
import { logExec } from './log-exec.ts';

type Needs = Pick<House, 'store' | 'now' | 'log' | 'cursorOf'> & {
  readonly journal: Pick<Journal, 'nextExecOrdinal' | 'saveExec' | 'flush'>;
  /** Names the tmux server in the journal; null while there is none. */
  readonly serverKey: () => string | null;
};

interface Running {
  exec: Exec;
  readonly cause: Cause;
  /** Begun under an earlier daemon, or before the connection was lost. */
  isResumed: boolean;
  /** The shell said that it has begun; false while what we typed waits for the shell. */
  hasBegun: boolean;
  /** Its line is on its way into the shell, which has nothing to do yet. */
  isBeingTyped: boolean;
  /** However it ends now, this is why. */
  doomedBy: ExecEndedBy | null;
  /** A command typed into a shell: something of it has been seen in the foreground. */
  wasSeen: boolean;
  /** Readings in a row in which the shell itself had the terminal. */
  idleReadings: number;
}

/** A command that no reading ever showed (`true`, a builtin) has ended when the shell was idle in so many. */
const IDLE_READINGS = 2;

/**
 * Knows what runs where. A leader, and a shell with marks, say themselves what begins and how it ends. Where nobody
 * does, the command that a pane was made with ends with the pane's process, which has a code, and what was typed into
 * a shell is followed by who has the terminal: its end is seen, its code is not (`ended`).
 */
export const createExecTracker = (needs: Needs): ExecTracker => {
  const running = new Map<TmuxPaneId, Running>();
  /** Codes of leaders that had ended before anybody said what they run: a quick command, a slow answer of tmux. */
  const early = new Map<TmuxPaneId, number>();
  const end = (tmuxPane: TmuxPaneId, ending: ExecEnding, cursor = needs.cursorOf(tmuxPane)): void => {
    const found = running.get(tmuxPane);
    if (found === undefined) return;
    running.delete(tmuxPane);
    finish(needs, found, ending, cursor);
  };
  const onEnd = (tmuxPane: TmuxPaneId, code: number | null, cursor: number): void => {
    const missed = code === null ? missedEnding(running.get(tmuxPane)) : null;
    if (running.has(tmuxPane)) end(tmuxPane, missed ?? endingWith(code), cursor);
    else if (code !== null && isLeaders(needs, tmuxPane)) early.set(tmuxPane, code);
  };
  return {
    start: (request) => {
      const exec = begin(needs, request);
      running.set(request.tmuxPane, newRunning(exec, request));
      const code = early.get(request.tmuxPane);
      early.delete(request.tmuxPane);
      if (code !== undefined) end(request.tmuxPane, endingWith(code));
      return exec;
    },
    resume: (exec) => {
      // After a loss of the connection we know more of it ourselves, but may have missed its end.
      const known = running.get(exec.tmux_pane);
      if (known?.exec.exec_id === exec.exec_id) known.isResumed = true;
      else if (exec.outcome === 'running')
        running.set(exec.tmux_pane, { ...newRunning(exec, NO_CAUSE), hasBegun: true, isResumed: true });
      show(needs, exec);
    },
    tell: (tmuxPane, fact, cursor) => {
      const missed = isAtPrompt(fact) ? missedEnding(running.get(tmuxPane)) : null;
      if (missed !== null) end(tmuxPane, missed, cursor);
      const found = running.get(tmuxPane);
      if (fact.kind === 'ready') onReady(needs, tmuxPane);
      else if (fact.kind === 'started') {
        const begun = onStarted(needs, tmuxPane, found, fact.commandLine, cursor);
        if (begun !== null) running.set(tmuxPane, begun);
      } else if (fact.kind === 'ended' || (fact.kind === 'refused' && found?.hasBegun === false))
        onEnd(tmuxPane, fact.code, cursor);
    },
    typed: (tmuxPane) => {
      const found = running.get(tmuxPane);
      if (found !== undefined) found.isBeingTyped = false;
    },
    isBeingTyped: (tmuxPane) => running.get(tmuxPane)?.isBeingTyped === true,
    doom: (tmuxPane, endedBy) => {
      const found = running.get(tmuxPane);
      if (found !== undefined) found.doomedBy = endedBy;
    },
    running: (tmuxPane) => running.get(tmuxPane)?.exec ?? null,
    end: (tmuxPane, ending) => end(tmuxPane, ending),
    loseAll: () => {
      for (const found of running.values())
        finish(needs, found, { exitCode: null, signal: null, endedBy: null, isLost: true });
      running.clear();
      early.clear();
    },
    look: (readings) => {
      for (const tmuxPane of early.keys())
        if (needs.store.getState().panes[tmuxPane] === undefined) early.delete(tmuxPane);
      // A connection that is made anew shows no panes for a moment; that says nothing about what runs in them.
      if (needs.store.getState().server === null) return;
      const foregrounds = new Map(readings);
      for (const [tmuxPane, found] of running) {
        const ending = endingOf(needs, tmuxPane, found, foregrounds.get(tmuxPane));
        if (ending !== null) end(tmuxPane, ending);
      }
    },
  };
};

/** At the prompt, and when a line that was typed there begins, whatever ran before has ended. */
const isAtPrompt = ({ kind }: ShellFact): boolean => kind === 'ready' || kind === 'started';

/** Whether a leader's word came before anybody said what it runs; not where its file has told the end already. */
const isLeaders = ({ store }: Needs, tmuxPane: TmuxPaneId): boolean => {
  const pane = store.getState().panes[tmuxPane];
  return pane?.execId === null && readProcessMark(pane.mark)?.kind === 'leader';
};

/** At its prompt the shell has the terminal itself, whatever its start-up files had running a moment ago. */
const onReady = (needs: Needs, tmuxPane: TmuxPaneId): void => {
  const { panes, execs } = needs.store.getState();
  const pane = panes[tmuxPane];
  if (pane === undefined) return;
  const exec = pane.execId === null ? null : (execs[pane.execId] ?? null);
  const reading = readStatus({ ...pane, exec, foreground: 'root', isIntegrated: true });
  const patch: PanePatch = { ...statusPatch(pane, reading, needs.now()), ready: true };
  needs.store.apply([{ kind: 'pane.changed', tmuxPane, patch }]);
};

const LOST: ExecEnding = { exitCode: null, signal: null, endedBy: null, isLost: true, endedAt: null };

/**
 * The shell is at its prompt, so what ran has ended: without a mark that we saw, as it was before the shell was last
 * heard of, or because somebody took our end mark out of PROMPT_COMMAND.
 */
const missedEnding = (found: Running | undefined): ExecEnding | null => {
  if (found?.isResumed === true) return LOST;
  return found?.hasBegun === true ? endingWith(null) : null;
};

/** Who had it started, where that is not whose it is (a rule), and by which event. */
type Cause = Pick<ExecRequest, 'actor' | 'causedBy' | 'isBeingTyped'>;

const NO_CAUSE: Cause = { causedBy: null };

const newRunning = (exec: Exec, cause: Cause): Running => ({
  ...{ exec, cause, hasBegun: false, isResumed: false, doomedBy: null },
  ...{ isBeingTyped: cause.isBeingTyped === true, wasSeen: false, idleReadings: 0 },
});

/** What we typed has begun, or somebody at the keyboard began something. Null for a pane that is not known any more. */
const onStarted = (
  needs: Needs,
  tmuxPane: TmuxPaneId,
  found: Running | undefined,
  commandLine: string | null,
  cursor: number,
): Running | null => {
  if (found !== undefined && !found.hasBegun) {
    const exec = { ...found.exec, first_cursor: cursor };
    show(needs, exec);
    return { ...found, exec, hasBegun: true };
  }
  const sessionId = sessionsShowing(needs.store.getState(), tmuxPane)[0]?.sessionId;
  if (sessionId === undefined) return null;
  const request = { sessionId, tmuxPane, command: commandLine ?? '', owner: TMUX_ACTOR, ...NO_CAUSE };
  return { ...newRunning(begin(needs, { ...request, firstCursor: cursor }), NO_CAUSE), hasBegun: true };
};

const endingWith = (exitCode: number | null): ExecEnding => ({
  exitCode,
  signal: exitCode !== null && exitCode > 128 ? signalName(exitCode - 128) : null,
  endedBy: 'self',
});

const begin = (needs: Needs, request: ExecRequest): Exec => {
  const { sessionId, tmuxPane, command, owner, firstCursor } = request;
  const { sessions, panes } = needs.store.getState();
  const session = sessions[sessionId];
  const number = session?.numbers[tmuxPane];
  const pane = panes[tmuxPane];
  if (session === undefined || number === undefined || pane === undefined)
    throw new Error(`an exec needs a pane that is there: ${tmuxPane}`);
  const exec: Exec = {
    exec_id: execId(needs.journal.nextExecOrdinal()),
    session: session.name,
    pane_id: number,
    tmux_pane: tmuxPane,
    label: pane.label,
    command,
    owner,
    started_at: needs.now(),
    ended_at: null,
    duration_ms: null,
    outcome: 'running',
    exit_code: null,
    signal: null,
    ended_by: null,
    first_cursor: firstCursor ?? needs.cursorOf(tmuxPane),
    last_cursor: null,
  };
  show(needs, exec);
  logExec(needs, exec, request);
  // Its number is answered in a moment: it must mean something even if we are killed in the next.
  needs.journal.flush();
  return exec;
};

/** Saved, and in the store with the pane's status that follows from it. */
const show = (needs: Needs, exec: Exec): void => {
  const key = needs.serverKey();
  if (key !== null) needs.journal.saveExec(key, exec);
  const pane = needs.store.getState().panes[exec.tmux_pane];
  if (pane === undefined) return;
  const foreground = exec.outcome === 'running' ? null : 'root';
  const isIntegrated = isShellMark(pane.mark);
  const reading = readStatus({ ...pane, exec, foreground, isIntegrated });
  const patch: PanePatch = {
    ...statusPatch(pane, reading, needs.now()),
    execId: exec.exec_id,
    ready: exec.outcome === 'running' || isIntegrated ? false : null,
  };
  needs.store.apply([
    { kind: 'exec.changed', exec },
    { kind: 'pane.changed', tmuxPane: exec.tmux_pane, patch },
  ]);
};

const finish = (
  needs: Needs,
  { exec, cause, doomedBy }: Running,
  ending: ExecEnding,
  lastCursor = needs.cursorOf(exec.tmux_pane),
): void => {
  const { exitCode, signal, endedBy, isLost = false, endedAt = needs.now() } = ending;
  const ended: Exec = {
    ...exec,
    ended_at: endedAt,
    duration_ms: endedAt === null ? null : Math.max(0, Date.parse(endedAt) - Date.parse(exec.started_at)),
    outcome: isLost ? 'lost' : doomedBy === 'timeout' ? 'timed_out' : outcomeOf(exitCode),
    exit_code: exitCode,
    signal,
    ended_by: isLost ? endedBy : (doomedBy ?? endedBy),
    last_cursor: lastCursor,
  };
  show(needs, ended);
  logExec(needs, ended, cause, ending.reason);
  needs.journal.flush();
};

const outcomeOf = (exitCode: number | null): ExecOutcome => {
  if (exitCode === null) return 'ended';
  return exitCode === 0 ? 'completed' : 'failed';
};

/** Null while it runs. */
const endingOf = (
  needs: Needs,
  tmuxPane: TmuxPaneId,
  found: Running,
  foreground: Foreground | undefined,
): ExecEnding | null => {
  const pane = needs.store.getState().panes[tmuxPane];
  if (pane === undefined) return { exitCode: null, signal: null, endedBy: null };
  if (pane.dead) {
    // tmux shows a death before its code (window.c, PANE_STATUSREADY); the code comes with the next observation.
    if (pane.deadStatus === null && pane.deadSignal === null) return null;
    const { exitCode, signal } = readStatus({ ...pane, exec: null, foreground: null });
    return { exitCode, signal, endedBy: 'self' };
  }
  if (pane.ownCommand !== null || isShellMark(pane.mark) || foreground === undefined) return null;
  if (found.isBeingTyped) return null;
  if (foreground === 'child') found.wasSeen = true;
  found.idleReadings = foreground === 'root' ? found.idleReadings + 1 : 0;
  const isOver = found.idleReadings >= (found.wasSeen ? 1 : IDLE_READINGS);
  return isOver ? { exitCode: null, signal: null, endedBy: 'self' } : null;
};
