import { withPanectl } from '../support/with-panectl.ts';
import { benchCalls } from './calls.ts';
import { benchJournal } from './journal.ts';
import { benchLoad } from './load.ts';
import { benchMcp } from './mcp.ts';
import { benchOperations } from './operations.ts';
import { benchPanel } from './panel.ts';
import { benchReaction } from './reaction.ts';
import { printRows, type Row } from './row.ts';
import { benchRules } from './rules.ts';
import { benchSaving } from './saving.ts';
import { benchSessionFile } from './session-file.ts';
import { benchTruth } from './truth.ts';

/**
 * Prints our times beside those of raw tmux and of a small script, taken in turns in one run, each with its goal.
 * Always exit status 0: a busy machine is no mistake in the code. Read the ratios rather than the milliseconds.
 */
const GROUPS: readonly { title: string; run: () => Promise<readonly Row[]> }[] = [
  { title: 'One call of the command line', run: () => onPrivateServer(benchCalls) },
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

const wanted = process.argv[2];
for (const { title, run } of GROUPS) {
  if (wanted !== undefined && !title.toLowerCase().includes(wanted.toLowerCase())) continue;
  try {
    printRows(title, await run());
  } catch (error) {
    console.log(`\n${title}\n  not measured: ${error instanceof Error ? error.message : 'unknown reason'}`);
  }
}
