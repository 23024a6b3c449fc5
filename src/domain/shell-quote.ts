/**
 * One word for whichever shell reads it. sh, bash, zsh and fish agree on this much: between single quotes everything
 * but `'` and `\` stands for itself (`\` does not to fish), and outside of quotes `\'` and `\\` stand for those two.
 * NUL can stand in no shell's text and is left out.
 */
export const quoteWord = (word: string): string => {
  const quoted = word
    .replaceAll('\0', '')
    .split(/(['\\])/)
    .map((piece) => (piece === "'" || piece === '\\' ? `\\${piece}` : piece === '' ? '' : `'${piece}'`))
    .join('');
  return quoted === '' ? "''" : quoted;
};

/** Words with blanks between them; what means nothing to any shell stays as it is. */
export const quoteWords = (words: readonly string[]): string =>
  words.map((word) => (PLAIN.test(word) ? word : quoteWord(word))).join(' ');

// Nothing here means anything to any shell, also not as the first word (`=`, `~` and `%` do to some).
const PLAIN = /^[A-Za-z0-9_/.,:@+-]+$/;
