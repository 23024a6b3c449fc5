/** One job of the soak: what it prints and how it ends, the same for the same number every time. */
export interface Job {
  readonly number: number;
  readonly lines: readonly string[];
  /** Whether the last line has a line feed. */
  readonly endsLine: boolean;
  readonly code: number;
}

const MOST_LINES = 4_000;

export const jobOf = (number: number): Job => {
  const random = randomFrom(number + 1);
  const below = (count: number): number => Math.floor(random() * count);
  // Mostly short jobs, as in life, and some as long as they may be.
  const count = below(MOST_LINES * random() ** 2 + 1);
  const lines = Array.from({ length: count }, () => lineOf(below));
  const isQuiet = count === 0;
  const code = below(3) === 0 ? 0 : below(256);
  // An unfinished line that is empty would be none.
  const endsLine = isQuiet || lines.at(-1) === '' || below(4) > 0;
  return { number, lines, endsLine, code };
};

export const textOf = ({ lines, endsLine }: Job): string =>
  lines.length === 0 ? '' : `${lines.join('\n')}${endsLine ? '\n' : ''}`;

/** mulberry32: small, and good enough to draw lengths from. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const WORDS = [
  ...['a', 'ok', 'error:', 'compiling', '  ', '100%', '\\', "'quoted'", '$HOME', '{}', '~', '[1/2]'],
  ...['漢字', 'かな', '🙂', '👩‍👩‍👧', 'ünï', 'e\u0301', '─┼─', 'ﬀ', '\u00a0', 'Ω≈ç√'],
];

const lineOf = (below: (count: number) => number): string => {
  const words = below(10) === 0 ? below(120) : below(12);
  return Array.from({ length: words }, () => WORDS[below(WORDS.length)] ?? '').join(' ');
};
