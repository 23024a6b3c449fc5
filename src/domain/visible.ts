/**
 * Text that a pane printed or a person chose, made harmless for a terminal: control characters, escapes and what turns
 * the direction of writing are shown as signs instead of being obeyed. Newlines and tabs too: one value, one line.
 */
export const visible = (text: string): string => text.replace(HARMFUL, sign);

/** The same for text of several lines: newlines stay. */
export const visibleLines = (text: string): string => text.replace(HARMFUL_BUT_NEWLINE, sign);

/** Colours (SGR) stay, everything else as in `visible`; a line that is coloured ends plain. */
export const visibleColored = (line: string): string => {
  const kept = line.split(SGR).map((part, index) => (index % 2 === 1 ? part : visible(part)));
  return kept.length > 1 ? `${kept.join('')}\u001b[0m` : kept.join('');
};

const SGR = /(\u001b\[[0-9;:]{0,64}m)/;
const HARMFUL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const HARMFUL_BUT_NEWLINE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** C0 has its own signs in Unicode (U+2400 …); the others are said by number. */
const sign = (char: string): string => {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : `\\u${code.toString(16).padStart(4, '0')}`;
};
