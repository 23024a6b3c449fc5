import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { pointAt } from '../caret.ts';
import type { Template, TemplatePart } from './template.ts';
import { readValue } from './value.ts';

/** A word of an action, or the `&&` between two commands. Offsets are UTF-16 units of the line. */
export interface Piece {
  readonly kind: 'word' | 'and';
  readonly word: Template;
  readonly from: number;
  readonly to: number;
  /** It stands on another line than the piece before it. */
  readonly isOnNewLine: boolean;
}

/**
 * Words by unquoted blanks. Within `'…'` all is literal, within `"…"` a backslash escapes only `"` and `\`, elsewhere
 * it is a backslash. `{{ … }}` is one unit everywhere, within quotes as well; `{{ '{{' }}` is how braces are written.
 * Nothing is ever split again after values were filled in.
 */
export const splitAction = (source: string): Result<readonly Piece[]> => {
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    const blanks = BLANKS.exec(source.slice(at))?.[0] ?? '';
    at += blanks.length;
    if (at >= source.length) return success(pieces);
    const isOnNewLine = blanks.includes('\n') && pieces.length > 0;
    const isAnd = AND.test(source.slice(at, at + 3));
    const read: Result<Read> = isAnd ? success({ word: [], to: at + 2 }) : readWord(source, at);
    if (!read.ok) return read;
    pieces.push({ kind: isAnd ? 'and' : 'word', ...read.value, from: at, isOnNewLine });
    at = read.value.to;
  }
};

const BLANKS = /^[ \t\r\n]*/;
const BLANK = /[ \t\r\n]/;
const AND = /^&&(?:$|[ \t\r\n])/;

interface Read {
  readonly word: Template;
  readonly to: number;
}

const readWord = (source: string, from: number): Result<Read> => {
  const parts: TemplatePart[] = [];
  let at = from;
  let quote: { readonly sign: string; readonly at: number } | null = null;
  while (at < source.length) {
    if (source.startsWith('{{', at)) {
      const value = readValue(source, at);
      if (!value.ok) return value;
      addPart(parts, value.value.part);
      at = value.value.to;
      continue;
    }
    const sign = source.charAt(at);
    if (quote === null && BLANK.test(sign)) break;
    if (isQuote(sign, quote?.sign)) quote = quote === null ? { sign, at } : null;
    else {
      if (quote?.sign === '"' && ESCAPED.test(source.slice(at, at + 2))) at += 1;
      addPart(parts, { kind: 'text', text: source.charAt(at) });
    }
    at += 1;
  }
  if (quote === null) return success({ word: parts, to: at });
  return failed(
    failure('invalid_rule', `the quote ${quote.sign} is not closed`, null, { ...pointAt(source, quote.at) }),
  );
};

/** Whether it opens, or closes what is open. */
const isQuote = (sign: string, open: string | undefined): boolean =>
  open === undefined ? sign === "'" || sign === '"' : sign === open;

const ESCAPED = /^\\["\\]/;

const addPart = (parts: TemplatePart[], part: TemplatePart): void => {
  const last = parts.at(-1);
  if (part.kind === 'text' && last?.kind === 'text')
    parts[parts.length - 1] = { kind: 'text', text: last.text + part.text };
  else parts.push(part);
};
