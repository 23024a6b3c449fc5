import * as z from 'zod';
import { duration, lineCount, plainText, sessionArgument } from './arguments.ts';
import { command } from './definition.ts';

const FAMILY = 'Rules';

const ruleArgument = z.string().min(1).max(200).describe('the name or the id of a rule');

export const ruleListInput = z.object({ session: sessionArgument.optional() });

export const ruleList = command({
  name: 'rule-list',
  family: FAMILY,
  summary: 'Rules, their state, counts and progress',
  positionals: ['session'],
  input: ruleListInput,
  effect: 'read',
  errors: ['session_not_found'],
  run: (context, input) => context.rules.list(input),
});

export const oneRuleInput = z.object({ rule: ruleArgument });

export const ruleShow = command({
  name: 'rule-show',
  family: FAMILY,
  summary: 'One rule in full',
  positionals: ['rule'],
  input: oneRuleInput,
  effect: 'read',
  errors: ['rule_not_found'],
  run: (context, input) => context.rules.show(input),
});

export const rulePauseInput = z.object({
  rule: ruleArgument.optional(),
  all: z.boolean().default(false).describe('every rule of this server'),
  for: duration.optional().describe('so long; until it is resumed unless given'),
});

export const rulePause = command({
  name: 'rule-pause',
  family: FAMILY,
  summary: 'Let a rule count but not act',
  details: 'What the operator paused in the panel, only the operator resumes.',
  positionals: ['rule'],
  input: rulePauseInput,
  effect: 'write',
  errors: ['rule_not_found', 'usage'],
  run: (context, input) => context.rules.pause(input),
});

export const ruleResumeInput = z.object({
  rule: ruleArgument.optional(),
  all: z.boolean().default(false).describe('every rule of this server'),
});

export const ruleResume = command({
  name: 'rule-resume',
  family: FAMILY,
  summary: 'Let a paused or tripped rule act again',
  positionals: ['rule'],
  input: ruleResumeInput,
  effect: 'write',
  errors: ['rule_not_found', 'usage', 'refused_foreign'],
  run: (context, input) => context.rules.resume(input),
});

export const ruleRemove = command({
  name: 'rule-remove',
  family: FAMILY,
  summary: 'Remove a rule',
  positionals: ['rule'],
  input: oneRuleInput,
  effect: 'destructive',
  errors: ['rule_not_found'],
  run: (context, input) => context.rules.remove(input),
});

export const ruleTestInput = z.object({
  rule: z.string().min(1).max(1_000).describe('a rule, or a pattern'),
  pane: z.string().min(1).describe("SESSION/PANE or %N; of the rule's own session also a number or a label"),
  last: lineCount.default(500).describe('look at so many of the last lines'),
});

export const ruleTest = command({
  name: 'rule-test',
  family: FAMILY,
  summary: 'Which of the last lines a rule or a pattern would have matched; nothing is done',
  details: 'Exit status: some 0, none 1.',
  positionals: ['rule'],
  input: ruleTestInput,
  effect: 'read',
  errors: ['rule_not_found', 'session_not_found', 'pane_not_found', 'invalid_pattern'],
  examples: ["panectl rule-test 'error TS(\\d+)' --pane build/tsc --last 200"],
  exitStatus: (answer: { matches: readonly unknown[] }) => (answer.matches.length > 0 ? 0 : 1),
  run: (context, input) => context.rules.test(input),
});

export const ruleAnswerInput = z.object({
  question: z.coerce.number().int().min(1).describe('the number of the question'),
  answer: z.enum(['yes', 'no']),
});

export const ruleAnswer = command({
  name: 'rule-answer',
  family: FAMILY,
  summary: "Answer a rule's question, as the operator",
  positionals: ['question', 'answer'],
  input: ruleAnswerInput,
  effect: 'write',
  errors: ['rule_not_found', 'refused_foreign'],
  run: (context, input) => context.rules.answer(input),
});

export const notifyInput = z.object({
  text: plainText(4_096).min(1).describe('what the operator should know'),
});

export const notify = command({
  name: 'notify',
  family: FAMILY,
  summary: 'Tell the operator something, in the panel and the log',
  positionals: ['text'],
  input: notifyInput,
  effect: 'write',
  needsServer: false,
  run: (context, input) => context.rules.notify(input),
});

export const shellInput = z.object({
  command: plainText(100_000).min(1).describe('shell text, run by /bin/sh outside tmux'),
});

/** For actions of rules only: whoever calls from outside has a shell of his own. */
export const shell = command({
  name: 'shell',
  family: FAMILY,
  summary: "Run something outside tmux, in the session's environment",
  positionals: ['command'],
  shellText: ['command'],
  input: shellInput,
  effect: 'write',
  run: (context, input) => context.rules.shell(input),
});
