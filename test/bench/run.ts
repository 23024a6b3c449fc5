import { withPanectl } from '../support/with-panectl.ts';
import { benchCalls } from './calls.ts';
import { benchJournal } from './journal.ts';
import { benchLoad } from './load.ts';
import { lookAtMachine } from './machine.ts';
import { benchMcp } from './mcp.ts';
import { benchOperations } from './operations.ts';
import { writePart } from './page.ts';
import { benchPanel } from './panel.ts';
import { comparePeers } from './peers/peers.ts';
import { peersText } from './peers/text.ts';
import { benchReaction } from './reaction.ts';
import { printRows, type Row } from './row.ts';
import { benchRules } from './rules.ts';
import { benchSaving } from './saving.ts';
import { type Level, measureLevel } from './scale/level.ts';
import { sizeAsked, twice } from './scale/size.ts';
import { scaleText, titleOf } from './scale/text.ts';
import { benchSessionFile } from './session-file.ts';
import { benchStart } from './start.ts';
import { benchTruth } from './truth.ts';

/**
 * Prints our times beside those of raw tmux and of a small script, taken in turns in one run, each with its goal.
 * Always exit status 0: a busy machine is no mistake in the code. Read the ratios rather than the milliseconds.
 */
const GROUPS: readonly { title: string; run: () => Promise<readonly Row[]> }[] = [
  { title: 'One call of the command line', run: () => onPrivateServer(benchCalls) },
  { title: 'Start of the daemon', run: () => onPrivateServer(benchStart) },
  { title: 'Operations through an open connection', run: benchOperations },
  { title: 'Saving', run: () => onPrivateServer(benchSaving) },
  { title: 'Session-file', run: () => onPrivateServer(benchSessionFile) },
  { title: 'MCP', run: () => onPrivateServer(benchMcp) },
  { title: 'Reaction', run: () => onPrivateServer(benchReaction) },
  { title: 'Truth', run: benchTruth },
  { title: 'Journal', run: benchJournal },
  { title: 'Rules', run: benchRules },
  { title: 'Panel', run: benchPanel },
  { title: 'Load at rest, per cent of one core', run: benchLoad },
];

const onPrivateServer = (bench: typeof benchCalls): Promise<readonly Row[]> =>
  withPanectl(
    async (house) => {
      await house.ask('session-create', 'bench');
      return bench(house);
    },
    { session: null },
  );

/** Written down rather than judged: docs/benchmarks.md. */
const writePeers = async (): Promise<void> => {
  const machine = await lookAtMachine();
  const comparison = await comparePeers(console.log);
  console.log(`\n${writePart('peers', peersText(comparison, machine))}`);
};

/** First as much as is asked for, then twice as much, for what gives way. */
const writeScale = async (): Promise<void> => {
  const machine = await lookAtMachine();
  const levels: Level[] = [];
  for (const size of [sizeAsked(), twice(sizeAsked())]) {
    console.log(`\n${titleOf(size)}`);
    const level = await measureLevel(size, (text) => console.log(`  ${text}`));
    if (level.failure !== null) console.log(`  ${level.failure}`);
    levels.push(level);
  }
  console.log(`\n${writePart('scale', scaleText(levels, machine))}`);
};

const printGroups = async (wanted: string | undefined): Promise<void> => {
  for (const { title, run } of GROUPS) {
    if (wanted !== undefined && !title.toLowerCase().includes(wanted.toLowerCase())) continue;
    try {
      printRows(title, await run());
    } catch (error) {
      console.log(`\n${title}\n  not measured: ${error instanceof Error ? error.message : 'unknown reason'}`);
    }
  }
};

const wanted = process.argv[2];
if (wanted === '--peers') await writePeers();
else if (wanted === 'scale') await writeScale();
else await printGroups(wanted);
