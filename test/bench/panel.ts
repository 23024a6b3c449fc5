import { PANECTL } from '../support/run-panectl.ts';
import type { PanectlHouse } from '../support/with-panectl.ts';
import { cpuPercentOf, memoryMegabytesOf, percentile } from './figures.ts';
import { lastOfChain, withPanes } from './panes.ts';
import { ms, percent, type Row } from './row.ts';
import { onTerminal, type Terminal } from './terminal.ts';

const KEYS = 150;
const STARTS = 15;
const KEY_GOAL = { p50: 30, p99: 80 };
const START_GOAL_MS = 350;
const REST_GOAL = { cpu: 6, megabytes: 120 };
const FIRST_SECONDS = 30;
const SECONDS = 12;

/** What the operator feels: from a key to the new frame, and from the command to the first one. */
export const benchPanel = async (): Promise<readonly Row[]> => [
  ...(await withPanes(10, 'exec cat', async (house) => [
    await echoRow(house),
    await keyRow(house, 10),
    ...(await startRows(house)),
  ])),
  ...(await withPanes(500, 'exec cat', async (house) => [await keyRow(house, 500), await restRow(house)])),
];

const panel = <T>({ tmux, home }: PanectlHouse, body: (terminal: Terminal) => Promise<T>): Promise<T> =>
  onTerminal(`exec ${PANECTL} -S ${tmux.socket} panel`, { ...tmux.env, PANECTL_HOME: home }, body);

/** Never at the same moment of a second: the panel draws its clock then. */
const pause = (round: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 90 + (round % 37)));

/** The floor: the terminal's own echo of a character. */
const echoRow = ({ tmux }: PanectlHouse): Promise<Row> =>
  onTerminal('echo ready; exec cat', tmux.env, async ({ press, sees }) => {
    const taken: number[] = [];
    await sees(([row]) => row === 'ready');
    for (let round = 1; round <= 50; round++) {
      const seen = sees(([, row = '']) => row.length === round);
      const start = performance.now();
      press('x');
      taken.push((await seen) - start);
      await pause(round);
    }
    return { what: 'key → its echo by a bare terminal', figures: spread(taken), goal: null };
  });

/** Where the cursor of the list stands. */
const focusIn = (rows: readonly string[]): number => rows.findIndex((row) => row.includes('▌'));

const keyRow = (house: PanectlHouse, panes: number): Promise<Row> =>
  panel(house, async ({ press, rows, sees }) => {
    await sees((screen) => focusIn(screen) > 0);
    // Up and down within the first rows, where nothing scrolls.
    const taken: number[] = [];
    for (let round = 0; round < KEYS; round++) {
      await pause(round);
      const before = focusIn(rows());
      const seen = sees((screen) => focusIn(screen) > 0 && focusIn(screen) !== before);
      const start = performance.now();
      press(round % 8 < 4 ? 'j' : 'k');
      taken.push((await seen) - start);
    }
    const [p50, p99] = [percentile(taken, 0.5), percentile(taken, 0.99)];
    return {
      what: `key → new frame, ${panes} panes`,
      figures: spread(taken),
      goal: {
        text: `p50 ${KEY_GOAL.p50} ms, p99 ${KEY_GOAL.p99} ms`,
        met: p50 <= KEY_GOAL.p50 && p99 <= KEY_GOAL.p99,
      },
    };
  });

/** Until something of the panes is seen, from the start of the process on. */
const firstSight = async (command: string, env: PanectlHouse['tmux']['env']): Promise<number> => {
  const start = performance.now();
  return (
    (await onTerminal(command, env, ({ sees }) =>
      sees((rows) => rows.some((row) => row.includes('panes'))),
    )) - start
  );
};

const startRows = async ({ tmux, home }: PanectlHouse): Promise<readonly Row[]> => {
  const env = { ...tmux.env, PANECTL_HOME: home };
  const node: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < STARTS; round++) {
    node.push(await firstSight(`exec ${process.execPath} -e 'console.log("panes")'`, env));
    ours.push(await firstSight(`exec ${PANECTL} -S ${tmux.socket} panel`, env));
  }
  const p50 = percentile(ours, 0.5);
  return [
    { what: 'first line of a bare Node', figures: spread(node), goal: null },
    {
      what: 'first frame of the panel, its daemon there',
      figures: spread(ours),
      goal: { text: `p50 ${START_GOAL_MS} ms`, met: p50 <= START_GOAL_MS },
    },
  ];
};

const restRow = (house: PanectlHouse): Promise<Row> =>
  panel(house, async ({ sees, pid }) => {
    await sees((screen) => focusIn(screen) > 0);
    const panelPid = lastOfChain(pid);
    const first = await cpuPercentOf(panelPid, FIRST_SECONDS);
    const cpu = await cpuPercentOf(panelPid, SECONDS);
    const megabytes = memoryMegabytesOf(panelPid);
    return {
      what: 'panel, 500 panes, nothing touched',
      figures: { cpu: percent(cpu), 'at first': percent(first), memory: `${megabytes.toFixed(0)} MB` },
      goal: {
        text: `${REST_GOAL.cpu} %, ${REST_GOAL.megabytes} MB`,
        met: cpu <= REST_GOAL.cpu && megabytes <= REST_GOAL.megabytes,
      },
    };
  });

const spread = (taken: readonly number[]) => ({
  ...{ p50: ms(percentile(taken, 0.5)), p99: ms(percentile(taken, 0.99)), n: `${taken.length}` },
});
