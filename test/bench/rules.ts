import { spawn } from 'node:child_process';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { cpuPercentOf, percentile } from './figures.ts';
import { type Link, openLink } from './link.ts';
import { ms, percent, type Row } from './row.ts';
import { openWatch, TRIGGER, type Watch } from './watch.ts';

const ROUNDS = 60;
const SLOW_ROUNDS = 8;
const CHATTER = `exec bash --norc -c 'while :; do echo "some line $RANDOM"; read -t 0.1 _; done'`;
const CROWD = `exec bash --norc -c 'while :; do for i in 1 2 3 4; do echo "GET /items/$RANDOM 200 in $RANDOM ms"; done; read -t 0.1 _; done'`;
const MADE = 'exec sleep 1000';

/** How soon a rule has acted, and what rules cost, beside what a control client and a script of the usual kind take. */
export const benchRules = async (): Promise<readonly Row[]> => [
  ...(await onServer(8, (stage) => benchActions(stage, 8, { p50: 6, p99: 25 }))),
  ...(await onServer(8, benchOthers)),
  ...(await onServer(50, (stage) => benchActions(stage, 50, { p50: Number.POSITIVE_INFINITY, p99: 60 }))),
  ...(await onServer(1, benchMetric)),
  ...(await benchCrowd()),
];

interface Stage {
  readonly house: PanectlHouse;
  readonly link: Link;
  readonly watch: Watch;
}

const onServer = (panes: number, bench: (stage: Stage) => Promise<readonly Row[]>) =>
  withPanectl(
    async (house) => {
      await house.ask('session-create', 'bench');
      const link = await openLink(house.tmux.socket);
      await link.call('pane-create', { session: 'bench', label: 'trigger', command: TRIGGER });
      for (let pane = 2; pane < panes; pane += 1)
        await link.call('pane-create', {
          session: 'bench',
          label: `c${pane}`,
          command: panes > 8 ? CHATTER : 'cat',
        });
      const watch = await openWatch(house, 'bench', MADE);
      try {
        return await bench({ house, link, watch });
      } finally {
        watch.end();
        link.end();
      }
    },
    { session: null, size: { width: 200, height: 200 } },
  );

const fire = async ({ link }: Stage): Promise<void> => {
  await link.call('pane-send-keys', { session: 'bench', pane: 'trigger', keys: ['Enter'] });
};

const benchActions = async (
  stage: Stage,
  panes: number,
  goal: { readonly p50: number; readonly p99: number },
): Promise<readonly Row[]> => {
  const { link, watch } = stage;
  const action = `pane-create {{ session }} made --command '${MADE}'`;
  await link.call('on-pattern', {
    session: 'bench',
    pane: 'trigger',
    pattern: '^FIRE',
    action,
    name: 'fire',
  });
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await fire(stage);
    const took = await watch.next();
    if (round >= 3) taken.push(took);
    await removeMade(link, round);
  }
  return [row(`line of one of ${panes} panes, a rule has made a pane`, taken, goal)];
};

/** Gone, and the rule may fire again however often it has. */
const removeMade = async (link: Link, round: number): Promise<void> => {
  await until(
    async () => {
      try {
        await link.call('pane-kill', { session: 'bench', pane: 'made' });
        return true;
      } catch {
        return false;
      }
    },
    { what: 'the made pane to go' },
  );
  if (round % 20 !== 19) return;
  await link.call('rule-pause', { rule: 'fire' });
  await link.call('rule-resume', { rule: 'fire' });
};

/** The same by a control client that does nothing else, and by scripts that look now and then. */
const benchOthers = async (stage: Stage): Promise<readonly Row[]> => {
  const { house, watch } = stage;
  const bySleep = await byScript(stage, '1');
  const byPolling = await byScript(stage, '0.1');
  watch.act();
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await fire(stage);
    bare.push(await watch.next());
    await house.tmux.run('kill-pane', '-t', await newestPane(house));
  }
  return [
    row('  the same, a bare control client', bare, null),
    row('  the same, a script: sleep 1 s, capture, grep', bySleep, null),
    row('  the same, a script: every 100 ms', byPolling, null),
  ];
};

const newestPane = async ({ tmux }: PanectlHouse): Promise<string> => {
  const ids = await tmux.lines('list-panes', '-a', '-F', '#{pane_id}');
  return ids.toSorted((a, b) => Number(b.slice(1)) - Number(a.slice(1)))[0] ?? '';
};

const byScript = async (stage: Stage, pause: string): Promise<readonly number[]> => {
  const { house, watch } = stage;
  const { tmux } = house;
  const taken: number[] = [];
  const trigger = await house.tmux.run(
    'list-panes',
    '-a',
    '-f',
    '#{==:#{@label},trigger}',
    '-F',
    '#{pane_id}',
  );
  for (let round = 0; round < SLOW_ROUNDS; round += 1) {
    await tmux.run('clear-history', '-t', trigger);
    await tmux.run('send-keys', '-R', '-t', trigger);
    const script = `until tmux -S '${tmux.socket}' capture-pane -p -t '${trigger}' | grep -q FIRE; do sleep ${pause}; done; tmux -S '${tmux.socket}' split-window -d -t '=bench:' '${MADE}'`;
    const child = spawn('bash', ['-c', script], { env: tmux.env, stdio: 'ignore' });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    await fire(stage);
    taken.push(await watch.next());
    await exited;
    await tmux.run('kill-pane', '-t', await newestPane(house));
  }
  return taken;
};

/** A pane begins to burn a core; the rule is to know by the next reading but one: the first shows less than all of it. */
const benchMetric = async ({ link, house }: Stage): Promise<readonly Row[]> => {
  const { tmux } = house;
  const burner = `exec bash --norc -c 'read -r _; while :; do :; done'`;
  await link.call('pane-create', { session: 'bench', label: 'burner', command: burner });
  await link.call('on-metric', {
    session: 'bench',
    pane: 'burner',
    expression: 'cpu > 50',
    action: 'notify hot',
    name: 'hot',
  });
  await tmux.run('send-keys', '-t', await newestPane(house), 'Enter');
  const fired = await untilFired(link);
  const crossedMs = crossingOf(await link.call('pane-metrics', { session: 'bench', pane: 'burner' }));
  const late = fired - crossedMs;
  return [
    {
      what: 'reading of a metric over its threshold, the rule has fired',
      figures: { late: ms(late) },
      goal: { text: 'within one reading (1 s)', met: late <= 1_000 },
    },
  ];
};

const untilFired = async (link: Link): Promise<number> => {
  let text = '';
  await until(
    async () => {
      text = JSON.stringify(await link.call('rule-show', { rule: 'hot' }));
      return /"fired":1/.test(text);
    },
    { what: 'the rule to fire' },
  );
  return Date.parse(/"last_fired_at":"([^"]+)"/.exec(text)?.[1] ?? '');
};

const crossingOf = (answer: unknown): number => {
  const readings = [...JSON.stringify(answer).matchAll(/"at":"([^"]+)","cpu_percent":([\d.]+)/g)];
  return Date.parse(readings.find(([, , cpu]) => Number(cpu) > 50)?.[1] ?? '');
};

const RULES = 100;
const SECONDS = 10;

/** 50 panes with 40 lines a second each, and 100 rules that look at every line of all of them. */
const benchCrowd = () =>
  withPanectl(
    async (house) => {
      await house.ask('session-create', 'bench');
      const link = await openLink(house.tmux.socket);
      for (let pane = 0; pane < 50; pane += 1)
        await link.call('pane-create', { session: 'bench', label: `c${pane}`, command: CROWD });
      const [pid = 0] = daemonsOf(house.tmux.socket);
      await cpuPercentOf(pid, 2);
      const without = await cpuPercentOf(pid, SECONDS);
      for (let rule = 0; rule < RULES; rule += 1)
        await link.call('on-pattern', {
          session: 'bench',
          pane: '*',
          pattern: PATTERNS[rule % PATTERNS.length]?.replace('N', String(rule)) ?? '',
          action: 'notify {{ line }}',
        });
      await cpuPercentOf(pid, 2);
      const cpu = await cpuPercentOf(pid, SECONDS);
      link.end();
      return [
        { what: '50 panes, 2,000 lines/s, no rule', figures: { cpu: percent(without) }, goal: null },
        {
          what: '50 panes, 2,000 lines/s, 100 rules on all of them',
          figures: { cpu: percent(cpu) },
          goal: { text: '25 %', met: cpu <= 25 },
        },
      ];
    },
    { session: null, size: { width: 200, height: 200 } },
  );

const PATTERNS = [
  'ERROR N: (\\w+)',
  '[a-z]+_fail_N=\\d+',
  '(?i)(err|warn)[a-z]* N$',
  '^done in (\\d+)ms job N$',
  '(\\d+) ms.*slow N',
];

const row = (
  what: string,
  taken: readonly number[],
  goal: { readonly p50: number; readonly p99: number } | null,
): Row => {
  const p50 = percentile(taken, 0.5);
  const p99 = percentile(taken, 0.99);
  return {
    what,
    figures: { p50: ms(p50), p99: ms(p99), n: String(taken.length) },
    goal:
      goal === null
        ? null
        : {
            text: Number.isFinite(goal.p50) ? `p50 ${goal.p50} ms, p99 ${goal.p99} ms` : `p99 ${goal.p99} ms`,
            met: p50 <= goal.p50 && p99 <= goal.p99,
          },
  };
};
