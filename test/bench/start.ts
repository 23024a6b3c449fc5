import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { spawnDaemon } from '../../src/client/spawn-daemon.ts';
import { placeOf } from '../../src/protocol/place.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse } from '../support/with-panectl.ts';
import { median, percentile, timed } from './figures.ts';
import { openLink } from './link.ts';
import { ms, type Row, times } from './row.ts';

const run = promisify(execFile);
const DAEMON = fileURLToPath(new URL('../../dist/daemon.mjs', import.meta.url));
const ROUNDS = 15;
const GOAL_MS = 200;

/** From nothing to an answer: the daemon alone, the first call of all with its client, and a bare start of Node. */
export const benchStart = async (house: PanectlHouse): Promise<readonly Row[]> => {
  const empty = join(house.tmux.folder, 'empty.mjs');
  writeFileSync(empty, '');
  const ways: Readonly<Record<string, () => Promise<unknown>>> = {
    'bare Node': () => run(process.execPath, [empty]),
    [ALONE]: () => answerOfNewDaemon(house),
    'first call of all, which starts one': () => house.ask('pane-count', 'bench'),
  };
  const taken = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, way] of Object.entries(ways)) {
      await stopDaemon(house);
      const { ms: took } = await timed(way);
      if (round > 0) taken.get(name)?.push(took);
    }
  }
  const floor = median(taken.get('bare Node') ?? []);
  return [...taken].map(([name, values]) => ({
    what: name,
    figures: {
      p50: ms(median(values)),
      p95: ms(percentile(values, 0.95)),
      'against bare Node': times(median(values) / floor),
    },
    goal: name === ALONE ? { text: `at most ${GOAL_MS} ms`, met: median(values) <= GOAL_MS } : null,
  }));
};

const ALONE = 'daemon, from its start to its first answer';

const stopDaemon = async ({ tmux, panectl }: PanectlHouse): Promise<void> => {
  if (daemonsOf(tmux.socket).length === 0) return;
  await panectl('daemon-stop');
  await until(() => daemonsOf(tmux.socket).length === 0, { what: 'no daemon' });
};

const answerOfNewDaemon = async ({ tmux, home }: PanectlHouse): Promise<void> => {
  const place = placeOf(tmux.socket, process.getuid?.() ?? 0);
  spawnDaemon(DAEMON, place, { ...tmux.env, PANECTL_HOME: home });
  while (!(await listens(place.socket))) await pause(1);
  const link = await openLink(tmux.socket);
  await link.call('pane-count', { session: 'bench' });
  link.end();
};

const listens = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const settle = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', settle(true)).on('error', settle(false));
  });
