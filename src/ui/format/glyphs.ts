import stringWidth from 'string-width';

/** One cell group of a terminal: a base character with its marks. `width` is 1 or 2 columns. */
export interface Glyph {
  readonly text: string;
  readonly width: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const MARKS_KEPT = 3;

/**
 * What of foreign text may reach the operator's terminal, glyph by glyph. Every terminal must agree on the columns,
 * or borders break: so joiners, variation selectors, skin tones and flags, about which terminals (tmux 3.3 and
 * string-width among them) disagree, are taken apart into what all show alike. Control bytes stand as `^[`,
 * bidirectional overrides and other invisible characters are dropped.
 */
export function* glyphsOf(text: string): Generator<Glyph> {
  for (const { segment } of segmenter.segment(text)) {
    if (segment.length === 1 && segment >= ' ' && segment <= '~') yield { text: segment, width: 1 };
    else yield* foreignGlyphs(segment);
  }
}

const foreignGlyphs = (segment: string): readonly Glyph[] => {
  const kept = known.get(segment);
  if (kept !== undefined) return kept;
  const glyphs = measuredGlyphs(segment);
  if (segment.length <= LONGEST_KNOWN && known.size < MOST_KNOWN) known.set(segment, glyphs);
  return glyphs;
};

/** Borders and bars are measured thousands of times a second, always the same few. Bounded: names are hostile. */
const known = new Map<string, readonly Glyph[]>();
const MOST_KNOWN = 4_096;
const LONGEST_KNOWN = 8;

const measuredGlyphs = (segment: string): readonly Glyph[] => {
  const first = segment.codePointAt(0) ?? 0;
  if (first < 0x20 || (first >= 0x7f && first <= 0x9f)) return controlGlyphs(segment);
  if (first >= 0x1f1e6 && first <= 0x1f1ff) return [...segment].flatMap(flagLetter);
  const shown = settled(segment.normalize('NFC'));
  const width = stringWidth(shown);
  return width === 1 || width === 2 ? [{ text: shown, width }] : [];
};

/** A line break or tab becomes a blank, another control byte its caret form. */
const controlGlyphs = (segment: string): readonly Glyph[] =>
  [...segment].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code === 9 || code === 10) return [narrow(' ')];
    if (code === 13) return [];
    if (code >= 0x80) return [narrow('\ufffd')];
    return [narrow('^'), narrow(String.fromCodePoint(code ^ 0x40))];
  });

const flagLetter = (character: string): readonly Glyph[] => {
  const offset = (character.codePointAt(0) ?? 0) - 0x1f1e6;
  return offset >= 0 && offset < 26 ? [narrow(String.fromCodePoint(0x41 + offset))] : [];
};

const narrow = (text: string): Glyph => ({ text, width: 1 });

/** The first visible character with at most a few of the marks on it. */
const settled = (segment: string): string => {
  const [base, ...rest] = [...segment].filter(
    (character) => !/[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(character),
  );
  if (base === undefined) return '';
  if (/[\p{Cn}\p{Cs}]/u.test(base)) return '\ufffd';
  return (
    base +
    rest
      .filter((character) => /\p{Mn}/u.test(character))
      .slice(0, MARKS_KEPT)
      .join('')
  );
};
