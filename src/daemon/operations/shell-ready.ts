import type { TmuxPaneId } from '../../domain/ids.ts';
import type { House } from '../house.ts';

/** A prompt is written in one go; what comes later than this is a start-up file at work. */
const QUIET_MS = 25;
/** Its first output may have come before anybody listened: then the screen tells. */
const LOOK_AFTER_MS = 250;
const LONGEST_MS = 2_000;

/**
 * Listens to a pane from now on; `ready()` resolves when its shell seems to wait for typing: it has the terminal
 * itself and has printed something, nothing more for a moment. At most 2 s, as a prompt may also be empty.
 */
export const watchShell = (house: House): ShellWatch => {
  const printed = new Set<TmuxPaneId>();
  let onOutput: (tmuxPane: TmuxPaneId) => void = (tmuxPane) => void printed.add(tmuxPane);
  const end = house.tmux.subscribe((event) => {
    if (event.kind === 'output') onOutput(event.tmuxPane);
  });
  return {
    end,
    ready: (tmuxPane, pid, signal) =>
      new Promise((resolve) => {
        let quiet: NodeJS.Timeout | null = null;
        const finish = (): void => {
          for (const timer of [quiet, look, limit]) if (timer !== null) clearTimeout(timer);
          signal.removeEventListener('abort', finish);
          end();
          resolve();
        };
        const rest = (): void => {
          if (quiet !== null) clearTimeout(quiet);
          quiet = setTimeout(() => house.foreground(pid) === 'root' && finish(), QUIET_MS);
        };
        const look = setTimeout(
          () => void showsText(house, tmuxPane).then((shows) => shows && rest()),
          LOOK_AFTER_MS,
        );
        const limit = setTimeout(finish, LONGEST_MS);
        signal.addEventListener('abort', finish, { once: true });
        onOutput = (from) => from === tmuxPane && rest();
        if (printed.has(tmuxPane)) rest();
      }),
  };
};

/** A shell with marks says itself when it is ready; a heavy start-up file may take its time. */
const MARKED_MS = 10_000;

/** Resolves when the pane's shell is ready for typing, as far as can be known. */
export const untilTypable = async (
  house: House,
  watch: ShellWatch,
  { tmuxPane, pid }: { readonly tmuxPane: TmuxPaneId; readonly pid: number },
  signal: AbortSignal,
): Promise<void> => {
  const phaseOf = () => house.outputs.of(tmuxPane)?.shell?.phase ?? null;
  if (phaseOf() === null) await watch.ready(tmuxPane, pid, signal);
  else await house.until(() => phaseOf() !== 'starting' && phaseOf() !== 'prompting', MARKED_MS, signal);
};

/** What has the terminal now: since tmux was read last, the script that starts the shell has become the shell. */
export const readProcess = async (house: House, tmuxPane: TmuxPaneId): Promise<void> => {
  const filter = `#{==:#{pane_id},${tmuxPane}}`;
  const asked = await house.tmux.command(
    ...['list-panes', '-t', tmuxPane, '-f', filter, '-F', '#{pane_current_command}'],
  );
  const process = asked.ok ? asked.value[0] : undefined;
  if (process !== undefined) house.store.apply([{ kind: 'pane.changed', tmuxPane, patch: { process } }]);
};

export interface ShellWatch {
  ready(tmuxPane: TmuxPaneId, pid: number, signal: AbortSignal): Promise<void>;
  end(): void;
}

const showsText = async (house: House, tmuxPane: TmuxPaneId): Promise<boolean> => {
  const captured = await house.tmux.capture(tmuxPane, { ansi: false, historyLines: 0, joinWrapped: false });
  return captured.ok && captured.value.some((line) => line.trim() !== '');
};
