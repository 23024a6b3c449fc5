import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Source } from '../../rules/session-file/source.ts';
import { isHeldBack } from '../../store/status.ts';
import type { CallScope, House } from '../house.ts';
import { readProcess, type ShellWatch, untilTypable } from '../operations/shell-ready.ts';
import { beginTyping, endTyping } from '../services/typing.ts';
import { waitFor } from '../waits/wait.ts';
import type { Built } from './build.ts';
import type { RaisedPane } from './raise.ts';
import { typeLines } from './type-lines.ts';
import { endMaking } from './unfinished.ts';

/** A line before the last one may take its time. */
const PATIENCE_MS = 10_000;

interface Greeting extends Built {
  /** One for each pane with a shell, listening since before it was started. */
  readonly shells: readonly ShellWatch[];
  readonly source: Source;
}

/**
 * Waits until each shell is ready, and types its lines. Resolves when all are through, or after a while; then the rest
 * is typed without anybody waiting, also when the caller has gone.
 */
export const greetShells = async (
  house: House,
  scope: CallScope,
  { sessionId, panes, shells, source }: Greeting,
): Promise<void> => {
  const own = { ...scope, signal: new AbortController().signal };
  const withShell = panes.filter(({ planned }) => planned.command === null);
  const later: Promise<void>[] = [];
  for (const { tmuxPane, planned } of withShell) if (planned.lines.length > 0) beginTyping(house, tmuxPane);
  const work = withShell.map(async (pane, at) => {
    const watch = shells[at];
    if (watch !== undefined) await untilReady(house, own, watch, pane);
    const { tmuxPane, planned } = pane;
    const type = async (): Promise<void> => {
      await untilMayBegin(house, tmuxPane);
      await typeLines(house, own, { sessionId, tmuxPane, lines: planned.lines, source });
      endTyping(house, tmuxPane);
    };
    const typed = type();
    later.push(typed);
    // Nobody waits for what itself waits for others.
    if (!isHeldBack(house.store.getState().panes[tmuxPane]?.service ?? null)) await typed;
  });
  const now = Promise.allSettled(work);
  void now.then(() => Promise.allSettled(later)).then(() => endMaking(house, sessionId));
  await patiently(now, scope.signal);
};

/** As long as the pane is there and depends on something that is not. */
const untilMayBegin = async (house: House, tmuxPane: TmuxPaneId): Promise<void> => {
  await waitFor<void>({
    ...{ timeoutMs: Number.POSITIVE_INFINITY, signal: new AbortController().signal },
    ...{ expired: () => undefined, abandoned: () => undefined },
    start: (settle) => {
      const look = (): void => {
        const pane = house.store.getState().panes[tmuxPane];
        if (!isHeldBack(pane?.service ?? null)) settle(undefined);
      };
      const end = house.onChange(look);
      look();
      return end;
    },
  });
};

const untilReady = async (
  house: House,
  { signal }: CallScope,
  watch: ShellWatch,
  { tmuxPane }: RaisedPane,
): Promise<void> => {
  const pid = house.store.getState().panes[tmuxPane]?.pid ?? null;
  if (pid === null) return;
  await untilTypable(house, watch, { tmuxPane, pid }, signal);
  await readProcess(house, tmuxPane);
};

const patiently = async (work: Promise<unknown>, signal: AbortSignal): Promise<void> => {
  let stop: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    signal.addEventListener('abort', () => resolve(), { once: true });
    stop = () => clearTimeout(timer);
  });
  await Promise.race([work, over]);
  stop();
};
