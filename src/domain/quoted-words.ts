import { type Result, success } from './result.ts';

/** Where a word ends, and the quote that is still open there. */
export interface WordEnd {
  readonly to: number;
  readonly openQuote: { readonly sign: string; readonly at: number } | null;
}

/**
 * One word of a typed command line, quoted as in a shell without its expansions: within `'…'` all is literal, within
 * `"…"` a backslash escapes only `"` and `\`, elsewhere it is a backslash. `readUnit` takes what is more than one
 * character, and answers where that ends; null where nothing of the kind stands.
 */
export const scanWord = (
  source: string,
  from: number,
  onText: (text: string) => void,
  readUnit: (at: number) => Result<number> | null = () => null,
): Result<WordEnd> => {
  let at = from;
  let quote: WordEnd['openQuote'] = null;
  while (at < source.length) {
    const unit = readUnit(at);
    if (unit !== null) {
      if (!unit.ok) return unit;
      at = unit.value;
      continue;
    }
    const sign = source.charAt(at);
    if (quote === null && isBlank(sign)) break;
    if (isQuote(sign, quote?.sign)) quote = quote === null ? { sign, at } : null;
    else {
      if (quote?.sign === '"' && ESCAPED.test(source.slice(at, at + 2))) at += 1;
      onText(source.charAt(at));
    }
    at += 1;
  }
  return success({ to: at, openQuote: quote });
};

/** A word of a typed line; offsets are UTF-16 units. */
export interface TypedWord {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface TypedWords {
  readonly words: readonly TypedWord[];
  /** The quote that nothing closes. */
  readonly openQuote: string | null;
}

/** All words of a line. */
export const typedWords = (source: string): TypedWords => {
  const words: TypedWord[] = [];
  let at = 0;
  for (;;) {
    while (isBlank(source.charAt(at))) at += 1;
    if (at >= source.length) return { words, openQuote: null };
    let text = '';
    const end = scanWord(source, at, (piece) => {
      text += piece;
    });
    if (!end.ok) return { words, openQuote: null };
    words.push({ text, from: at, to: end.value.to });
    if (end.value.openQuote !== null) return { words, openQuote: end.value.openQuote.sign };
    at = end.value.to;
  }
};

/** Text as one word that `typedWords` reads as it is. */
export const asTypedWord = (text: string): string => {
  if (/^[^\s'"]+$/.test(text)) return text;
  return text.includes("'") ? `"${text.replace(/["\\]/g, '\\$&')}"` : `'${text}'`;
};

const isBlank = (sign: string): boolean => /^[ \t\r\n]$/.test(sign);

/** Whether it opens, or closes what is open. */
const isQuote = (sign: string, open: string | undefined): boolean =>
  open === undefined ? sign === "'" || sign === '"' : sign === open;

const ESCAPED = /^\\["\\]/;
