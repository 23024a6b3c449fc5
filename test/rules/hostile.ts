import attempts from './hostile.json' with { type: 'json' };

/**
 * What a pane may print, and what a session, a label or a group of a pattern may therefore hold: attempts to become a
 * command, an option, a second word, a tmux format, a line of control mode, or an escape in somebody's terminal. One
 * that succeeds makes a file of this name in the folder it runs in. Used wherever a value is filled in.
 */
export const PWNED = 'pwned-by-a-value';

const RUN = `touch ${PWNED}`;

const LONG: readonly string[] = [
  'a'.repeat(1_000),
  'a'.repeat(5_000),
  'a '.repeat(500),
  "'".repeat(500),
  '"'.repeat(500),
  '\\'.repeat(501),
  '`'.repeat(501),
  '$('.repeat(300),
  '('.repeat(500),
  '{{'.repeat(300),
  `${'x'.repeat(4_000)}; ${RUN}`,
  '日'.repeat(2_000),
  '#('.repeat(300),
  '/a'.repeat(1_000),
  '-'.repeat(1_000),
  '\u{1f600}'.repeat(50),
];

const { controls, ...printable } = attempts;

/** What can stand in a line that a terminal has shown: no control characters but tabs. */
export const HOSTILE_LINES: readonly string[] = [...Object.values(printable).flat(), ...LONG];

/** All of it: also newlines, controls, escapes and NUL, which only come in by other ways than a line. */
export const HOSTILE_TEXTS: readonly string[] = [...HOSTILE_LINES, ...controls];
