import type { Template, TemplateValue } from './template.ts';

/** A word of a command, as far as all shells agree about it. */
export interface ShellWord {
  /** Without its quotes; a value is U+FFFC, a substitution `$`. */
  text: string;
  /** `text` before its first value. */
  prefix: string;
  values: TemplateValue[];
  /** Something before its first value was quoted: then `X=` is no assignment and `{` no bracket. */
  isQuoted: boolean;
  /** A variable or a substitution is part of it: what it will be is not known. */
  isDynamic: boolean;
  /** What follows `<` or `>`, and `>&`. */
  target: Target;
}

export type Target = 'none' | 'file' | 'descriptor';

export type ShellCommand = readonly ShellWord[];

export interface Refusal {
  readonly value: TemplateValue;
  readonly message: string;
  readonly hint: string | null;
}

/** How far a shell text has been read. Once `refusal` is set nothing more is. */
export interface Scan {
  /** One character (UTF-16 unit) or one value each. */
  readonly units: readonly (string | TemplateValue)[];
  at: number;
  readonly commands: ShellCommand[];
  command: ShellWord[];
  word: ShellWord | null;
  /** What the next word is to a redirection before it. */
  nextTarget: Target;
  refusal: Refusal | null;
}

export const beginScan = (template: Template): Scan => ({
  units: template.flatMap((part): readonly (string | TemplateValue)[] =>
    part.kind === 'text' ? part.text.split('') : [part],
  ),
  at: 0,
  commands: [],
  command: [],
  word: null,
  nextTarget: 'none',
  refusal: null,
});

/** The character at the cursor or `ahead` of it; '' for a value and behind the end. */
export const signAt = ({ units, at }: Scan, ahead = 0): string => {
  const unit = units[at + ahead];
  return typeof unit === 'string' ? unit : '';
};

/** The value at the cursor or `ahead` of it. */
export const valueAt = ({ units, at }: Scan, ahead = 0): TemplateValue | null => {
  const unit = units[at + ahead];
  return typeof unit === 'object' ? unit : null;
};

/** The characters between two places; a value is U+FFFC. */
export const textBetween = ({ units }: Scan, from: number, to: number): string =>
  units
    .slice(from, to)
    .map((unit) => (typeof unit === 'string' ? unit : VALUE_SIGN))
    .join('');

/** A word that is all quoted. */
export const wordOfTemplate = (template: Template): ShellWord => {
  const values = template.filter((part) => part.kind === 'value');
  const text = template.map((part) => (part.kind === 'text' ? part.text : VALUE_SIGN)).join('');
  const prefix = text.slice(0, Math.max(0, text.indexOf(VALUE_SIGN)));
  return { text, prefix, values, isQuoted: true, isDynamic: false, target: 'none' };
};

/** Object replacement character. */
export const VALUE_SIGN = '\ufffc';

/** The word that is being read, begun if there is none. */
export const wordOf = (scan: Scan): ShellWord => {
  scan.word ??= {
    ...{ text: '', prefix: '', values: [], isQuoted: false, isDynamic: false },
    target: scan.nextTarget,
  };
  scan.nextTarget = 'none';
  return scan.word;
};

export const addQuoted = (scan: Scan, text: string): void => {
  const word = wordOf(scan);
  word.text += text;
  if (word.values.length === 0) word.isQuoted = true;
};

export const addDynamic = (scan: Scan): void => {
  const word = wordOf(scan);
  word.text += '$';
  word.isDynamic = true;
};

/** `{` and `}` as words end a command wherever they stand: zsh has `if { a } { b }`. */
export const endWord = (scan: Scan): void => {
  const { word } = scan;
  if (word === null) return;
  scan.word = null;
  if (!word.isQuoted && (word.text === '{' || word.text === '}')) endCommand(scan);
  else scan.command.push(word);
};

export const endCommand = (scan: Scan): void => {
  endWord(scan);
  if (scan.command.length > 0) scan.commands.push(scan.command);
  scan.command = [];
  scan.nextTarget = 'none';
};

export const refuse = (scan: Scan, value: TemplateValue, where: string): void => {
  const hint = where === IN_QUOTES ? 'leave the quotes away: each value is quoted, and one word' : AS_WORD;
  scan.refusal ??= { value, message: `a value can not stand ${where}`, hint };
};

export const IN_QUOTES = 'within quotes';
const AS_WORD = 'hand it over as a word of its own, as in sh -c \'echo "$1"\' sh {{ line }}';

/** From here on the shells do not agree any more what is quoted: whatever follows, no value may. */
export const doubt = (scan: Scan, where: string): void => {
  const value = scan.units.slice(scan.at).find((unit) => typeof unit === 'object');
  if (value !== undefined) refuse(scan, value, where);
  scan.at = scan.units.length;
};
