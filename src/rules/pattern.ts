import { RE2JS, RE2JSSyntaxException } from 're2js';
import { type Failure, failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { pointAt } from './caret.ts';

/**
 * Patterns of people and agents: RE2 syntax, linear in the length of the line whatever the pattern is, so that no
 * pattern and no output can stall the daemon. Both spellings of named groups, `(?<n>…)` and `(?P<n>…)`.
 */
export interface Pattern {
  readonly source: string;
  /** Names and numbers of its groups, from `1`; `0`, the whole match, is not among them. */
  readonly groups: readonly string[];
  /** Whether the line has a match; the cheap question. */
  test(line: string): boolean;
  /** The first match, or null. Groups that took no part are left out; numbered from `1`, named ones under both. */
  match(line: string): PatternMatchResult | null;
}

export interface PatternMatchResult {
  readonly groups: Readonly<Record<string, string>>;
}

/** Of a longer line only the beginning is looked at. */
export const LONGEST_MATCHED = 16 * 1024;
const LONGEST_PATTERN = 1_000;

export const compilePattern = (source: string): Result<Pattern> => {
  if (source.length > LONGEST_PATTERN)
    return failed(failure('invalid_pattern', `a pattern has at most ${LONGEST_PATTERN} characters`));
  try {
    return success(patternOf(source, RE2JS.compile(source)));
  } catch (error) {
    return failed(patternFailure(source, error));
  }
};

const patternOf = (source: string, compiled: RE2JS): Pattern => {
  const names = Object.entries(compiled.namedGroups());
  return {
    source,
    groups: [
      ...Array.from({ length: compiled.groupCount() }, (_, index) => String(index + 1)),
      ...names.map(([name]) => name),
    ],
    test: (line) => compiled.test(beginningOf(line)),
    match: (line) => {
      const matcher = compiled.matcher(beginningOf(line));
      if (!matcher.find()) return null;
      const groups: Record<string, string> = {};
      for (let number = 1; number <= matcher.groupCount(); number += 1)
        setGroup(groups, String(number), matcher.group(number));
      for (const [name, number] of names) setGroup(groups, name, matcher.group(number));
      return { groups };
    },
  };
};

const beginningOf = (line: string): string =>
  line.length > LONGEST_MATCHED ? line.slice(0, LONGEST_MATCHED) : line;

const setGroup = (groups: Record<string, string>, name: string, text: string | null): void => {
  if (text !== null) Object.defineProperty(groups, name, { value: text, enumerable: true, writable: true });
};

/** RE2 names the piece that it stumbled over; the caret goes under its first appearance. */
const patternFailure = (source: string, error: unknown): Failure => {
  if (!(error instanceof RE2JSSyntaxException))
    return failure('invalid_pattern', 'the pattern is too large for the matcher', 'use a shorter one');
  const piece = error.getPattern() ?? '';
  const reason = error.getDescription();
  return failure('invalid_pattern', `${reason}: ${piece}`, HINTS[reason] ?? 'patterns are RE2 syntax', {
    ...pointAt(source, Math.max(0, source.indexOf(piece))),
  });
};

const HINTS: Readonly<Record<string, string>> = {
  'invalid or unsupported Perl syntax': 'RE2 has no lookahead, no lookbehind and no back-references',
  'missing closing )': 'close the group, or write \\( for the character',
};
