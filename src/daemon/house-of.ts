import type { Journal } from '../journal/journal.ts';
import { readForeground } from '../metrics/foreground.ts';
import type { RuleLimits } from '../rules/brakes.ts';
import type { DaemonStore } from '../store/daemon-store.ts';
import type { Tmux } from '../tmux/tmux.ts';
import type { Feed } from './feed.ts';
import type { House } from './house.ts';
import { type Memories, serverKeyOf } from './memories.ts';
import { createExecTracker } from './operations/exec-tracker.ts';
import type { Outputs } from './output/outputs.ts';
import { createPromptLines } from './prompt-lines.ts';
import { createRules } from './rules/rules.ts';
import { waitUntil } from './until.ts';

export interface HouseParts {
  readonly tmux: Tmux;
  readonly store: DaemonStore;
  readonly journal: Journal;
  readonly feed: Feed;
  readonly memories: Memories;
  readonly now: () => string;
  readonly outputs: Outputs;
  readonly ackFolder: string;
  readonly socketPath: string;
  readonly ruleLimits: RuleLimits;
  readonly onStore: (listener: () => void) => () => void;
  /** Calls back after every change of the store and every output; returns the function that ends it. */
  readonly onAnything: (listener: () => void) => () => void;
}

/** The house as the operations see it. */
export const houseOf = (parts: HouseParts): House => {
  const { tmux, store, journal, feed, memories, now, outputs, ackFolder, socketPath, onAnything } = parts;
  const getState = () => store.getState();
  const cursorOf: House['cursorOf'] = (tmuxPane) =>
    outputs.recordOf(tmuxPane)?.nextCursor ?? getState().panes[tmuxPane]?.cursor ?? 0;
  const serverKey = (): string | null => {
    const { server } = getState();
    return server === null ? null : serverKeyOf(server);
  };
  return {
    tmux,
    store,
    journal,
    execs: createExecTracker({ store, journal, now, log: feed.tell, cursorOf, serverKey }),
    now,
    log: feed.tell,
    change: feed.change,
    observe: feed.observe,
    remember: memories.remember,
    until: (condition, deadlineMs, signal) =>
      waitUntil({ getState, onAnything }, condition, deadlineMs, signal),
    foreground: readForeground,
    outputs,
    promptLines: createPromptLines(outputs),
    ackFolder,
    socketPath,
    rules: createRules({
      ...{ store, journal, outputs, now, log: feed.tell, limits: parts.ruleLimits },
      capture: (tmuxPane) => tmux.capture(tmuxPane, { ansi: false, historyLines: 0, joinWrapped: true }),
    }),
    onChange: parts.onStore,
    cursorOf,
  };
};
