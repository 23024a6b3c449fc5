import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Pattern } from '../../rules/pattern.ts';
import type { Outputs } from '../output/outputs.ts';
import type { OutputFact, PaneOutput } from '../output/pane-output.ts';
import type { Hit } from './hit.ts';
import { type LiveRule, marksOf } from './live-rule.ts';
import type { Placement } from './scopes.ts';

/** Looks at what panes print, for rules with patterns and for the bell. */
export interface LineWatch {
  place(placement: Placement): void;
  dispose(): void;
}

interface Needs {
  readonly outputs: Pick<Outputs, 'of' | 'listen'>;
  readonly onHit: (rule: LiveRule, hit: Hit) => void;
  /** A line that a rule expected in time has come. */
  readonly onExpected: (rule: LiveRule, tmuxPane: TmuxPaneId) => void;
  readonly now: () => string;
}

interface Watched {
  rules: readonly Looking[];
  bells: readonly LiveRule[];
  quiet: NodeJS.Timeout | undefined;
  readonly end: () => void;
}

interface Looking {
  readonly rule: LiveRule;
  readonly pattern: Pattern;
}

/** A program that asks something leaves its line unfinished; after so long without more, that line counts as it is. */
const QUIET_MS = 150;

export const createLineWatch = (needs: Needs): LineWatch => {
  const watched = new Map<TmuxPaneId, Watched>();
  const drop = (tmuxPane: TmuxPaneId, one: Watched): void => {
    clearTimeout(one.quiet);
    one.end();
    watched.delete(tmuxPane);
  };
  const watch = (tmuxPane: TmuxPaneId): Watched => {
    const one: Watched = {
      ...{ rules: [], bells: [], quiet: undefined },
      end: needs.outputs.listen(tmuxPane, (_pane, fact) => onFact(needs, tmuxPane, one, fact)),
    };
    watched.set(tmuxPane, one);
    return one;
  };
  const place = (placement: Placement): void => {
    for (const [tmuxPane, one] of watched) if (!placement.has(tmuxPane)) drop(tmuxPane, one);
    for (const [tmuxPane, rules] of placement) {
      const looking = rules.flatMap(lookingOf);
      const bells = rules.filter(({ definition }) => definition.event === 'bell');
      const known = watched.get(tmuxPane);
      if (looking.length + bells.length > 0)
        Object.assign(known ?? watch(tmuxPane), { rules: looking, bells });
      else if (known !== undefined) drop(tmuxPane, known);
    }
  };
  return { place, dispose: () => place(new Map()) };
};

/** Patterns of lines: what `pattern` fires on, and what `timeout` expects. */
const lookingOf = (rule: LiveRule): readonly Looking[] => {
  const { pattern } = rule.compiled;
  return pattern === null || rule.definition.look === 'screen' ? [] : [{ rule, pattern }];
};

const onFact = (needs: Needs, tmuxPane: TmuxPaneId, one: Watched, fact: OutputFact): void => {
  if (fact.kind === 'bell') {
    const hit = { tmuxPane, kind: 'fire', line: null, cause: null, reason: 'the bell rang' } as const;
    for (const rule of one.bells) needs.onHit(rule, hit);
    return;
  }
  clearTimeout(one.quiet);
  if (fact.kind === 'line' && !fact.line.typed) {
    const { text, cursor, at } = fact.line;
    for (const looking of one.rules) look(needs, tmuxPane, looking, { text, cursor, at }, false);
  } else if (fact.kind === 'pending') {
    one.quiet = setTimeout(lookAtPending, QUIET_MS, needs, tmuxPane, one);
  }
};

const lookAtPending = (needs: Needs, tmuxPane: TmuxPaneId, one: Watched): void => {
  const output: PaneOutput | null = needs.outputs.of(tmuxPane);
  if (output === null || output.pending === '') return;
  const line = { text: output.pending, cursor: output.record.nextCursor, at: needs.now() };
  for (const looking of one.rules) look(needs, tmuxPane, looking, line, true);
};

/** A line that matched while it was unfinished is not looked at again when it is. */
const look = (
  needs: Needs,
  tmuxPane: TmuxPaneId,
  { rule, pattern }: Looking,
  line: { readonly text: string; readonly cursor: number; readonly at: string },
  isPending: boolean,
): void => {
  if (!pattern.test(line.text)) return;
  const marks = marksOf(rule, tmuxPane);
  if (marks.pendingCursor === line.cursor) return;
  const match = pattern.match(line.text);
  if (match === null) return;
  if (isPending) marks.pendingCursor = line.cursor;
  const hit: Hit = {
    ...{ tmuxPane, kind: 'fire', cause: null, reason: 'a line matched' },
    line: { ...line, groups: match.groups },
  };
  if (rule.definition.event === 'timeout') needs.onExpected(rule, tmuxPane);
  else needs.onHit(rule, hit);
};
