import type { TmuxPaneId } from '../domain/ids.ts';
import { isShellMark } from '../domain/process-mark.ts';
import { programImage, programWords } from '../metrics/program-image.ts';
import type { PaneState } from '../store/state.ts';
import type { House } from './house.ts';

type Needs = Pick<House, 'execs' | 'store' | 'tmux' | 'foreground'>;

interface Known {
  readonly pid: number;
  readonly mark: string;
  readonly image: string;
}

const INTERVAL_MS = 1_000;

/**
 * `exec bash` in a shell with marks: the process is the same and is no longer the shell that we know, so that no mark
 * comes any more, and that command would run for ever. What a shell was is known from its prompts; while a command runs
 * and the shell's own process has the terminal, it is looked at whether it still is that. A shell that has taken its
 * place is treated as one that a person started. Any other program is what the command runs, until it ends.
 */
export const watchReplacedShells = (needs: Needs): { dispose(): void } => {
  const known = new Map<TmuxPaneId, Known>();
  const endChanges = needs.store.subscribe(({ events }) => {
    // A shell may be at its prompt before a listing has told the pid of what took the place of the placeholder.
    for (const event of events)
      if (event.kind === 'pane.changed' && (event.patch.ready === true || event.patch.pid !== undefined))
        remember(needs, known, event.tmuxPane);
  });
  const look = (): void => {
    const { panes } = needs.store.getState();
    for (const [tmuxPane, was] of known) {
      const pane = panes[tmuxPane];
      if (pane === undefined) known.delete(tmuxPane);
      else if (isReplaced(needs, pane, was)) void takeMarkAway(needs, pane);
    }
  };
  const timer = setInterval(look, INTERVAL_MS).unref();
  return {
    dispose: () => {
      endChanges();
      clearInterval(timer);
    },
  };
};

const remember = ({ store }: Needs, known: Map<TmuxPaneId, Known>, tmuxPane: TmuxPaneId): void => {
  const { pid = null, mark = null, ready = null } = store.getState().panes[tmuxPane] ?? {};
  const was = known.get(tmuxPane);
  if (pid === null || mark === null || ready !== true || (was?.pid === pid && was.mark === mark)) return;
  const image = programImage(pid);
  if (image !== null) known.set(tmuxPane, { pid, mark, image });
};

const isReplaced = (needs: Needs, { tmuxPane, pid, mark, dead }: PaneState, was: Known): boolean => {
  if (dead || pid !== was.pid || mark !== was.mark || !isShellMark(mark)) return false;
  if (needs.execs.running(tmuxPane) === null || needs.foreground(pid) !== 'root') return false;
  const image = programImage(pid);
  return image !== null && image !== was.image && isInteractiveShell(programWords(pid));
};

const SHELL = /^(?:.*\/)?-?(?:bash|zsh|fish|sh|dash|ksh|mksh)$/;

/** One without anything to run but what is typed: with options alone, none of them `-c` (sh(1)). */
const isInteractiveShell = ([program = '', ...words]: readonly string[]): boolean =>
  SHELL.test(program) && words.every((word) => /^[-+]/.test(word) && !/^-[a-z]*c/i.test(word));

const takeMarkAway = async (needs: Needs, { tmuxPane }: PaneState): Promise<void> => {
  // With tmux first: what is read of it afterwards has no mark either.
  const unset = await needs.tmux.command('set-option', '-p', '-u', '-t', tmuxPane, '@panectl');
  if (!unset.ok) return;
  needs.store.apply([{ kind: 'pane.changed', tmuxPane, patch: { mark: null } }]);
  const reason = 'another shell has taken the place of the one that it was typed into';
  needs.execs.end(tmuxPane, { exitCode: null, signal: null, endedBy: 'self', reason });
};
