import { failure } from '../../domain/failure.ts';
import { scanWord } from '../../domain/quoted-words.ts';
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
const AND = /^&&(?:$|[ \t\r\n])/;

interface Read {
  readonly word: Template;
  readonly to: number;
}

const readWord = (source: string, from: number): Result<Read> => {
  const parts: TemplatePart[] = [];
  const end = scanWord(
    source,
    from,
    (text) => addPart(parts, { kind: 'text', text }),
    (at) => {
      if (!source.startsWith('{{', at)) return null;
      const value = readValue(source, at);
      if (!value.ok) return value;
      addPart(parts, value.value.part);
      return success(value.value.to);
    },
  );
  if (!end.ok) return end;
  const { to, openQuote } = end.value;
  if (openQuote === null) return success({ word: parts, to });
  const { sign, at } = openQuote;
  return failed(failure('invalid_rule', `the quote ${sign} is not closed`, null, { ...pointAt(source, at) }));
};

const addPart = (parts: TemplatePart[], part: TemplatePart): void => {
  const last = parts.at(-1);
  if (part.kind === 'text' && last?.kind === 'text')
    parts[parts.length - 1] = { kind: 'text', text: last.text + part.text };
  else parts.push(part);
};
