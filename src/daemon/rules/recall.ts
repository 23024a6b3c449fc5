import { isExecId, isTmuxPaneId, type TmuxPaneId } from '../../domain/ids.ts';
import { definitionOfRule } from '../../domain/rule.ts';
import type { Journal, RuleRow } from '../../journal/journal.ts';
import { NEW_HOLD } from '../../rules/hold.ts';
import { compileRule } from './compile.ts';
import { type LiveRule, marksOf, newLiveRule } from './live-rule.ts';

/** The rules of this server as an earlier daemon left them. One that does not make sense any more is left out. */
export const recallRules = (journal: Pick<Journal, 'recallRules'>, serverKey: string): readonly LiveRule[] =>
  journal.recallRules(serverKey).flatMap((row) => recallRule(row) ?? []);

const recallRule = ({ rule, sessionId, marks }: RuleRow): LiveRule | null => {
  const definition = definitionOfRule(rule);
  const compiled = compileRule(definition);
  if (!compiled.ok) return null;
  const { rule_id: id, name, owner, source, created_at: createdAt } = rule;
  const live = newLiveRule({
    id,
    name,
    owner,
    source,
    createdAt,
    sessionId,
    definition,
    compiled: compiled.value,
  });
  Object.assign(live, {
    ...{ hits: rule.hits, fired: rule.fired, suppressed: rule.suppressed },
    ...{ lastFiredAt: rule.last_fired_at, lastMatch: rule.last_match, lastError: rule.last_error },
  });
  if (isRecord(marks)) restoreMarks(live, marks);
  return live;
};

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const restoreMarks = (live: LiveRule, { isTripped, coolingUntilMs, paused, panes }: Fields): void => {
  live.isTripped = isTripped === true;
  if (typeof coolingUntilMs === 'number') live.coolingUntilMs = coolingUntilMs;
  if (isRecord(paused)) {
    const { untilMs, by } = paused;
    live.paused = { untilMs: typeof untilMs === 'number' ? untilMs : null, by: by === 'panel' ? by : 'cli' };
  }
  if (!isRecord(panes)) return;
  for (const [tmuxPane, marks] of Object.entries(panes))
    if (isTmuxPaneId(tmuxPane) && isRecord(marks)) restorePane(live, tmuxPane, marks);
};

/** What is true just now may have been true all the time: it fires again only after it was false. */
const restorePane = (live: LiveRule, tmuxPane: TmuxPaneId, { hasFired, timedOut, hold }: Fields): void => {
  const marks = marksOf(live, tmuxPane);
  marks.hasFired = hasFired === true;
  if (typeof timedOut === 'string' && isExecId(timedOut)) marks.timedOut = timedOut;
  marks.hold = isRecord(hold) && hold.hasFired === true ? { sinceMs: Date.now(), hasFired: true } : NEW_HOLD;
};
