import { median, percentile } from '../figures.ts';
import { type Machine, machineText } from '../machine.ts';
import { ms } from '../row.ts';
import { table } from '../table.ts';
import type { Cost } from './costs.ts';
import { OPERATIONS } from './operations.ts';
import type { Comparison, Found, Taken } from './peers.ts';

/** The part of the document about peers: what was lost stands in the same tables as what was won. */
export const peersText = ({ peers, taken, costs }: Comparison, machine: Machine): string =>
  [
    'Whatever of these tools is on the machine, in turns and in one run, for what they share with panectl. Times are of a',
    'whole call, with the start of its process, unless it says that something stays. **Read the ratios**: milliseconds',
    'belong to this machine on this day. A ratio over 1 is slower than panectl, under 1 is faster.',
    '',
    standing(taken),
    ...OPERATIONS.flatMap(({ id, title }) =>
      operationText(
        title,
        taken.filter(({ operation }) => operation === id),
      ),
    ),
    ...costText(
      'At rest, with ten quiet children',
      costs.filter(({ kind }) => kind === 'idle'),
    ),
    ...costText(
      'A monitor on a terminal of 120x40',
      costs.filter(({ kind }) => kind === 'monitor'),
    ),
    '',
    '### What was measured, and with what',
    '',
    ...machineText(machine),
    ...peers.map(peerText),
    '',
    'panectl has a tmux server of its own here, so its daemon costs nobody else anything. Not alike in all: expect,',
    'supervisor, pm2 and mprocs have processes, no tmux panes; a file is typed into shells by all but mprocs; tmuxp and',
    'panectl load the very same file; htop and btop show the whole machine; the panel is drawn from what the daemon reads',
    'anyway. `supervisorctl status` knows neither CPU nor memory. Where panectl restarts it waits as long as it is told.',
    '',
    'To repeat it: `npm run bench -- --peers` (`BENCH_ROUNDS`, `BENCH_SECONDS`), with the tools in `PATH`.',
  ].join('\n');

/** Where ours stands in each, in one look. */
const standing = (taken: readonly Taken[]): string =>
  table(
    ['', 'panectl', 'fastest', 'place'],
    OPERATIONS.flatMap(({ id, title }) => {
      const all = measured(taken.filter(({ operation }) => operation === id));
      const ranked = all.toSorted(byMedian);
      // Where there are two of ours, the first one is as it comes.
      const [first, ours] = [ranked[0], all.find(({ isOurs }) => isOurs)];
      if (first === undefined || ours === undefined) return [];
      const best = first.isOurs ? 'panectl' : `${first.how}, ${ms(median(first.values))}`;
      return [[title, ms(median(ours.values)), best, `${ranked.indexOf(ours) + 1} of ${ranked.length}`]];
    }),
  );

const operationText = (title: string, taken: readonly Taken[]): readonly string[] => {
  const ours = measured(taken).find(({ isOurs }) => isOurs);
  const rows = measured(taken)
    .toSorted(byMedian)
    .map(({ how, isOurs, values }) => [
      ...[isOurs ? `**${how}**` : how, ms(median(values)), ms(percentile(values, 0.95))],
      ...[ours === undefined ? '' : ratio(median(values) / median(ours.values)), `${values.length}`],
    ]);
  const failed = taken.filter(({ failures }) => failures.length > 0);
  return [
    ...['', `### ${title}`, ''],
    ...(rows.length === 0 ? [] : [table(['', 'median', 'p95', 'against panectl', 'n'], rows)]),
    ...failed.map(
      ({ how, failures }) =>
        `\nFailed ${failures.length === 1 ? 'once' : `${failures.length} times`}: ${how}: ${failures[0]}`,
    ),
  ];
};

const costText = (title: string, costs: readonly Cost[]): readonly string[] => {
  const rows = costs
    .toSorted((a, b) => a.megabytes - b.megabytes)
    .map(({ how, cpu, megabytes, failure }) => [
      how.startsWith('panectl') ? `**${how}**` : how,
      failure === null ? `${cpu.toFixed(2)} %` : `not measured: ${failure}`,
      failure === null ? `${megabytes.toFixed(1)} MB` : '',
    ]);
  return rows.length === 0
    ? []
    : ['', `### ${title}`, '', table(['', 'CPU of one core', 'memory (RSS)'], rows)];
};

const peerText = ({ name, from, version, failure }: Found): string => {
  if (version === null) return `- ${name}: not installed (${from})`;
  return `- ${name} ${version} (${from})${failure === null ? '' : `: could not be used: ${failure}`}`;
};

const measured = (taken: readonly Taken[]): readonly Taken[] =>
  taken.filter(({ values }) => values.length > 0);

const byMedian = (a: Taken, b: Taken): number => median(a.values) - median(b.values);

const ratio = (value: number): string => `${value < 0.1 ? value.toFixed(3) : value.toFixed(2)}x`;
