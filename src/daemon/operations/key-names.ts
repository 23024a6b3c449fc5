/**
 * Whether tmux takes the word for a key (key_string_lookup_string in key-string.c): a name of its table or one
 * character, after any of `C-`, `M-`, `S-`, or `^` and a character. Names are compared without case, as tmux does.
 * A single character alone is no key here: typed or sent as a key it is the same.
 */
export const isKeyName = (word: string): boolean => {
  if (/^\^[\u0021-\u007e]$/.test(word)) return true;
  const base = word.replace(/^(?:[CMScms]-)+(?=.)/, '');
  const isModified = base !== word;
  if (NAMES.has(base.toLowerCase())) return true;
  return isModified && [...base].length === 1 && base > ' ';
};

const NAMES: ReadonlySet<string> = new Set([
  ...Array.from({ length: 12 }, (_, index) => `f${index + 1}`),
  ...['ic', 'insert', 'dc', 'delete', 'home', 'end'],
  ...['npage', 'pagedown', 'pgdn', 'ppage', 'pageup', 'pgup'],
  ...['tab', 'btab', 'space', 'bspace', 'enter', 'escape'],
  ...['up', 'down', 'left', 'right'],
  ...['kp/', 'kp*', 'kp-', 'kp+', 'kpenter', 'kp.'],
  ...Array.from({ length: 10 }, (_, index) => `kp${index}`),
]);
