import type { Result } from '../../domain/result.ts';
import type { State } from '../../store/state.ts';
import type { UiState } from '../desk/ui-state.ts';
import { type DraftTest, eventOf, type Form } from './form.ts';
import { problemOfFailure } from './rule-call.ts';

interface Needs {
  readonly call: (command: string, input: unknown) => Promise<Result<unknown>>;
  readonly now: () => { readonly ui: UiState; readonly state: State };
  readonly tested: (test: DraftTest) => void;
}

/**
 * Asks the daemon, whose matcher is linear and who has the lines, what the pattern in an open form would have matched:
 * one question at a time, after its answer the next if something else is typed by then.
 */
export const createDraftTester = ({ call, now, tested }: Needs): (() => void) => {
  let isAsking = false;
  const look = (): void => {
    const { ui, state } = now();
    const form = ui.overlay.kind === 'form' ? ui.overlay : null;
    const pattern = form === null ? null : patternToTest(form);
    if (isAsking || form === null || pattern === null) return;
    isAsking = true;
    const input = { rule: asPattern(pattern, state), pane: form.target.tmuxPane, last: LAST };
    void call('rule-test', input).then((result) => {
      isAsking = false;
      tested(testOf(pattern, result));
    });
  };
  return look;
};

const LAST = 500;

const patternToTest = (form: Form): string | null => {
  const { text } = form.texts.condition;
  return eventOf(form) !== 'pattern' || text === '' || form.test?.pattern === text ? null : text;
};

/** `rule-test` takes names of rules as well, and first. */
const asPattern = (text: string, { rules }: State): string =>
  Object.values(rules).some(({ name, rule_id }) => name === text || rule_id === text) ? `(?:${text})` : text;

const testOf = (pattern: string, result: Result<unknown>): DraftTest => {
  const none = { pattern, lines: 0, matches: 0, last: null };
  if (!result.ok) return { ...none, problem: { ...problemOfFailure(result.failure), field: 'condition' } };
  const { value } = result;
  if (typeof value !== 'object' || value === null || !('matches' in value) || !Array.isArray(value.matches))
    return { ...none, problem: null };
  const matches: readonly unknown[] = value.matches;
  const lines = 'lines' in value && typeof value.lines === 'number' ? value.lines : 0;
  return { pattern, lines, matches: matches.length, last: lineOf(matches.at(-1)), problem: null };
};

/** As much as a dialog shows. */
const LONGEST_CHARS = 1_000;

const lineOf = (match: unknown): string | null =>
  typeof match === 'object' && match !== null && 'line' in match && typeof match.line === 'string'
    ? match.line.slice(0, LONGEST_CHARS)
    : null;
