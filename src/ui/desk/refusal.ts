import type { Failure } from '../../domain/failure.ts';
import { PROBLEM_MS } from '../input/outcome.ts';
import type { Call, UiState } from './ui-state.ts';

/** A refusal that the operator may overrule becomes a question; everything else is shown. */
export const refusal = (call: Call, failure: Failure, ui: UiState, nowMs: number): Partial<UiState> => {
  if (failure.code === 'refused_foreign' && call.input.force !== true && ui.overlay.kind === 'none') {
    const question = {
      kind: 'question',
      title: 'Do it all the same?',
      detail: `${failure.message}.`,
      tmuxPane: call.tmuxPane,
      ruleId: null,
      call: { ...call, input: { ...call.input, force: true } },
    } as const;
    return { overlay: question };
  }
  const hint = failure.hint === null ? '' : ` (${failure.hint})`;
  return { message: { text: `${failure.message}${hint}`, tone: 'bad', untilMs: nowMs + PROBLEM_MS } };
};
