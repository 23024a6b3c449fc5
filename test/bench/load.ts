import { PANECTL } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { cpuPercentOf, memoryMegabytesOf } from './figures.ts';
import { lastOfChain, withPanes } from './panes.ts';
import { percent, type Row } from './row.ts';

const SECONDS = 30;
/** Both stay for days; V8 compiles what they do once a second in the first half minute. */
const FIRST_SECONDS = 30;

/** What daemon and panel cost while nobody asks anything: many panes that print, many that do not. */
export const benchLoad = async (): Promise<readonly Row[]> => [
  ...(await withPanes(50, 'while :; do echo tick; sleep 1; done', async (house) => [
    await daemonRow(house, '50 panes, 1 line/s each', { cpu: 1.5, megabytes: 90 }),
    await panelRow(house),
  ])),
  ...(await withPanes(200, 'exec cat', async (house) => [
    await daemonRow(house, '200 idle panes', { cpu: 2, megabytes: Number.POSITIVE_INFINITY }),
  ])),
];

const daemonRow = async (
  { tmux }: PanectlHouse,
  what: string,
  goal: { readonly cpu: number; readonly megabytes: number },
): Promise<Row> => {
  const [pid] = daemonsOf(tmux.socket);
  if (pid === undefined) throw new Error('no daemon runs');
  const first = await cpuPercentOf(pid, FIRST_SECONDS);
  const cpu = await cpuPercentOf(pid, SECONDS);
  const megabytes = memoryMegabytesOf(pid);
  const memory = Number.isFinite(goal.megabytes) ? `, ${goal.megabytes} MB` : '';
  return {
    what: `daemon, ${what}`,
    figures: { cpu: percent(cpu), 'at first': percent(first), memory: `${megabytes.toFixed(0)} MB` },
    goal: { text: `${goal.cpu} %${memory}`, met: cpu <= goal.cpu && megabytes <= goal.megabytes },
  };
};

/** The panel's terminal is a pane of another tmux server, so that it is not among the panes that it shows. */
const panelRow = (watched: PanectlHouse): Promise<Row> =>
  withPanectl(
    async ({ tmux }) => {
      await until(async () => (await tmux.run('capture-pane', '-p', '-t', 'screen:')).includes('bench'), {
        what: 'the panel to show the session',
      });
      const pid = lastOfChain(Number(await tmux.run('list-panes', '-t', 'screen:', '-F', '#{pane_pid}')));
      const first = await cpuPercentOf(pid, FIRST_SECONDS);
      const cpu = await cpuPercentOf(pid, SECONDS);
      const megabytes = memoryMegabytesOf(pid);
      return {
        what: 'panel on top of it, nothing touched',
        figures: {
          cpu: percent(cpu),
          'at first': percent(first),
          memory: `${megabytes.toFixed(0)} MB`,
        },
        goal: { text: '1.5 %, 100 MB', met: cpu <= 1.5 && megabytes <= 100 },
      };
    },
    {
      session: 'screen',
      size: { width: 120, height: 40 },
      command: `exec env PANECTL_HOME=${watched.home} TMUX= ${PANECTL} -S ${watched.tmux.socket} panel`,
    },
  );
