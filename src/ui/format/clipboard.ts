import { stripVTControlCharacters } from 'node:util';

/** What terminals take at most: 100,000 characters of base64 stand for 74,994 bytes. */
const MOST_BYTES = 74_994;

/** The sequence by which a terminal puts text into its clipboard (OSC 52). Cut at a whole character. */
export const clipboardSequence = (text: string): string => {
  const bytes = Buffer.from(text.toWellFormed());
  const whole = bytes.length <= MOST_BYTES ? bytes : bytes.subarray(0, wholeCharacters(bytes));
  return `\u001b]52;c;${whole.toString('base64')}\u0007`;
};

/** UTF-8: a byte of the form 10xxxxxx goes on with the character before it. */
const wholeCharacters = (bytes: Buffer): number => {
  let end = MOST_BYTES;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
};

/** The text of a pane's screen without styles, blanks at the ends and empty rows at its end. */
export const plainText = (lines: readonly string[]): string =>
  lines
    .map((line) => harmless(stripVTControlCharacters(line)).trimEnd())
    .join('\n')
    .trimEnd();

/** Pasting must never press keys: of control bytes only tabs stay. */
export const harmless = (line: string): string =>
  line.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, '');
