import { type Failure, failure } from '../../domain/failure.ts';
import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { RuleDefinition } from '../../domain/rule.ts';
import { failureInFile } from '../../rules/session-file/failure-in-file.ts';
import type { Passage, RuleDraft } from '../../rules/session-file/rule-draft.ts';
import type { SavedRule } from '../../rules/session-file/saved.ts';
import type { CallScope, House } from '../house.ts';
import type { FileRules, RulePlan } from '../operations/file-rules.ts';
import { type CompiledRule, compileRule } from './compile.ts';
import { type LiveRule, marksOf, type PaneMarks } from './live-rule.ts';
import { logMade } from './make.ts';

/** The hooks of session files: checked all together, then made together. */
export const rulesFromFile = (house: House): FileRules => ({
  plan: (session, drafts, saved = {}) => planAll(house, session, drafts, saved),
});

interface Planned {
  readonly draft: RuleDraft;
  /** What it is called, if not by its id. */
  readonly name: string | null;
  readonly definition: RuleDefinition;
  readonly compiled: CompiledRule;
  readonly state: SavedRule | undefined;
}

const planAll = (
  house: House,
  session: string,
  drafts: readonly RuleDraft[],
  saved: Readonly<Record<string, SavedRule>>,
): Result<RulePlan> => {
  const planned: Planned[] = [];
  for (const [at, draft] of drafts.entries()) {
    const key = draft.name ?? String(at);
    const state = Object.hasOwn(saved, key) ? saved[key] : undefined;
    const one = planOne(house, session, draft, planned, state);
    if (!one.ok) return one;
    planned.push(one.value);
  }
  let made: readonly LiveRule[] = [];
  return success({
    adopt: (scope, sessionId, panes) => {
      const all = adoptAll(house, scope, sessionId, panes, planned);
      if (all.ok) made = all.value;
      return all.ok ? success(undefined) : all;
    },
    withdraw: () => {
      for (const rule of made) house.rules.remove(rule, rule.owner, null, 'its session could not be made');
    },
  });
};

const planOne = (
  house: House,
  session: string,
  draft: RuleDraft,
  before: readonly Planned[],
  state: SavedRule | undefined,
): Result<Planned> => {
  const { fire, ...rest } = draft.definition;
  const usual = rest.event === 'metric' || rest.look === 'screen' ? 'edge' : 'each';
  const definition: RuleDefinition = {
    ...rest,
    action: draft.passages.actions.map(({ text }) => text),
    fire: fire ?? usual,
    scope: { session, pane: draft.pane },
  };
  const compiled = compileRule(definition);
  if (!compiled.ok) return failed(placed(draft, compiled.failure));
  const isTaken = (name: string): boolean =>
    before.some((other) => other.name === name) || (isAlive(house, name) && !draft.replace);
  const name = draft.name === null ? null : draft.isNameFree ? freeName(draft.name, isTaken) : draft.name;
  if (name === null || !isTaken(name))
    return success({ draft, name, definition, compiled: compiled.value, state });
  return failed(
    placed(draft, failure('rule_exists', `there is a rule ${name} already`, 'give it another name')),
  );
};

/** Another session may be made of the same file. */
const freeName = (name: string, isTaken: (name: string) => boolean): string => {
  let free = name;
  for (let number = 2; isTaken(free); number += 1) free = `${name}-${number}`;
  return free;
};

/** Rules of a server that has gone are shown until there is another one; they are in nobody's way. */
const isAlive = ({ rules, tmux }: House, name: string): boolean =>
  tmux.link.kind !== 'absent' && rules.book.named(name) !== undefined;

/** Where in the file it is wrong: in the text of one of its passages, or in the entry as a whole. */
const placed = (draft: RuleDraft, wrong: Failure): Failure => {
  const passage = passageOf(draft, wrong);
  if (passage !== null)
    return failureInFile(draft.fileName, passage, { ...wrong, data: { ...wrong.data, line: 1 } });
  const { line, column } = draft.place;
  const message = `${draft.fileName}:${line}:${column}: ${wrong.message}`;
  return { ...wrong, message, data: { ...wrong.data, file: draft.fileName, line, column } };
};

const passageOf = ({ passages }: RuleDraft, { data: { part, line } }: Failure): Passage | null => {
  const entry = typeof line === 'number' ? line - 1 : 0;
  if (part === 'then') return passages.actions[entry] ?? null;
  if (part === 'recover') return passages.recover[entry] ?? null;
  return part === 'match' || part === 'metric' || part === 'if' ? passages[part] : null;
};

const adoptAll = (
  house: House,
  scope: CallScope,
  sessionId: SessionId,
  panes: readonly TmuxPaneId[],
  planned: readonly Planned[],
): Result<readonly LiveRule[]> => {
  const made: LiveRule[] = [];
  for (const { draft, name, definition, compiled, state } of planned) {
    const pane = paneOf(draft, panes);
    if (!pane.ok) return pane;
    const known = name === null ? undefined : house.rules.book.named(name);
    if (known !== undefined) house.rules.remove(known, scope.actor, scope.causedBy, 'replaced');
    const rule = house.rules.add({
      ...{ name, owner: scope.owner, source: 'file', sessionId, compiled },
      definition: { ...definition, scope: { ...definition.scope, pane: pane.value } },
    });
    if (state !== undefined) standAsSaved(house, rule, state, panes);
    logMade(house, scope, rule);
    made.push(rule);
  }
  return success(made);
};

/** Before anything can happen to it. What is true just now may have been true then: it fires after it was false. */
const standAsSaved = (house: House, rule: LiveRule, state: SavedRule, panes: readonly TmuxPaneId[]): void => {
  const { hits, fired, suppressed, last_fired_at: lastFiredAt, paused, tripped, cooling_until } = state;
  const pausedUntilMs = paused === null || paused === 'forever' ? null : Date.parse(paused);
  Object.assign(rule, {
    ...{ hits, fired, suppressed, lastFiredAt, isTripped: tripped },
    paused: paused === null ? null : { untilMs: pausedUntilMs, by: 'file' },
    coolingUntilMs: cooling_until === null ? 0 : Date.parse(cooling_until),
  });
  for (const at of state.fired_in) mark(rule, panes[at], (marks) => (marks.hasFired = true));
  const hold = { sinceMs: Date.now(), hasFired: true };
  for (const at of state.held_in) mark(rule, panes[at], (marks) => (marks.hold = hold));
  house.rules.changed(rule);
};

const mark = (rule: LiveRule, pane: TmuxPaneId | undefined, set: (marks: PaneMarks) => unknown): void => {
  if (pane !== undefined) set(marksOf(rule, pane));
};

/** A number of the file is one of the panes that the file makes. */
const paneOf = (draft: RuleDraft, panes: readonly TmuxPaneId[]): Result<string | null> => {
  if (draft.pane === null || !/^\d+$/.test(draft.pane)) return success(draft.pane);
  const pane = panes[Number(draft.pane)];
  return pane === undefined
    ? failed(
        placed(draft, failure('invalid_file', `the file has no pane ${draft.pane}`, 'pane 0 is the first')),
      )
    : success(pane);
};
