import { spawn } from 'node:child_process';
import type { PrivateTmux } from '../support/private-tmux.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { memoryMegabytesOf, percentile } from './figures.ts';
import { type Link, openLink } from './link.ts';
import { benchLoop } from './loop.ts';
import { ms, type Row } from './row.ts';

const ENDS = 100;
const CHATTY_PANES = 50;
const WAITS = 150;
const FLOOD_MEGABYTES = 20;

/** How late the truth is: ends of commands, lines, and both beside a flood, each beside what tmux itself takes. */
export const benchTruth = async (): Promise<readonly Row[]> => [
  ...(await onServer(benchEnds)),
  ...(await onServer(benchLines)),
  ...(await onServer(benchFlood)),
  ...(await benchLoop()),
];

const onServer = (bench: (house: PanectlHouse, link: Link) => Promise<readonly Row[]>) =>
  withPanectl(
    async (house) => {
      await house.ask('session-create', 'bench');
      const link = await openLink(house.tmux.socket);
      try {
        return await bench(house, link);
      } finally {
        link.end();
      }
    },
    { session: null, size: { width: 200, height: 200 } },
  );

/** The floor: a control client that looks for text in what comes out of a pane, and does nothing else. */
const openListener = (tmux: PrivateTmux, heard: (text: string, atMs: number) => void): (() => void) => {
  const attach = ['attach-session', '-E', '-t', '=bench:', '-f', 'ignore-size'];
  const child = spawn('tmux', ['-S', tmux.socket, '-C', ...attach], { env: tmux.env });
  child.stdout.on('data', (chunk: Buffer) => heard(chunk.toString('latin1'), nowMs()));
  return () => void child.kill('SIGKILL');
};

/** Wall clock, to compare with what other processes print. */
const nowMs = (): number => performance.timeOrigin + performance.now();

/**
 * The command prints the time as its last act; the exec's own message through the socket of the daemon is
 * the moment at which the store has it.
 */
const benchEnds = async ({ tmux }: PanectlHouse, link: Link): Promise<readonly Row[]> => {
  const floor: number[] = [];
  const ours: number[] = [];
  let barely: number | null = null;
  const endListener = openListener(tmux, (text, atMs) => {
    if (text.includes('133;D;')) barely ??= atMs;
  });
  const ended = endsHeard(link);
  for (let round = 0; round < ENDS; round += 1) {
    barely = null;
    const exec = await link.call('pane-create', {
      session: 'bench',
      label: `e${round}`,
      command: ENDING,
    });
    const atMs = await ended(textOf(exec, 'exec_id'));
    const output = await link.call('exec-output', { exec_id: textOf(exec, 'exec_id') });
    const [printedMs = Number.NaN] = stampsIn(JSON.stringify(output));
    await link.call('pane-kill', { session: 'bench', pane: textOf(exec, 'tmux_pane') });
    if (round < 3) continue;
    ours.push(atMs - printedMs);
    if (barely !== null) floor.push(barely - printedMs);
  }
  endListener();
  return [
    row('end of a process, mark read by a bare control client', floor, null),
    row('end of a process, exec ended with its code in the store', ours, { p50: 3, p99: 15 }),
  ];
};

/** When each exec was told to have ended, by the deltas of the store. */
const endsHeard = (link: Link): ((execId: string) => Promise<number>) => {
  const heard = new Map<string, number>();
  link.onMessage((message) => {
    if (message.kind !== 'delta') return;
    const text = JSON.stringify(message.events);
    for (const match of text.matchAll(/"exec_id":"(e\d+)"[^}]*?"outcome":"(\w+)"/g))
      if (match[2] !== 'running' && match[1] !== undefined && !heard.has(match[1]))
        heard.set(match[1], nowMs());
  });
  link.send({ kind: 'subscribe' });
  return async (execId) => {
    await until(() => heard.has(execId), { what: `${execId} to end` });
    return heard.get(execId) ?? Number.NaN;
  };
};

/** No process but the shell itself, whose clock has microseconds: what is measured is not the cost of starting `date`. */
const STAMP = `echo "T\${EPOCHREALTIME/[.,]/}T"`;
const CHATTER = `exec bash --norc -c 'while :; do ${STAMP}; read -t 0.1 _; done'`;
const ENDING = `exec bash --norc -c 'read -t 0.15 _; ${STAMP}'`;

const STAMPED = /T(\d{16})T/g;

/** Milliseconds of the wall clock of each stamp in a text. */
const stampsIn = (text: string): readonly number[] =>
  [...text.matchAll(STAMPED)].map(([, micros]) => Number(micros) / 1_000);

/** 50 panes with 10 lines a second each; a waiter waits for the next line of one of them, again and again. */
const benchLines = async (house: PanectlHouse, link: Link): Promise<readonly Row[]> => {
  const { tmux } = house;
  for (let pane = 0; pane < CHATTY_PANES; pane += 1)
    await link.call('pane-create', { session: 'bench', label: `c${pane}`, command: CHATTER });
  const floor: number[] = [];
  const endListener = openListener(tmux, (text, atMs) => {
    for (const printedMs of stampsIn(text)) floor.push(atMs - printedMs);
  });
  const ours = await waitForLines(link, 'c7');
  endListener();
  return [
    row(
      `line of one of ${CHATTY_PANES} panes, seen by a bare control client`,
      floor.slice(CHATTY_PANES),
      null,
    ),
    row(`line of one of ${CHATTY_PANES} panes, seen by a waiter`, ours, { p50: 1.5, p99: 10 }),
  ];
};

const waitForLines = async (link: Link, pane: string): Promise<readonly number[]> => {
  const late: number[] = [];
  for (let round = 0; round < WAITS; round += 1) {
    const watch = { session: 'bench', pane, pattern: 'T\\d{16}T', since: 'now' };
    const seen = await link.call('pane-watch', watch);
    const atMs = nowMs();
    const [printedMs = Number.NaN] = stampsIn(textOf(seen, 'line'));
    // What was there when the wait began says nothing about how late a line is.
    if (!JSON.stringify(seen).includes('"matched_at_entry":true')) late.push(atMs - printedMs);
  }
  return late;
};

const benchFlood = async ({ tmux }: PanectlHouse, link: Link): Promise<readonly Row[]> => {
  const lines = FLOOD_MEGABYTES * 10_000;
  const [pid = 0] = daemonsOf(tmux.socket);
  const serverPid = (await tmux.serverPid()) ?? 0;
  const most = { daemon: 0, server: 0 };
  const timer = setInterval(() => {
    most.daemon = Math.max(most.daemon, memoryMegabytesOf(pid));
    most.server = Math.max(most.server, memoryMegabytesOf(serverPid));
  }, 50);
  const startMs = nowMs();
  const print = `yes ${'x'.repeat(98)} | head -n ${lines}; exit 42`;
  const exec = await link.call('pane-create', { session: 'bench', label: 'burst', command: print });
  const exec_id = textOf(exec, 'exec_id');
  const ended = await link.call('exec-wait', { exec_id, timeout: '120s' });
  const seconds = (nowMs() - startMs) / 1_000;
  const status = await link.call('daemon-status', {});
  const cursor = Number(numberOf(ended, 'last_cursor')) - numberOf(ended, 'first_cursor');
  await link.call('pane-create', { session: 'bench', label: 'quiet', command: CHATTER });
  await link.call('pane-create', { session: 'bench', label: 'flood', command: 'yes' });
  const beside = await waitForLines(link, 'quiet');
  clearInterval(timer);
  const isExact = cursor === lines && numberOf(ended, 'exit_code') === 42;
  return [
    {
      what: `${FLOOD_MEGABYTES} MB into one pane`,
      figures: {
        lines: `${cursor} of ${lines}`,
        code: `${numberOf(ended, 'exit_code')}`,
        in: `${seconds.toFixed(1)} s`,
        'no longer held': `${numberOf(status, 'lost_lines')}`,
      },
      goal: { text: 'exact, or an explicit gap', met: isExact },
    },
    row('line of another pane beside a flood, seen by a waiter', beside, { p50: 100, p99: 100 }),
    {
      what: 'memory beside a flood, most',
      figures: { daemon: `${most.daemon.toFixed(0)} MB`, tmux: `${most.server.toFixed(0)} MB` },
      goal: { text: 'daemon at most 200 MB', met: most.daemon <= 200 },
    },
  ];
};

const row = (
  what: string,
  values: readonly number[],
  goal: { readonly p50: number; readonly p99: number } | null,
): Row => {
  const p50 = percentile(values, 0.5);
  const p99 = percentile(values, 0.99);
  return {
    what,
    figures: { p50: ms(p50), p99: ms(p99), n: `${values.length}` },
    goal:
      goal === null
        ? null
        : { text: `p50 ${goal.p50} ms, p99 ${goal.p99} ms`, met: p50 <= goal.p50 && p99 <= goal.p99 },
  };
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
const textOf = (value: unknown, name: string): string => {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : '';
};
const numberOf = (value: unknown, name: string): number => {
  const found = fieldOf(value, name);
  return typeof found === 'number' ? found : 0;
};
