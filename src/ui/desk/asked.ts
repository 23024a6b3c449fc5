import type { Question } from '../../domain/rule.ts';
import type { State } from '../../store/state.ts';
import type { Call, UiState } from './ui-state.ts';

/** A question opens by itself only when the keyboard was quiet for so long. */
export const QUIET_MS = 1_000;

/** What rules still ask the operator, the oldest first: not answered here, not expired. */
export const openQuestions = (
  state: Pick<State, 'questions'>,
  { answered }: Pick<UiState, 'answered'>,
  nowMs: number,
): readonly Question[] =>
  state.questions.filter(({ seq, expires_at }) => !answered.has(seq) && Date.parse(expires_at) > nowMs);

/**
 * The panel's own state after questions came and went. One that is answered elsewhere or expired closes its dialog;
 * the next opens by itself, but never above something else and never right after a key, which was meant for
 * something else.
 */
export const settleQuestions = (
  ui: UiState,
  { state, nowMs, isLive }: { readonly state: State; readonly nowMs: number; readonly isLive: boolean },
): UiState => {
  const open = openQuestions(state, ui, nowMs);
  const { overlay } = ui;
  if (overlay.kind === 'ask') {
    if (open.some(({ seq }) => seq === overlay.seq)) return ui;
    return { ...ui, overlay: { kind: 'none' }, busyAtMs: nowMs };
  }
  const [next] = open;
  const kept = keptAnswers(ui, state);
  if (next === undefined || !isLive || !isFree(overlay) || nowMs - ui.busyAtMs < QUIET_MS) return kept;
  return { ...kept, overlay: { kind: 'ask', seq: next.seq } };
};

/** The `y` of a question that has just gone opens the menu of what to copy: that never holds up the next one. */
const isFree = (overlay: UiState['overlay']): boolean =>
  overlay.kind === 'none' || (overlay.kind === 'menu' && overlay.yields === true);

/** Whether a question came between two states. */
export const isAskedAnew = (before: State, after: State): boolean =>
  before.questions !== after.questions &&
  after.questions.some(({ seq }) => !before.questions.some((known) => known.seq === seq));

/** Answers are remembered only until the daemon has taken the question away. */
const keptAnswers = (ui: UiState, { questions }: State): UiState => {
  if (ui.answered.size === 0) return ui;
  const kept = [...ui.answered].filter((seq) => questions.some((question) => question.seq === seq));
  return kept.length === ui.answered.size ? ui : { ...ui, answered: new Set(kept) };
};

/** The answer never arrived: the question is open again. */
export const unanswered = (ui: UiState, { command, input }: Call): UiState =>
  command === 'rule-answer'
    ? { ...ui, answered: new Set([...ui.answered].filter((seq) => seq !== input.question)) }
    : ui;
