import {
  addDynamic,
  addQuoted,
  doubt,
  IN_QUOTES,
  refuse,
  type Scan,
  signAt,
  textBetween,
  valueAt,
  wordOf,
} from './shell-cursor.ts';

/** `'…'`. To fish a backslash escapes the quote, to the others it does not. */
export const takeSingleQuoted = (scan: Scan): void => {
  const text = takeUntil(scan, "'", IN_QUOTES);
  if (text === null) return;
  addQuoted(scan, text);
  const backslashes = /\\*$/.exec(text)?.[0].length ?? 0;
  if (backslashes % 2 === 1) doubt(scan, "after '…\\': to fish that quote is still open");
};

/** `"…"`, with its substitutions. */
export const takeDoubleQuoted = (scan: Scan): void => {
  addQuoted(scan, '');
  scan.at += 1;
  while (scan.at < scan.units.length && scan.refusal === null && signAt(scan) !== '"') takeWithinDouble(scan);
  scan.at += 1;
};

const takeWithinDouble = (scan: Scan): void => {
  const value = valueAt(scan);
  const sign = signAt(scan);
  const isSubstitution = sign === '`' || (sign === '$' && /[({]/.test(signAt(scan, 1)));
  if (value !== null) refuse(scan, value, IN_QUOTES);
  else if (sign === '\\') takeEscaped(scan);
  else if (isSubstitution) takeSubstitution(scan, IN_QUOTES);
  else if (sign === '!') takeBang(scan);
  else if (sign === '$') takeSign(scan, true);
  else takeSign(scan, false);
};

const takeSign = (scan: Scan, isDynamic: boolean): void => {
  const word = wordOf(scan);
  word.text += signAt(scan);
  word.isDynamic ||= isDynamic;
  scan.at += 1;
};

/**
 * `${…}`, `` `…` ``, and `$(…)` within `"…"`, as long as nothing in them is quoted: there the rules of the shells part,
 * and backticks are nothing special to fish.
 */
export const takeSubstitution = (scan: Scan, within: string): void => {
  if (signAt(scan) === '$') scan.at += 1;
  const text = takeUntil(scan, CLOSERS[signAt(scan)] ?? '`', within);
  if (text === null) return;
  addDynamic(scan);
  if (/['"\\`(){}#!]/.test(text)) doubt(scan, 'after quotes or brackets in a substitution');
};

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/** `$'…'`: escapes in it are bash's and zsh's, not sh's. */
export const takeDollarQuoted = (scan: Scan): void => {
  const from = scan.at;
  takeSingleQuoted(scan);
  if (scan.units.slice(from, scan.at).includes('\\')) doubt(scan, "after $'…' with a backslash");
};

/** A backslash and what it escapes. `\c` takes one more character in fish, and only there. */
export const takeEscaped = (scan: Scan): void => {
  const value = valueAt(scan, 1);
  if (value !== null) {
    refuse(scan, value, 'right after a backslash');
    return;
  }
  const sign = signAt(scan, 1);
  // A backslash and a newline are nothing.
  if (sign !== '\n') addQuoted(scan, sign);
  scan.at += 2;
  if (sign === 'c') doubt(scan, 'after \\c');
};

/**
 * At a prompt bash and zsh take `!` for their history, unless a blank, `=` or `(` follows; in zsh `!"` even eats the
 * quote (zshexpn, "Event Designators").
 */
export const takeBang = (scan: Scan): void => {
  if (/[ \t\n=(]/.test(signAt(scan, 1)) || scan.at + 1 >= scan.units.length) takeSign(scan, false);
  else doubt(scan, 'after a ! that a shell takes for its history');
};

/** The text between this character and the next `end`; null when a value is among it, or it never ends. */
const takeUntil = (scan: Scan, end: string, within: string): string | null => {
  const from = scan.at + 1;
  while (scan.at + 1 < scan.units.length && signAt(scan, 1) !== end) {
    const value = valueAt(scan, 1);
    if (value !== null) {
      refuse(scan, value, within);
      return null;
    }
    scan.at += 1;
  }
  const text = textBetween(scan, from, scan.at + 1);
  const isClosed = scan.at + 1 < scan.units.length;
  scan.at += 2;
  return isClosed ? text : null;
};
