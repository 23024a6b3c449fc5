import * as z from 'zod';
import { parseDuration } from '../domain/duration.ts';
import { isRuleId } from '../domain/ids.ts';
import { groupNameProblem, labelProblem, sessionNameProblem } from '../domain/names.ts';
import { PANE_STATUSES } from '../domain/pane.ts';

/** Pieces of input that several commands share. What the daemon must look up stays text here. */

export const sessionArgument = z.string().min(1).describe('a session name, $N, or . for the one you are in');
export const paneArgument = z.string().min(1).describe('a pane number, a label, %N, or . for your own pane');
export const forceOption = z
  .boolean()
  .default(false)
  .describe('also on what panectl did not make, or on your own pane');
export const statusOption = z
  .enum(PANE_STATUSES)
  .optional()
  .describe(`one of ${PANE_STATUSES.join(' ')}`);
export const lineCount = z.coerce.number().int().min(1).max(100_000);

/** Of any answer with lines of output. */
export const outputOptions = {
  n: lineCount.optional().describe('at most so many lines; 50 unless given'),
  bytes: z.coerce
    .number()
    .int()
    .min(1)
    .max(16_777_216)
    .optional()
    .describe('at most so many bytes; 8192 unless given'),
  grep: z.string().max(1_000).optional().describe('only lines that match (RE2)'),
  context: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(0)
    .describe('with --grep: so many lines around each'),
};

/** Text of at most `max` characters without NUL: what tmux, a shell and a terminal can all carry. */
export const plainText = (max: number): z.ZodString =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\u0000'), 'NUL can not be typed into a terminal');

const checkedBy = (problemOf: (text: string) => string | null): z.ZodString =>
  z.string().superRefine((text, check) => {
    const problem = problemOf(text);
    if (problem !== null) check.addIssue({ code: 'custom', message: problem });
  });

export const newLabel = checkedBy(labelProblem).describe('1 to 64 characters, not all digits');
export const newRuleName = checkedBy(
  (text) => labelProblem(text) ?? (isRuleId(text) ? 'a name like r7 is an id' : null),
);
export const newSessionName = checkedBy(sessionNameProblem).describe('a name that tmux keeps as it is');

export const groupName = checkedBy(groupNameProblem);

/** `250ms 10s 5m 1h`, a bare number is seconds; milliseconds after parsing. */
export const duration = z.union([z.string(), z.number()]).transform((value, check) => {
  const ms = parseDuration(String(value));
  if (ms !== null) return ms;
  check.addIssue({ code: 'custom', message: 'a duration is like 250ms, 10s, 5m or 1h' });
  return z.NEVER;
});

/** `WxH` in cells. */
export const windowSize = z.string().transform((text, check) => {
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(text);
  const width = Number(match?.[1]);
  const height = Number(match?.[2]);
  if (width >= 2 && height >= 2 && width <= 10_000 && height <= 10_000) return { width, height };
  check.addIssue({
    code: 'custom',
    message: 'a size is WIDTHxHEIGHT in cells, like 200x50, each 2 to 10000',
  });
  return z.NEVER;
});

/** A number of cells or a percentage, as tmux takes it for `-l`. */
export const cellsOrPercent = z
  .string()
  .regex(
    /^([1-9]\d{0,3}|[1-9]\d?%)$/,
    'a size is a number of cells or a percentage from 1% to 99%, like 30 or 40%',
  );

/** `K=V` with a name that every shell can hold. */
export const environmentEntry = plainText(131_072).regex(
  /^[A-Za-z_][A-Za-z0-9_]*=/,
  'an environment entry is NAME=VALUE with a name of letters, digits and _',
);

export const splitDirection = z.enum(['h', 'v']);
