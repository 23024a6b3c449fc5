import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PANECTL } from '../support/run-panectl.ts';
import type { PanectlHouse } from '../support/with-panectl.ts';
import { median, percentile, timed } from './figures.ts';
import { ms, type Row, times } from './row.ts';

const run = promisify(execFile);
const BRIDGE = fileURLToPath(new URL('bridge.sh', import.meta.url));
const ROUNDS = 60;
/** Through Node against a bare start of it; through the shell door against tmux's own client. */
const GOALS = { node: 1.6, door: 3 };

/** What one call of the command line costs: ours, a bare start of the same Node, and what people write themselves. */
export const benchCalls = async ({ tmux, home }: PanectlHouse): Promise<readonly Row[]> => {
  const empty = join(tmux.folder, 'empty.mjs');
  writeFileSync(empty, '');
  const env = { ...tmux.env, PANECTL_HOME: home };
  const contenders: Readonly<Record<string, readonly [string, ...string[]]>> = {
    'bare Node': [process.execPath, empty],
    panectl: [PANECTL, '-S', tmux.socket, 'pane-count', 'bench'],
    [BY_NODE]: [PANECTL, '-S', tmux.socket, 'pane-count', 'bench'],
    'tmux + jq in bash': [BRIDGE, tmux.socket, 'pane-count', 'bench'],
    'raw tmux': ['tmux', '-S', tmux.socket, 'list-panes', '-s', '-t', '=bench:'],
  };
  const taken = new Map(Object.keys(contenders).map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, [program, ...args]] of Object.entries(contenders)) {
      const { ms: took } = await timed(() =>
        run(program, args, { env: name === BY_NODE ? { ...env, PANECTL_DOOR: 'node' } : env }),
      );
      if (round > 1) taken.get(name)?.push(took);
    }
  }
  const floor = median(taken.get('bare Node') ?? []);
  const raw = median(taken.get('raw tmux') ?? []);
  return [...taken].map(([name, values]) => ({
    what: `pane-count, ${name}`,
    figures: {
      p50: ms(median(values)),
      p99: ms(percentile(values, 0.99)),
      'against bare Node': times(median(values) / floor),
      'against raw tmux': times(median(values) / raw),
    },
    goal: goalOf(name, median(values), floor, raw),
  }));
};

const BY_NODE = 'panectl through Node';

const goalOf = (name: string, value: number, floor: number, raw: number): Row['goal'] => {
  if (name === 'panectl') return { text: `at most ${GOALS.door}x raw tmux`, met: value / raw <= GOALS.door };
  return name === BY_NODE
    ? { text: `at most ${GOALS.node}x bare Node`, met: value / floor <= GOALS.node }
    : null;
};
