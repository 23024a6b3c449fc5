import type { TmuxPaneId } from '../../domain/ids.ts';
import type { PatternMatch } from '../../domain/pane.ts';
import type { RuleRow } from '../../journal/journal.ts';
import type { DaemonStore } from '../../store/daemon-store.ts';
import type { StoreEvent } from '../../store/event.ts';
import { describeRule, type LiveRule } from './live-rule.ts';

/** Puts what changes about rules into the store and the journal: at most ten times a second, whatever the output. */
export interface Publisher {
  changed(rule: LiveRule): void;
  matched(tmuxPane: TmuxPaneId, match: PatternMatch): void;
  /** Now, what waits. */
  settle(): void;
  dispose(): void;
}

interface Needs {
  readonly store: Pick<DaemonStore, 'getState' | 'apply'>;
  readonly save: (row: RuleRow) => void;
  readonly isKnown: (rule: LiveRule) => boolean;
}

const PAUSE_MS = 100;
/** So many panes of a rule are shown, those nearest to firing. */
const MOST_PROGRESS = 8;

export const createPublisher = ({ store, save, isKnown }: Needs): Publisher => {
  const rules = new Set<LiveRule>();
  const matches = new Map<TmuxPaneId, { hits: number; last: PatternMatch }>();
  let timer: NodeJS.Timeout | null = null;
  const settle = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const nowMs = Date.now();
    const { sessions, panes } = store.getState();
    const events: StoreEvent[] = [];
    for (const live of rules) {
      if (!isKnown(live)) continue;
      const name = sessions[live.sessionId]?.name ?? live.definition.scope.session;
      const rule = describeRule(live, name, nowMs, MOST_PROGRESS);
      events.push({ kind: 'rule.changed', rule });
      save({ rule, sessionId: live.sessionId, marks: marksToKeep(live) });
    }
    rules.clear();
    const matched = [...matches].map(([tmuxPane, { hits, last }]) => ({
      ...{ tmuxPane, last },
      hits: hits + (panes[tmuxPane]?.patternHits ?? 0),
    }));
    matches.clear();
    if (matched.length > 0) events.push({ kind: 'pattern.matched', panes: matched });
    if (events.length > 0) store.apply(events);
  };
  const soon = (): void => {
    timer ??= setTimeout(settle, PAUSE_MS).unref();
  };
  return {
    changed: (rule) => {
      rules.add(rule);
      soon();
    },
    matched: (tmuxPane, last) => {
      matches.set(tmuxPane, { hits: (matches.get(tmuxPane)?.hits ?? 0) + 1, last });
      soon();
    },
    settle,
    dispose: settle,
  };
};

/** What the next daemon needs, so that nothing fires twice. */
const marksToKeep = ({ marks, recentMs, coolingUntilMs, paused, isTripped }: LiveRule): unknown => ({
  ...{ recentMs, coolingUntilMs, paused, isTripped },
  panes: Object.fromEntries(marks),
});
