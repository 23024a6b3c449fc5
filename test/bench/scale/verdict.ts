import { percentile } from '../figures.ts';
import type { Seen } from './level.ts';
import type { Program } from './look.ts';
import type { Size } from './size.ts';

export interface Figure {
  readonly what: string;
  readonly text: string;
  /** Of its limit; over 1 it is broken. */
  readonly share: number;
}

/** A person waits from here on, and a rule is late. */
const LATE_MS = 100;
/** Half of what one process can have: what comes on top still finds room. */
const CPU_PERCENT = 50;
const BUSY_PERCENT = 95;
/** What garbage collection leaves or takes between two looks. */
const GROWTH_MEGABYTES = 10;
/** Before that nothing is full yet, and growth is no leak. */
const GROWTH_MINUTES = 8;

export const breachesOf = (figures: readonly Figure[]): readonly Figure[] =>
  figures.filter(({ share }) => share > 1).toSorted((a, b) => b.share - a.share);

export const figuresOf = ({ minutes }: Size, seen: Seen): readonly Figure[] => [
  ...lateness('reaction of a rule', seen.reactions),
  ...lateness('key to frame', seen.keys),
  ...cpuFigures(seen),
  {
    what: 'the machine',
    ...limited(meanOf(seen.looks.slice(1).map(({ busy }) => busy)), BUSY_PERCENT, '% busy'),
  },
  { what: 'lines lost', text: `${seen.lostLines}`, share: seen.lostLines > 0 ? Number.POSITIVE_INFINITY : 0 },
  ...(minutes < GROWTH_MINUTES ? [] : PROGRAMS.map((program) => growthOf(seen, program))),
];

const PROGRAMS = ['daemon', 'panel', 'tmux'] as const;

const lateness = (what: string, { taken, lost }: Seen['keys']): readonly Figure[] => {
  const p99 = taken.length === 0 ? Number.POSITIVE_INFINITY : percentile(taken, 0.99);
  const late = { what: `${what}, p99`, ...limited(p99, LATE_MS, 'ms') };
  return lost === 0
    ? [late]
    : [late, { what: `${what}, lost`, text: `${lost}`, share: Number.POSITIVE_INFINITY }];
};

const cpuFigures = ({ looks }: Seen): readonly Figure[] =>
  PROGRAMS.map((program) => {
    const mean = meanOf(looks.slice(1).map(({ cpu }) => cpu[program]));
    return { what: `CPU of ${program}`, ...limited(mean, CPU_PERCENT, '% of a core') };
  });

/** From the middle to the end. */
const growthOf = ({ looks }: Seen, program: Program): Figure => {
  const [middle, last] = [looks[Math.floor(looks.length / 2)], looks.at(-1)];
  const grown = (last?.megabytes[program] ?? 0) - (middle?.megabytes[program] ?? 0);
  return { what: `memory of ${program}, second half`, ...limited(grown, GROWTH_MEGABYTES, 'MB more') };
};

const limited = (value: number, limit: number, unit: string): Pick<Figure, 'text' | 'share'> => ({
  text: `${value.toFixed(1)} ${unit}, limit ${limit}`,
  share: value / limit,
});

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
