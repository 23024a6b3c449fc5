import type { TmuxPaneId, WindowId } from '../../domain/ids.ts';
import type { Source } from '../../rules/session-file/source.ts';
import { isHeldBack } from '../../store/status.ts';
import type { CallScope, House } from '../house.ts';
import { readProcess, type ShellWatch, untilTypable } from '../operations/shell-ready.ts';
import { beginTyping, endTyping } from '../services/typing.ts';
import { waitFor } from '../waits/wait.ts';
import type { Built } from './build.ts';
import { setOptions } from './options.ts';
import type { RaisedPane } from './raise.ts';
import { sleepOf, typeLines } from './type-lines.ts';
import { endMaking } from './unfinished.ts';

/** A line before the last one may take its time. */
const PATIENCE_MS = 10_000;
/** What a timer takes. */
const LONGEST_MS = 2_147_483_647;

interface Greeting extends Built {
  /** One for each pane with a shell, listening since before it was started. */
  readonly shells: readonly ShellWatch[];
  readonly source: Source;
  /** What else is put at the prompts, when they are all there. */
  readonly onPrompts: (() => Promise<void>) | null;
}

/**
 * Waits until each shell is ready, and types its lines; a window whose lines have all been typed gets the options that
 * come last. Resolves when all are through, or after a while; then the rest is typed without anybody waiting, also when
 * the caller has gone. What the file itself says is to be waited for is waited for.
 */
export const greetShells = async (house: House, scope: CallScope, greeting: Greeting): Promise<void> => {
  const { sessionId, panes, shells, onPrompts } = greeting;
  const own = { ...scope, signal: new AbortController().signal };
  const withShell = panes.filter(({ planned }) => planned.command === null);
  for (const { tmuxPane, planned } of withShell) if (planned.lines.length > 0) beginTyping(house, tmuxPane);
  const greeted = withShell.map((pane, at) => greet(house, own, greeting, pane, shells[at]));
  const prompts =
    onPrompts === null ? null : Promise.allSettled(greeted.map(({ soon }) => soon)).then(onPrompts);
  const windows = [...Map.groupBy(panes, ({ windowId }) => windowId)].map(([windowId, inside]) =>
    finishWindow(
      house,
      greeting,
      windowId,
      prompts,
      greeted.filter(({ pane }) => inside.includes(pane)),
    ),
  );
  const now = Promise.allSettled([prompts, ...windows.map(({ soon }) => soon)]);
  const later = Promise.allSettled([prompts, ...windows.map(({ all }) => all)]);
  void later.then(() => endMaking(house, sessionId));
  const sleeps = withShell.map(({ planned }) => sleepOf(planned.lines));
  await patiently(now, Math.min(PATIENCE_MS + Math.max(0, ...sleeps), LONGEST_MS), scope.signal);
};

/** `soon` is over at once for what itself waits for others: nobody waits for that. */
interface Work {
  readonly soon: Promise<unknown>;
  readonly all: Promise<unknown>;
  readonly isHeld: () => boolean;
}

const greet = (
  house: House,
  scope: CallScope,
  { sessionId, source }: Greeting,
  pane: RaisedPane,
  watch: ShellWatch | undefined,
): Work & { readonly pane: RaisedPane } => {
  const { tmuxPane, planned } = pane;
  const ready = watch === undefined ? Promise.resolve() : untilReady(house, scope, watch, pane);
  const all = ready.then(async () => {
    await untilMayBegin(house, tmuxPane);
    await typeLines(house, scope, { sessionId, tmuxPane, planned, source });
    endTyping(house, tmuxPane);
  });
  const isHeld = () => isHeldBack(house.store.getState().panes[tmuxPane]?.service ?? null);
  return { pane, all, isHeld, soon: ready.then(() => (isHeld() ? undefined : all)) };
};

/** Tmux took the options already, so that only a window that has gone refuses them. */
const finishWindow = (
  house: House,
  { optionsAfter, source }: Greeting,
  windowId: WindowId,
  prompts: Promise<unknown> | null,
  inside: readonly Work[],
): Work => {
  const options = optionsAfter.get(windowId);
  const all = Promise.allSettled([prompts, ...inside.map((each) => each.all)]).then(async () => {
    if (options !== undefined) await setOptions(house, source, ['-w', '-t', windowId], options);
  });
  const begun = Promise.allSettled([prompts, ...inside.map(({ soon }) => soon)]);
  const isHeld = () => inside.some((each) => each.isHeld());
  return { all, isHeld, soon: begun.then(() => (isHeld() ? undefined : all)) };
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

const patiently = async (work: Promise<unknown>, patienceMs: number, signal: AbortSignal): Promise<void> => {
  let stop: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    signal.addEventListener('abort', () => resolve(), { once: true });
    stop = () => clearTimeout(timer);
  });
  await Promise.race([work, over]);
  stop();
};
