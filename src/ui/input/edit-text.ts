/** A line being typed. `caret` counts graphemes, so that it never stands inside a character. */
export interface EditedText {
  readonly text: string;
  readonly caret: number;
}

const LONGEST = 4_096;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const graphemes = (text: string): readonly string[] =>
  [...segmenter.segment(text)].map(({ segment }) => segment);

/** The line after a key; null where the key does not edit. */
export const editKey = (line: EditedText, key: string): EditedText | null => {
  const all = graphemes(line.text);
  const { caret } = line;
  switch (key) {
    case 'Left':
      return { ...line, caret: Math.max(0, caret - 1) };
    case 'Right':
      return { ...line, caret: Math.min(all.length, caret + 1) };
    case 'Home':
      return { ...line, caret: 0 };
    case 'End':
      return { ...line, caret: all.length };
    case 'Backspace':
      return without(all, Math.max(0, caret - 1), caret);
    case 'Delete':
      return without(all, caret, caret + 1);
    case 'C-u':
      return without(all, 0, caret);
    case 'C-w':
      return without(all, wordStart(all, caret), caret);
    default:
      return null;
  }
};

/** Typed or pasted text; line breaks and other control bytes become blanks. */
export const insertText = (line: EditedText, typed: string): EditedText => {
  const all = graphemes(line.text);
  const before = all.slice(0, line.caret).join('');
  const room = Math.max(0, LONGEST - line.text.length);
  const added = typed
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .slice(0, room)
    .toWellFormed();
  const text = before + added + all.slice(line.caret).join('');
  return { text, caret: graphemes(before + added).length };
};

const without = (all: readonly string[], from: number, to: number): EditedText => ({
  text: [...all.slice(0, from), ...all.slice(to)].join(''),
  caret: from,
});

const wordStart = (all: readonly string[], caret: number): number => {
  let at = caret;
  while (at > 0 && all[at - 1] === ' ') at -= 1;
  while (at > 0 && all[at - 1] !== ' ') at -= 1;
  return at;
};
