import type { Failure } from '../../domain/failure.ts';
import type { Result } from '../../domain/result.ts';
import { MESSAGE_MS, PROBLEM_MS } from '../input/outcome.ts';
import type { Call, Message, Question, UiState } from './ui-state.ts';

export interface Answered {
  readonly call: Call;
  readonly result: Result<unknown>;
}

/**
 * After a command for several panes: how many went well and what failed first. Panes that panectl did not make are
 * asked about together, as one alone would be.
 */
export const afterBatch = (ui: UiState, answers: readonly Answered[], nowMs: number): UiState => {
  const problems = answers.flatMap(({ call, result }) =>
    result.ok ? [] : [{ call, failure: result.failure }],
  );
  const foreign = problems.filter(isForeign).map(({ call }) => call);
  const message = messageOf(answers, problems, nowMs);
  const [first, ...others] = foreign;
  if (first === undefined || ui.overlay.kind !== 'none') return { ...ui, message };
  return { ...ui, message, overlay: foreignQuestion(first, others, answers.length) };
};

interface Problem {
  readonly call: Call;
  readonly failure: Failure;
}

const isForeign = ({ call, failure }: Problem): boolean =>
  failure.code === 'refused_foreign' && call.input.force !== true;

const foreignQuestion = (call: Call, also: readonly Call[], all: number): Question => ({
  kind: 'question',
  title: 'Do it all the same?',
  detail: `panectl did not make ${also.length + 1} of the ${all} panes.`,
  tmuxPane: null,
  ruleId: null,
  call: forced(call),
  also: also.map(forced),
});

const forced = (call: Call): Call => ({ ...call, input: { ...call.input, force: true } });

const messageOf = (answers: readonly Answered[], problems: readonly Problem[], nowMs: number): Message => {
  const command = answers[0]?.call.command ?? '';
  const what = DONE.get(command) ?? 'done in';
  const things = command.startsWith('rule-') ? 'triggers' : 'panes';
  const [first] = problems;
  if (first === undefined)
    return { text: `${what} ${answers.length} ${things}`, tone: 'good', untilMs: nowMs + MESSAGE_MS };
  const good = answers.length - problems.length;
  const more = problems.length === 1 ? '' : `, and ${problems.length - 1} more`;
  const text = `${what} ${good} of ${answers.length} ${things}; ${first.failure.message}${more}`;
  return { text, tone: 'bad', untilMs: nowMs + PROBLEM_MS };
};

const DONE: ReadonlyMap<string, string> = new Map([
  ['pane-kill', 'killed'],
  ['pane-send-keys', 'sent to'],
  ['pane-exec', 'runs in'],
  ['pane-label', 'labelled'],
  ['pane-respawn', 'respawned'],
  ['rule-pause', 'paused'],
  ['rule-resume', 'resumed'],
]);
