import type { Key } from 'ink';

/** One key: `name` as the key map spells it (`j`, `Enter`, `C-c`, `PgUp`), `text` what it types, if anything. */
export interface Pressed {
  readonly name: string;
  readonly text: string | null;
}

/**
 * The keys in one input event of Ink. A fast typist, or `tmux send-keys` with several words, arrives as one event
 * with several characters, the Enter at their end included.
 */
export const keysOf = (input: string, key: Key): readonly Pressed[] => {
  if (key.eventType === 'release') return [];
  const special = SPECIAL.find(([field]) => key[field] === true)?.[1];
  if (special !== undefined) return [{ name: `${modifiersOf(special, key)}${special}`, text: null }];
  if (input === '') return [];
  if (key.ctrl) return [{ name: `C-${input.toLowerCase()}`, text: null }];
  if (key.meta) return [{ name: `M-${input}`, text: null }];
  return [...input].map(charKey);
};

/** Ink says of Escape, Enter and Backspace that a modifier was held where none was. */
const modifiersOf = (name: string, { ctrl, meta, shift }: Key): string => {
  if (UNMODIFIED.has(name)) return '';
  return name === 'Tab' && !shift ? '' : `${ctrl ? 'C-' : ''}${meta ? 'M-' : ''}${shift ? 'S-' : ''}`;
};

const UNMODIFIED: ReadonlySet<string> = new Set(['Esc', 'Enter', 'Backspace']);

const charKey = (character: string): Pressed => {
  const code = character.codePointAt(0) ?? 0;
  if (character === ' ') return { name: 'Space', text: ' ' };
  if (code >= 0x20 && code !== 0x7f) return { name: character, text: character };
  // Ink names a key that comes alone: of the letters the small one, of the other signs (C-], C-^) the sign itself.
  const sign = String.fromCodePoint(code ^ (code > 0x1a ? 0x40 : 0x60));
  return { name: CONTROL[character] ?? `C-${sign}`, text: null };
};

const CONTROL: Readonly<Record<string, string>> = {
  '\u0000': 'C- ',
  '\r': 'Enter',
  '\n': 'Enter',
  '\t': 'Tab',
  '\u007f': 'Backspace',
  '\b': 'Backspace',
  '\u001b': 'Esc',
};

const SPECIAL = [
  ['upArrow', 'Up'],
  ['downArrow', 'Down'],
  ['leftArrow', 'Left'],
  ['rightArrow', 'Right'],
  ['pageUp', 'PgUp'],
  ['pageDown', 'PgDn'],
  ['home', 'Home'],
  ['end', 'End'],
  ['return', 'Enter'],
  ['escape', 'Esc'],
  ['tab', 'Tab'],
  ['backspace', 'Backspace'],
  ['delete', 'Delete'],
] as const satisfies readonly (readonly [keyof Key, string])[];
