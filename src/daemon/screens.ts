import type { TmuxPaneId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { Screen } from '../protocol/message.ts';
import type { Outbox } from './outbox.ts';
import { sanitizeScreen } from './screen-text.ts';

/** The live screen of one pane for each client that watches one. */
export interface Screens {
  /** One pane for one client; null ends it. The screen as it is comes at once. */
  watch(outbox: Outbox, tmuxPane: TmuxPaneId | null): void;
  /** Something on these panes may look different now: they printed, changed size or mode, or died. */
  readonly touched: (panes: readonly TmuxPaneId[]) => void;
  readonly isWatched: (tmuxPane: TmuxPaneId) => boolean;
  dispose(): void;
}

interface Port {
  readonly capture: (tmuxPane: TmuxPaneId) => Promise<Result<readonly string[]>>;
  /** Null for a pane that is gone. */
  readonly sizeOf: (tmuxPane: TmuxPaneId) => { readonly width: number; readonly height: number } | null;
}

interface Watch {
  readonly outbox: Outbox;
  readonly tmuxPane: TmuxPaneId;
  /** What was sent last, to send nothing twice. */
  sent: string | null;
  nextAllowedMs: number;
  timer: NodeJS.Timeout | null;
  isCapturing: boolean;
  isDirty: boolean;
}

/** At most 15 screens a second and client. */
const SHORTEST_INTERVAL_MS = 1000 / 15;

export const createScreens = (port: Port): Screens => {
  const watches = new Map<Outbox, Watch>();
  const drop = (outbox: Outbox): void => {
    const watch = watches.get(outbox);
    if (watch?.timer) clearTimeout(watch.timer);
    watches.delete(outbox);
  };
  const isCurrent = (watch: Watch): boolean => watches.get(watch.outbox) === watch;
  return {
    watch: (outbox, tmuxPane) => {
      drop(outbox);
      if (tmuxPane === null) return;
      const watch = newWatch(outbox, tmuxPane);
      watches.set(outbox, watch);
      show(watch, port, isCurrent);
    },
    touched: (panes) => {
      for (const watch of watches.values()) {
        if (panes.includes(watch.tmuxPane)) show(watch, port, isCurrent);
      }
    },
    isWatched: (tmuxPane) => [...watches.values()].some((watch) => watch.tmuxPane === tmuxPane),
    dispose: () => {
      for (const outbox of [...watches.keys()]) drop(outbox);
    },
  };
};

const newWatch = (outbox: Outbox, tmuxPane: TmuxPaneId): Watch => ({
  outbox,
  tmuxPane,
  sent: null,
  nextAllowedMs: 0,
  timer: null,
  isCapturing: false,
  isDirty: false,
});

/** Now if it may, else as soon as it may: the last change is never left out. */
const show = (watch: Watch, port: Port, isCurrent: (watch: Watch) => boolean): void => {
  if (watch.timer !== null || !isCurrent(watch)) return;
  if (watch.isCapturing) {
    watch.isDirty = true;
    return;
  }
  const waitMs = watch.nextAllowedMs - performance.now();
  watch.timer = setTimeout(
    () => {
      watch.timer = null;
      void captureAndSend(watch, port, isCurrent);
    },
    Math.max(0, waitMs),
  );
};

const captureAndSend = async (
  watch: Watch,
  port: Port,
  isCurrent: (watch: Watch) => boolean,
): Promise<void> => {
  watch.nextAllowedMs = performance.now() + SHORTEST_INTERVAL_MS;
  watch.isCapturing = true;
  watch.isDirty = false;
  const captured = await port.capture(watch.tmuxPane);
  watch.isCapturing = false;
  if (!isCurrent(watch)) return;
  const size = port.sizeOf(watch.tmuxPane);
  if (captured.ok && size !== null) {
    // Only these: the port may know more of the pane, above all numbers that change while the screen does not.
    const { width, height } = size;
    send(watch, { width, height, lines: sanitizeScreen(captured.value) });
  }
  if (watch.isDirty) show(watch, port, isCurrent);
};

const send = (watch: Watch, seen: Omit<Screen, 'tmuxPane' | 'at'>): void => {
  const content = JSON.stringify(seen);
  if (content === watch.sent) return;
  if (watch.outbox.isCrowded) {
    watch.isDirty = true;
    return;
  }
  watch.sent = content;
  const screen: Screen = { tmuxPane: watch.tmuxPane, ...seen, at: new Date().toISOString() };
  watch.outbox.send({ kind: 'screen', screen });
};
