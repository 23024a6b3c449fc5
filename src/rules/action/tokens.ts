import type { Template, TemplateValue } from './template.ts';

/**
 * Between splitting and filling in, an action's words go through the parser of the command line. A value must not take
 * part in that: in its place stands one character that no action may hold itself, so it is never an option, never a
 * second word, and found again wherever it ended up.
 */
export interface Placeholders {
  /** By its character. */
  readonly values: ReadonlyMap<string, TemplateValue>;
}

export interface Tokenized {
  readonly argv: readonly string[];
  readonly placeholders: Placeholders;
}

/** The first plane of private use (U+F0000 …): no character that anybody means something by. */
const FIRST = 0xf0000;

/** Characters that stand for values; an action with one of its own is refused (`parseAction`). */
export const TOKEN = /[\u{f0000}-\u{ffffd}]/u;
const TOKENS = /([\u{f0000}-\u{ffffd}])/u;

export const tokenize = (words: readonly Template[]): Tokenized => {
  const values = new Map<string, TemplateValue>();
  const tokenOf = (value: TemplateValue): string => {
    const token = String.fromCodePoint(FIRST + values.size);
    values.set(token, value);
    return token;
  };
  const argv = words.map((word) =>
    word.map((part) => (part.kind === 'text' ? part.text : tokenOf(part))).join(''),
  );
  return { argv, placeholders: { values } };
};

/** The template of any text that a parser made of `argv`. */
export const detokenize = (text: string, { values }: Placeholders): Template =>
  text
    .split(TOKENS)
    .filter((piece) => piece !== '')
    .map((piece) => values.get(piece) ?? { kind: 'text', text: piece });
