import type { TmuxPaneId } from '../domain/ids.ts';
import { isShellMark } from '../domain/process-mark.ts';
import type { PaneState } from '../store/state.ts';
import type { FoundExec } from './arrival.ts';
import type { House } from './house.ts';
import { within } from './within.ts';

type ResumeHouse = Pick<House, 'execs'>;

type ShellHouse = Pick<House, 'outputs' | 'foreground'> & {
  readonly store: Pick<House['store'], 'getState' | 'apply'>;
  readonly execs: Pick<House['execs'], 'running' | 'end'>;
  readonly tmux: Pick<House['tmux'], 'hear'>;
};

/**
 * Takes up what an earlier daemon left running. To be called before the records take what came early: an end mark may
 * be in it.
 */
export const resumeExecs = ({ execs }: ResumeHouse, found: readonly FoundExec[]): void => {
  for (const { exec, end } of found) {
    execs.resume(exec);
    if (end === null) continue;
    execs.end(exec.tmux_pane, { exitCode: end.exitCode, signal: null, endedBy: 'self', endedAt: end.at });
  }
};

/**
 * Shells with marks say nothing before their next one. Until then it counts who has the terminal, and whether the
 * shell edits a line: then a command that ran has ended unseen, and its code is lost. Everything else runs on. Nothing
 * counts before their output is listened to: the mark of what ends between the look and that would be missed for ever.
 */
export const settleShells = async (
  house: ShellHouse,
  atPrompt: (pids: readonly number[]) => Promise<ReadonlySet<number>>,
): Promise<void> => {
  const found = shellsOf(house);
  await untilHeard(house);
  // One that was made meanwhile is heard from its first byte on: it says itself when it is ready.
  const shells = shellsOf(house).filter(({ pid }) => found.some((shell) => shell.pid === pid));
  const idle: Shell[] = [];
  for (const shell of shells) {
    if (house.foreground(shell.pid) === 'root') idle.push(shell);
    else if (isUnheard(house, shell.tmuxPane)) runsOn(house, shell.tmuxPane);
  }
  const prompting = await atPrompt(idle.map(({ pid }) => pid));
  // Shells take the terminal before they print the prompt with its marks.
  await new Promise((resolve) => setTimeout(resolve, PROMPT_MS).unref());
  for (const { tmuxPane, pid } of idle) {
    // Whatever it has said meanwhile is better than this.
    if (!isUnheard(house, tmuxPane)) continue;
    if (prompting.has(pid)) waits(house, tmuxPane);
    else runsOn(house, tmuxPane);
  }
};

const untilHeard = ({ store, tmux }: ShellHouse): Promise<unknown> => {
  const { panes, sessions } = store.getState();
  if (!Object.values(panes).some(isMarkedShell)) return Promise.resolve();
  return within(Promise.all(Object.values(sessions).map(({ sessionId }) => tmux.hear(sessionId))), HEARD_MS);
};

/** A session that can't be listened to must not keep what is known of the others back. */
const HEARD_MS = 2_000;
const PROMPT_MS = 30;

type Shell = PaneState & { readonly pid: number };

const shellsOf = ({ store }: ShellHouse): readonly Shell[] =>
  Object.values(store.getState().panes).filter(isMarkedShell);

const isMarkedShell = (pane: PaneState): pane is Shell =>
  pane.pid !== null && !pane.dead && isShellMark(pane.mark);

const isUnheard = ({ outputs }: ShellHouse, tmuxPane: TmuxPaneId): boolean =>
  outputs.of(tmuxPane)?.shell?.phase === 'starting';

const waits = ({ execs, outputs, store }: ShellHouse, tmuxPane: TmuxPaneId): void => {
  outputs.of(tmuxPane)?.presumeReady();
  execs.end(tmuxPane, { exitCode: null, signal: null, endedBy: null, isLost: true, endedAt: null });
  store.apply([{ kind: 'pane.changed', tmuxPane, patch: { ready: true } }]);
};

const runsOn = ({ execs, outputs }: ShellHouse, tmuxPane: TmuxPaneId): void => {
  if (execs.running(tmuxPane) !== null) outputs.of(tmuxPane)?.presumeRunning();
};
