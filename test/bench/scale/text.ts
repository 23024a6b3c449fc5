import { percentile } from '../figures.ts';
import { type Machine, machineText } from '../machine.ts';
import { ms } from '../row.ts';
import { table } from '../table.ts';
import type { Level, Seen } from './level.ts';
import type { Look } from './look.ts';
import type { Size } from './size.ts';
import { breachesOf, figuresOf } from './verdict.ts';

/** The part of the document about many panes. */
export const scaleText = (levels: readonly Level[], machine: Machine): string =>
  [
    'Sessions of panes that somebody else made, each pane printing; rules whose patterns look at every line; the panel',
    'open on a terminal of 120x40 and a key pressed in it now and then; a line now and then that a rule answers with a',
    'new pane. All of it on one machine, the panes included.',
    ...levels.flatMap(levelText),
    '',
    ...machineText(machine),
    '',
    'To repeat it: `npm run bench -- scale` (`BENCH_PANES`, `BENCH_SESSIONS`, `BENCH_LINES`, `BENCH_RULES`,',
    '`BENCH_MINUTES`); `npm run soak -- scale` is the first part alone and fails when memory grows. The history of each',
    'tmux pane is 500 lines here and the output that panectl holds is bounded (48 MB), so both are full by the middle.',
  ].join('\n');

const levelText = ({ size, seen, failure }: Level): readonly string[] => [
  ...['', `### ${titleOf(size)}`, ''],
  ...(seen === null ? [`It did not come to be: ${failure}`] : seenText(size, seen)),
];

export const titleOf = ({ sessions, panes, lines, rules, minutes }: Size): string =>
  `${sessions} sessions, ${panes} panes, ${lines} lines/s, ${rules} rules, ${Number(minutes.toFixed(1))} min`;

const seenText = (size: Size, seen: Seen): readonly string[] => [
  `tmux had the panes after ${seen.madeSeconds.toFixed(1)} s, a new daemon knew them ${seen.knownSeconds.toFixed(1)} s later; the`,
  `panel showed them ${ms(seen.firstFrameMs)} after its start.`,
  ...(seen.refusals.length === 0
    ? []
    : [
        '',
        `Calls that failed while the daemon began: ${seen.refusals.length}. The first one said: ${codeText(seen.refusals[0])}`,
      ]),
  '',
  table(
    ['', 'p50', 'p99', 'n', 'lost'],
    [
      ['line printed → the rule has made a pane', ...driveCells(seen.reactions)],
      ['key → new frame of the panel', ...driveCells(seen.keys)],
    ],
  ),
  '',
  table(['minute', 'daemon', 'panel', 'tmux', 'machine busy'], seen.looks.map(lookCells)),
  '',
  breachText(size, seen),
];

const codeText = (text = ''): string => `\`${text.replaceAll(/[`\s]+/g, ' ')}\``;

const driveCells = ({ taken, lost }: Seen['keys']): readonly string[] =>
  taken.length === 0
    ? ['', '', '0', `${lost}`]
    : [ms(percentile(taken, 0.5)), ms(percentile(taken, 0.99)), `${taken.length}`, `${lost}`];

const lookCells = ({ minute, cpu, megabytes, busy }: Look): readonly string[] => [
  Number(minute.toFixed(1)).toString(),
  ...(['daemon', 'panel', 'tmux'] as const).map(
    (program) => `${cpu[program].toFixed(1)} %, ${megabytes[program].toFixed(0)} MB`,
  ),
  `${busy.toFixed(0)} %`,
];

/** What broke, the worst first; where nothing did, what comes next. */
export const breachText = (size: Size, seen: Seen): string => {
  const figures = figuresOf(size, seen);
  const [worst, ...others] = breachesOf(figures);
  if (worst !== undefined) {
    const also = others.map(({ what, text }) => `${what} (${text})`);
    return `**Breaks first: ${worst.what}** (${worst.text}).${also.length === 0 ? '' : ` Also over its limit: ${also.join('; ')}.`}`;
  }
  const nearest = figures.toSorted((a, b) => b.share - a.share)[0];
  return `Nothing is over its limit.${nearest === undefined ? '' : ` Nearest to it: ${nearest.what} (${nearest.text}).`}`;
};
