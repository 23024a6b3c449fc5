import type { Exec } from '../../domain/exec.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { State } from '../../store/state.ts';
import type { Outputs } from '../output/outputs.ts';
import type { Hit } from './hit.ts';
import { type LiveRule, marksOf } from './live-rule.ts';
import type { Placement } from './scopes.ts';
import { createLineWatch } from './watch-lines.ts';
import { createScreenWatch, type ScreenNeeds } from './watch-screens.ts';
import { createTimeWatch, runningIn } from './watch-time.ts';

/** All that looks at panes for rules by itself. */
export interface Watchers {
  /** From now on these rules watch these panes. */
  place(placement: Placement): void;
  printed(tmuxPane: TmuxPaneId): void;
  execsChanged(): void;
  /** Resolves when all that rules begin with has been seen. */
  looked(): Promise<void>;
  dispose(): void;
}

interface Needs {
  readonly getState: () => State;
  readonly outputs: Outputs;
  readonly capture: ScreenNeeds['capture'];
  readonly onHit: (rule: LiveRule, hit: Hit) => void;
  readonly now: () => string;
}

export const createWatchers = ({ getState, outputs, capture, onHit, now }: Needs): Watchers => {
  const lines = createLineWatch({
    ...{ outputs, onHit, now },
    onExpected: (rule, tmuxPane) => {
      marksOf(rule, tmuxPane).expectedIn = runningIn(getState(), tmuxPane)?.exec_id ?? null;
    },
  });
  const screens = createScreenWatch({ capture, onHit, now });
  const hasPrinted = (exec: Exec, rule: LiveRule): boolean => holdsExpected(outputs, exec, rule);
  const times = createTimeWatch({ getState, onHit, hasPrinted });
  let placement: Placement = new Map();
  return {
    place: (next) => {
      placement = next;
      for (const watcher of [lines, screens, times]) watcher.place(next);
    },
    printed: (tmuxPane) => {
      screens.printed(tmuxPane);
      times.printed(tmuxPane);
    },
    looked: () => screens.looked(),
    execsChanged: () => times.place(placement),
    dispose: () => {
      for (const watcher of [lines, screens, times]) watcher.dispose();
    },
  };
};

/** Also what came before the rule did. */
const holdsExpected = (outputs: Outputs, exec: Exec, { compiled }: LiveRule): boolean => {
  const { record } = outputs.of(exec.tmux_pane) ?? {};
  const held = record?.from(exec.first_cursor, Number.POSITIVE_INFINITY).lines ?? [];
  return held.some(({ typed, text }) => !typed && compiled.pattern?.test(text) === true);
};
