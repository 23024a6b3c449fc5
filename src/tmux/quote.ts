/**
 * One word for tmux's own command parser (cmd-parse.y), exact for any text without NUL.
 *
 * Single quotes keep everything but the quote itself. They can't hold a line feed, because control mode reads one
 * command per line and an empty line detaches; a word with one goes into double quotes, where `\n` and `\ooo` are
 * escapes and `$`, `\` and `"` are quoted by a backslash. A `~` right after the double quote is the home folder
 * (yylex_token), so it goes as its number. `#`, `;`, `{` and `%` mean nothing in either.
 */
export const quoteWord = (word: string): string =>
  word.includes('\n') || word.includes('\r') ? doubleQuote(word) : `'${word.replaceAll("'", `'\\''`)}'`;

const doubleQuote = (word: string): string =>
  `"${word
    .replace(/[\\"$]/g, '\\$&')
    .replaceAll('~', '\\176')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')}"`;

/** A command as one line of control mode, without its line feed. Words with NUL have no form: it is left out. */
export const commandLine = (words: readonly string[]): string =>
  words.map((word, index) => (index === 0 ? word : quoteWord(word.replaceAll('\0', '')))).join(' ');

/** As a person would type it at a shell, for the command log. */
export const shownCommand = (words: readonly string[]): string =>
  words
    .map((word) => (/^[\w%@$:=./,+-]+$/.test(word) && !word.includes('$') ? word : quoteWord(word)))
    .join(' ');
