import type { Source } from '../../rules/session-file/source.ts';
import type { CallScope, House } from '../house.ts';
import { readProcess, type ShellWatch, untilTypable } from '../operations/shell-ready.ts';
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
  const work = withShell.map(async (pane, at) => {
    const watch = shells[at];
    if (watch !== undefined) await untilReady(house, own, watch, pane);
    const { tmuxPane, planned } = pane;
    await typeLines(house, own, { sessionId, tmuxPane, lines: planned.lines, source });
  });
  const all = Promise.allSettled(work).then(() => endMaking(house, sessionId));
  await patiently(all, scope.signal);
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
