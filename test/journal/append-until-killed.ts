import { writeSync } from 'node:fs';
import { openJournal } from '../../src/journal/open.ts';

/** Prints the number of each event before it is written, then waits in a busy loop so that no timer writes it. */
const journal = openJournal({ path: process.argv[2] ?? '', now: Date.now, onTrouble: () => {} });
for (let count = 0; count < 1_300; count += 1) {
  const { seq } = journal.append({
    at: new Date().toISOString(),
    type: 'daemon.started',
    session: null,
    tmux_pane: null,
    pane_id: null,
    label: null,
    actor: { kind: 'tmux', name: null, tmux_pane: null },
    caused_by: null,
    data: {},
  });
  writeSync(1, `${seq}\n`);
}
writeSync(1, 'ready\n');
const end = Date.now() + 60_000;
while (Date.now() < end);
