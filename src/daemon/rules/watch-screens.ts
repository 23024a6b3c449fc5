import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { Pattern } from '../../rules/pattern.ts';
import type { Hit, HitLine } from './hit.ts';
import { type LiveRule, marksOf } from './live-rule.ts';
import type { Placement } from './scopes.ts';

/** Looks at what panes show, for rules with `--scope screen`: after output, and at most four times a second. */
export interface ScreenWatch {
  place(placement: Placement): void;
  printed(tmuxPane: TmuxPaneId): void;
  /** Resolves when every rule has had its first look at the panes that it watches. */
  looked(): Promise<void>;
  dispose(): void;
}

export interface ScreenNeeds {
  readonly capture: (tmuxPane: TmuxPaneId) => Promise<Result<readonly string[]>>;
  readonly onHit: (rule: LiveRule, hit: Hit) => void;
  readonly now: () => string;
}

const PAUSE_MS = 250;

export const createScreenWatch = (needs: ScreenNeeds): ScreenWatch => {
  let rulesOf: ReadonlyMap<TmuxPaneId, readonly LiveRule[]> = new Map();
  const timers = new Map<TmuxPaneId, NodeJS.Timeout>();
  const firstLooks = new Set<Promise<void>>();
  const look = async (tmuxPane: TmuxPaneId): Promise<void> => {
    const captured = await needs.capture(tmuxPane);
    timers.delete(tmuxPane);
    if (!captured.ok) return;
    for (const rule of rulesOf.get(tmuxPane) ?? []) step(needs, rule, tmuxPane, captured.value);
  };
  const plan = (tmuxPane: TmuxPaneId): void => {
    if (timers.has(tmuxPane) || !rulesOf.has(tmuxPane)) return;
    timers.set(
      tmuxPane,
      setTimeout(() => void look(tmuxPane), PAUSE_MS),
    );
  };
  const lookFirst = (tmuxPane: TmuxPaneId): void => {
    const first = look(tmuxPane);
    firstLooks.add(first);
    void first.finally(() => firstLooks.delete(first));
  };
  return {
    looked: async () => void (await Promise.all(firstLooks)),
    place: (placement) => {
      const next = new Map<TmuxPaneId, readonly LiveRule[]>();
      for (const [tmuxPane, rules] of placement) {
        const looking = rules.filter(({ definition }) => definition.look === 'screen');
        if (looking.length > 0) next.set(tmuxPane, looking);
      }
      rulesOf = next;
      // What a pane shows already when the rule comes to it is where the rule begins.
      for (const [tmuxPane, rules] of next)
        if (rules.some((rule) => !rule.marks.has(tmuxPane))) lookFirst(tmuxPane);
    },
    printed: plan,
    dispose: () => {
      rulesOf = new Map();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
};

/** On the edge: shown now and not before. What was there at the first look is nothing new. */
const step = (needs: ScreenNeeds, rule: LiveRule, tmuxPane: TmuxPaneId, lines: readonly string[]): void => {
  const isFirst = !rule.marks.has(tmuxPane);
  const marks = marksOf(rule, tmuxPane);
  const line = rule.compiled.pattern === null ? null : firstMatch(rule.compiled.pattern, lines, needs.now());
  const wasShown = marks.hold.sinceMs !== null;
  marks.hold = {
    sinceMs: line === null ? null : (marks.hold.sinceMs ?? Date.now()),
    hasFired: line !== null,
  };
  if (line === null || wasShown || isFirst) return;
  needs.onHit(rule, { tmuxPane, kind: 'fire', line, cause: null, reason: 'the screen shows it' });
};

/** A line of a screen has no number of its own: its row stands for it. */
const firstMatch = (pattern: Pattern, lines: readonly string[], at: string): HitLine | null => {
  for (const [row, text] of lines.entries()) {
    const match = pattern.test(text) ? pattern.match(text) : null;
    if (match !== null) return { text, groups: match.groups, cursor: row, at };
  }
  return null;
};
