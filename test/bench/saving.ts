import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PanectlHouse } from '../support/with-panectl.ts';
import { median, percentile, timed } from './figures.ts';
import { openLink } from './link.ts';
import { ms, type Row, times } from './row.ts';

const ROUNDS = 12;
const PAUSE_MS = 300;
const SAVE_MS = 30;
const RESTORE_MS = 500;
const WINDOWS = 3;
const PANES = 4;

/** 3 windows with 4 shells each: written down, made again, and beside that the same by one `tmux source-file`. */
export const benchSaving = async ({ tmux }: PanectlHouse): Promise<readonly Row[]> => {
  const [session, script] = [join(tmux.folder, 'farm.yml'), join(tmux.folder, 'farm.conf')];
  writeFileSync(
    session,
    `session_name: farm\nwindows: [${`{panes: [${'pane,'.repeat(PANES)}]},`.repeat(WINDOWS)}]\n`,
  );
  writeFileSync(script, SCRIPT);
  const { call, end } = await openLink(tmux.socket);
  const taken: Record<'save' | 'restore' | 'floor', number[]> = { save: [], restore: [], floor: [] };
  await call('session-create', { session: 'farm', file: session });
  const saved = join(tmux.folder, 'saved.yml');
  for (let round = 0; round <= ROUNDS; round += 1) {
    // The shells of the round before are through with their beginning by then.
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const save = await timed(() => call('session-save', { session: 'farm', file: saved }));
    await call('session-kill', { session: 'farm' });
    const restore = await timed(() => call('session-restore', { file: saved, run: 'never' }));
    const floor = await timed(() => tmux.run('source-file', script));
    await tmux.run('kill-session', '-t', '=bare');
    // The first one finds everything cold.
    if (round === 0) continue;
    taken.save.push(save.ms);
    taken.restore.push(restore.ms);
    taken.floor.push(floor.ms);
  }
  end();
  return [
    rowOf('session-save, 12 panes', taken.save, SAVE_MS),
    rowOf('session-restore, 12 panes', taken.restore, RESTORE_MS, taken.floor),
    rowOf('tmux source-file, 12 panes', taken.floor, null),
  ];
};

const SCRIPT = Array.from({ length: WINDOWS }, (_, window) => [
  window === 0 ? 'new-session -d -s bare -x 200 -y 50' : 'new-window -d -t =bare:',
  ...Array.from(
    { length: PANES - 1 },
    () => `split-window -d -t =bare:${window}\nselect-layout -t =bare:${window} tiled`,
  ),
])
  .flat()
  .join('\n');

const rowOf = (
  what: string,
  values: readonly number[],
  goalMs: number | null,
  floor?: readonly number[],
): Row => ({
  what,
  figures: {
    p50: ms(median(values)),
    p99: ms(percentile(values, 0.99)),
    ...(floor === undefined ? {} : { 'against tmux source-file': times(median(values) / median(floor)) }),
  },
  goal: goalMs === null ? null : { text: `at most ${goalMs} ms`, met: median(values) <= goalMs },
});
