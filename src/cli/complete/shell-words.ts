/**
 * Words as bash has them before it takes the quotes away, and back. What stands in them is never run or filled in: a
 * `$x` that somebody typed is a `$x`.
 */
export type Quote = '' | "'" | '"';

export interface TypedWord {
  readonly text: string;
  /** The quote that is still open at its end. */
  readonly quote: Quote;
}

export const readWord = (raw: string): TypedWord => {
  let text = '';
  let quote: Quote = '';
  for (let at = 0; at < raw.length; at += 1) {
    const char = raw[at] ?? '';
    if (char === '\\' && quote !== "'") {
      at += 1;
      const next = raw[at] ?? '';
      text += quote === '"' && !IN_DOUBLE.test(next) ? `\\${next}` : next;
    } else if (quote === '' && (char === "'" || char === '"')) quote = char;
    else if (char === quote) quote = '';
    else text += char;
  }
  return { text, quote };
};

/**
 * The word as it is put into the line, behind the quote that stands open there; null where that can not be. bash itself
 * sets the closing quote.
 */
export const writeWord = (text: string, quote: Quote): string | null => {
  if (quote === '"') return text.includes('!') ? null : text.replace(/[\\"$`]/g, '\\$&');
  if (quote === "'") return text.includes("'") ? null : text;
  return text.replace(/[^A-Za-z0-9_/.,:=@%+\-\u0080-\uffff]/g, '\\$&').replace(/^(?=[%=])/, '\\');
};

/** What a backslash takes its meaning from between double quotes (bash(1), QUOTING). */
const IN_DOUBLE = /[$`"\\\n]/;
