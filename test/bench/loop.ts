import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { runPanectl } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { type Link, openLink } from './link.ts';
import { ms, type Row } from './row.ts';

const PROBE = fileURLToPath(new URL('loop-probe.ts', import.meta.url));
const SECONDS = 8;
const GOAL_MS = 20;

/** What panes do to the daemon that reads them. */
const FLOODS: Readonly<Record<string, string>> = {
  'short lines': 'yes',
  'any bytes': 'cat /dev/urandom',
  'wide characters': "yes '漢字🙂かな'",
  'a long line that is drawn over':
    "yes 漢 | tr -d '\\n' | head -c 900000; yes \"$(printf '\\rx\\t\\033[K')\" | tr -d '\\n'",
};

/**
 * How long the event loop stands still beside a flood, in a daemon that has the probe in it: its own processor time in
 * one turn, and by the clock on the wall, where the same of this idle process is the floor.
 */
export const benchLoop = (): Promise<readonly Row[]> =>
  withPanectl(
    async (house) => {
      const file = join(house.tmux.folder, 'loop.json');
      const env = {
        ...{ PANECTL_HOME: house.home, PANECTL_BENCH_LOOP: file },
        NODE_OPTIONS: `--import ${PROBE}`,
      };
      await runPanectl(['session-create', 'bench'], { socket: house.tmux.socket, env });
      const link = await openLink(house.tmux.socket);
      const rows: Row[] = [];
      for (const [what, command] of Object.entries(FLOODS))
        rows.push(await beside({ house, link, file }, what, command));
      link.end();
      return rows;
    },
    { session: null, size: { width: 200, height: 50 } },
  );

interface Watched {
  readonly house: PanectlHouse;
  readonly link: Link;
  readonly file: string;
}

const beside = async ({ house, link, file }: Watched, what: string, command: string): Promise<Row> => {
  const label = what.replaceAll(' ', '-');
  await link.call('pane-create', { session: 'bench', label, command });
  await seen(house, file);
  const idle = monitorEventLoopDelay({ resolution: 1 });
  idle.enable();
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1_000));
  idle.disable();
  const loop = await seen(house, file);
  await link.call('pane-kill', { session: 'bench', pane: label });
  return {
    what: `one turn of the loop beside ${what}`,
    figures: {
      'own time p99': ms(loop.ownP99Ms),
      most: ms(loop.ownMostMs),
      'on the wall p99': ms(loop.wallP99Ms),
      'floor p99': ms(idle.percentile(99) / 1e6 - 1),
    },
    goal: { text: `own time at most ${GOAL_MS} ms`, met: loop.ownMostMs <= GOAL_MS },
  };
};

/** See `loop-probe.ts`. */
interface Seen {
  readonly wallP99Ms: number;
  readonly ownP99Ms: number;
  readonly ownMostMs: number;
}

/** What the probe has seen since it was asked last. */
const seen = async ({ tmux }: PanectlHouse, file: string): Promise<Seen> => {
  const [pid] = daemonsOf(tmux.socket);
  if (pid === undefined) throw new Error('no daemon runs');
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  await until(() => existsSync(file), { what: 'the probe in the daemon to answer' });
  const found: Seen = JSON.parse(readFileSync(file, 'utf8'));
  return found;
};
