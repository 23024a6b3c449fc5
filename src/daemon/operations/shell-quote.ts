/** Words for the shell that reads them; `shell` is a program's name as tmux shows it (`-zsh`, `/usr/bin/fish`). */
export const quoteForShell = (words: readonly string[], shell: string | null): string => {
  const quote = /(^|\/)-?fish$/.test(shell ?? '') ? quoteForFish : quoteForPosix;
  return words.map((word) => (PLAIN.test(word) ? word : quote(word))).join(' ');
};

// Nothing here means anything to any shell, also not as the first word (`=` and `~` do to some).
const PLAIN = /^[A-Za-z0-9_/.,:@%+-]+$/;

const quoteForPosix = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** Between single quotes fish knows the escapes \' and \\ (its manual, "Quotes"). */
const quoteForFish = (word: string): string => `'${word.replace(/[\\']/g, '\\$&')}'`;
