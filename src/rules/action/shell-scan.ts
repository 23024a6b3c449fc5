import {
  addDynamic,
  beginScan,
  doubt,
  endCommand,
  endWord,
  type Refusal,
  refuse,
  type Scan,
  type ShellCommand,
  signAt,
  textBetween,
  VALUE_SIGN,
  valueAt,
  wordOf,
} from './shell-cursor.ts';
import {
  takeBang,
  takeDollarQuoted,
  takeDoubleQuoted,
  takeEscaped,
  takeSingleQuoted,
  takeSubstitution,
} from './shell-quotes.ts';
import type { Template, TemplateValue } from './template.ts';

export interface Scanned {
  readonly commands: readonly ShellCommand[];
  readonly refusal: Refusal | null;
}

/**
 * Splits shell text into commands and words. Which shell will read it is not known, and sh, bash, zsh and fish differ:
 * `'\'` is open to fish, `$'\''` to sh, `# '` is no comment at the prompt of zsh, `"!"` loses its quote to zsh's
 * history. Behind such a place nobody can say whether a value stands within quotes, so none may follow. Values within
 * quotes and substitutions are refused here; those in commands that read their words as code in `refusedWord`.
 */
export const scanShell = (template: Template): Scanned => {
  const scan = beginScan(template);
  scanCommands(scan, { within: null, depth: 0 });
  return { commands: scan.commands, refusal: scan.refusal };
};

interface Level {
  /** Which substitution this is, none for the text itself and for a subshell's commands. */
  readonly within: string | null;
  readonly depth: number;
}

const DEEPEST = 40;

/** As far as the end, or the `)` of this level. */
const scanCommands = (scan: Scan, level: Level): void => {
  if (level.depth > DEEPEST) doubt(scan, 'within so many brackets');
  while (scan.at < scan.units.length && scan.refusal === null) {
    if (signAt(scan) === ')' && level.depth > 0) break;
    const value = valueAt(scan);
    if (value === null) (TAKERS.get(signAt(scan)) ?? takeLetter)(scan, level);
    else takeValue(scan, value, level);
  }
  endCommand(scan);
  if (level.depth > 0) scan.at += 1;
};

const takeValue = (scan: Scan, value: TemplateValue, { within }: Level): void => {
  if (within !== null) {
    refuse(scan, value, within);
    return;
  }
  const word = wordOf(scan);
  // zsh evaluates what stands in $name[…], quoted or not.
  if (word.isDynamic && /\$.*\[/s.test(word.text)) refuse(scan, value, 'in the subscript of a variable');
  // bash reads what follows >& a second time: it runs what is quoted there.
  if (word.target === 'descriptor') refuse(scan, value, 'after >&');
  if (word.values.length === 0) word.prefix = word.text;
  word.values.push(value);
  word.text += VALUE_SIGN;
  scan.at += 1;
};

type Taker = (scan: Scan, level: Level) => void;

const takeLetter: Taker = (scan) => {
  wordOf(scan).text += signAt(scan);
  scan.at += 1;
};

const takeBlank: Taker = (scan) => {
  endWord(scan);
  scan.at += 1;
};

/** `;` `&` `|` a newline, and `)` of a pattern of `case`. */
const takeSeparator: Taker = (scan) => {
  endCommand(scan);
  scan.at += 1;
};

const takeDollar: Taker = (scan, level) => {
  const value = valueAt(scan, 1);
  const next = signAt(scan, 1);
  if (value !== null) refuse(scan, value, 'right after a $');
  else if (next === '{') takeSubstitution(scan, 'within a $ and {…}');
  else {
    addDynamic(scan);
    scan.at += 1;
    if (next === '(') takeNested(scan, 'within $(…)', level);
    // To bash and zsh this is arithmetic, up to the next bracket.
    else if (next === '[') doubt(scan, 'after $[');
    else if (next === "'") takeDollarQuoted(scan);
  }
};

const takeHash: Taker = (scan, level) => {
  if (scan.word !== null) takeLetter(scan, level);
  // At the prompt of zsh it is no comment, so that its end says nothing either.
  else doubt(scan, 'in or after a comment');
};

/** A function's `()`, a subshell, or what some shell takes for a substitution: `(…)` of fish, patterns and lists. */
const takeBracket: Taker = (scan, level) => {
  const isAttached = scan.word !== null;
  const isAtCommand = !isAttached && scan.command.length === 0;
  const isEmpty = /^\([ \t]*\)/.test(textBetween(scan, scan.at, scan.at + 20));
  if (isAtCommand && !isEmpty && signAt(scan, 1) !== '(') {
    scan.at += 1;
    scanCommands(scan, { ...level, depth: level.depth + 1 });
    return;
  }
  takeNested(scan, 'within (…)', level);
  // `f () cmd`, `for x (a b) cmd` of zsh, a pattern of `case`: a command may follow.
  if (!isAttached || isEmpty) endCommand(scan);
};

/** From `(` to its `)`; the word that it is part of goes on behind it. */
const takeNested = (scan: Scan, within: string, { depth }: Level): void => {
  const { command, word, nextTarget } = scan;
  Object.assign(scan, { command: [], word: null, nextTarget: 'none' });
  scan.at += 1;
  scanCommands(scan, { within, depth: depth + 1 });
  Object.assign(scan, { command, word, nextTarget });
  addDynamic(scan);
};

const takeRedirection: Taker = (scan, level) => {
  if (/^\d*$/.test(scan.word?.text ?? '')) scan.word = null;
  endWord(scan);
  const from = scan.at;
  while (/[<>&|]/.test(signAt(scan))) scan.at += 1;
  const sign = textBetween(scan, from, scan.at);
  if (sign.startsWith('<<')) doubt(scan, 'in or after a here-document');
  else if (signAt(scan) === '(') takeNested(scan, `within ${sign}(…)`, level);
  else scan.nextTarget = sign.includes('&') ? 'descriptor' : 'file';
};

const TAKERS: ReadonlyMap<string, Taker> = new Map<string, Taker>([
  [' ', takeBlank],
  ['\t', takeBlank],
  ['\n', takeSeparator],
  [';', takeSeparator],
  ['&', takeSeparator],
  ['|', takeSeparator],
  [')', takeSeparator],
  ["'", takeSingleQuoted],
  ['"', takeDoubleQuoted],
  ['\\', takeEscaped],
  ['$', takeDollar],
  ['`', (scan) => takeSubstitution(scan, 'within backticks')],
  ['!', takeBang],
  ['#', takeHash],
  ['(', takeBracket],
  ['<', takeRedirection],
  ['>', takeRedirection],
]);
