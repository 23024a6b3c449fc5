import type { Result } from '../../domain/result.ts';
import type { Call, UiState } from '../desk/ui-state.ts';
import { problemOfFailure } from './rule-call.ts';

/** The form after the daemon's answer: closed, or with what is wrong under its field; null where none waits. */
export const answeredForm = (ui: UiState, call: Call, result: Result<unknown>): UiState | null => {
  const { overlay } = ui;
  if (overlay.kind !== 'form' || !overlay.isSending || !call.command.startsWith('on-')) return null;
  if (result.ok) return { ...ui, overlay: { kind: 'none' } };
  const problem = problemOfFailure(result.failure);
  return { ...ui, overlay: { ...overlay, isSending: false, problem, at: problem.field } };
};
