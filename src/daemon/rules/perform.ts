import type { Answer, Command } from '../../commands/definition.ts';
import type { Failure } from '../../domain/failure.ts';
import { isTmuxPaneId, type TmuxPaneId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { type CallScope, noInput } from '../house.ts';
import type { ActionPlan } from './action-plan.ts';
import type { LiveRule } from './live-rule.ts';
import type { FiredValues } from './values.ts';

/** Performs one command for a rule: the same dispatch as a call from outside. */
export type Dispatch = (command: Command, input: unknown, scope: CallScope) => Promise<Answer>;

export interface Performance {
  /** Null where everything was done, or a step's answer was no. */
  readonly error: { readonly failure: Failure; readonly step: string } | null;
  readonly created: readonly TmuxPaneId[];
}

interface Needs {
  readonly dispatch: Dispatch;
  readonly cwd: string;
  /** Keeps a place for one more pane, or refuses; the answer takes the panes that were made in it. */
  readonly reserve: (session: string) => Result<(made: readonly TmuxPaneId[]) => void>;
  readonly signal: AbortSignal;
}

/** One step after the other; the first that fails, or says no, is the last. */
export const performAction = async (
  needs: Needs,
  rule: LiveRule,
  plan: ActionPlan,
  values: FiredValues,
  causedBy: number,
): Promise<Performance> => {
  const created: TmuxPaneId[] = [];
  const scope = scopeOf(needs, rule, values, causedBy);
  for (const { command, fill, source } of plan.steps) {
    const input = fill({ ...values, created: created.at(-1) ?? null });
    const makes = MAKERS.has(command.name);
    const place = makes ? needs.reserve(String(input.session)) : null;
    if (place?.ok === false) return { error: { failure: place.failure, step: source }, created };
    const { result, status } = await needs.dispatch(command, input, scope);
    const made = makes && result.ok ? panesIn(result.value) : [];
    place?.value(made);
    created.push(...made, ...addedIn(result.ok ? result.value : result.failure.data));
    if (!result.ok) return { error: { failure: result.failure, step: source }, created };
    if (status !== 0)
      return { error: command.effect === 'read' ? null : unsuccessful(source, status), created };
  }
  return { error: null, created };
};

const MAKERS: ReadonlySet<string> = new Set(['pane-create', 'pane-create-with-layout', 'session-create']);

const scopeOf = (
  { cwd, signal, reserve }: Needs,
  rule: LiveRule,
  values: FiredValues,
  causedBy: number,
): CallScope => {
  const { pane: tmuxPane } = values;
  return {
    actor: { kind: 'rule', name: rule.name, tmux_pane: tmuxPane },
    owner: rule.owner,
    caller: {
      ...{ kind: 'cli', name: rule.name, tmuxPane, cwd, stdoutIsTerminal: false, stdinIsTerminal: false },
      ...{ columns: 80, color: false, format: 'json', insideTmux: false },
    },
    ...{ causedBy, signal, readInput: noInput, emit: () => undefined },
    firing: { rule: rule.name, sessionId: rule.sessionId, values, reserve },
  };
};

/** `pane-create` answers with a pane, `session-create` with its panes. */
const panesIn = (value: unknown): readonly TmuxPaneId[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('panes' in value && Array.isArray(value.panes)) return value.panes.flatMap(panesIn);
  return 'tmux_pane' in value && typeof value.tmux_pane === 'string' && isTmuxPaneId(value.tmux_pane)
    ? [value.tmux_pane]
    : [];
};

/** `pane-scale` keeps places for them itself, and names them beside those that were there. */
const addedIn = (value: unknown): readonly TmuxPaneId[] =>
  typeof value === 'object' && value !== null && 'added' in value && Array.isArray(value.added)
    ? value.added.filter((each) => typeof each === 'string' && isTmuxPaneId(each))
    : [];

const unsuccessful = (step: string, status: number): Performance['error'] => ({
  step,
  failure: {
    ...{ code: 'internal', message: `it did not succeed (exit status ${status})`, hint: null },
    ...{ retryable: false, data: { status } },
  },
});
