import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { at } from '../support/fields.ts';
import { callerEnvironment, type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';
import { PANECTL } from '../support/run-panectl.ts';
import { streamPanectl } from '../support/stream-panectl.ts';
import { processesNaming } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { withHome } from '../support/with-panectl.ts';

const DEADLINE = 900_000;
/** The demo itself has given up by then. */
const PATIENCE = 250_000;

/** A folder for what the demo makes, which must be empty again afterwards, and no process may name it. */
const withDemoFolder = (body: (folder: string) => Promise<void>): Promise<void> =>
  withHome(async (home) => {
    const folder = join(home, 'demo');
    mkdirSync(folder);
    await body(folder);
    await until(() => readdirSync(folder).length === 0, { what: 'the demo to remove its folder' });
    await until(() => processesNaming(folder).length === 0, { what: 'the demo to end its processes' });
  });

/** The demo without a terminal, while it runs. */
const startDemo = (folder: string) => {
  const child = spawn(PANECTL, ['demo', 'scaled'], {
    env: { ...callerEnvironment(), TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => {
    said.out += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    said.err += text.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const untilSaid = (text: string) =>
    until(() => said.out.includes(text) || child.exitCode !== null, { what: text, deadline: PATIENCE });
  return { child, said, ended, untilSaid };
};

/** All events of the log of a demo that runs, as another caller sees them, until it ends. */
const tapLog = async (folder: string): Promise<() => Promise<readonly unknown[]>> => {
  const [house = ''] = readdirSync(folder);
  const socket = join(folder, house, 'tmux');
  const place = { tmux: { socket }, home: join(folder, house, 'home') };
  const stream = streamPanectl(place, 'orchestration-log', 'demo', '--follow', '--since', '1');
  await until(() => stream.lines().length > 0, { what: 'the log of the demo' });
  return async () => {
    await stream.ended;
    return stream.items().filter((item) => at(item, 'seq') !== undefined);
  };
};

/** How many panes there were after each that came or went. */
const countsOf = (events: readonly unknown[]): readonly number[] => {
  let count = 0;
  return events.flatMap((event) => {
    const type = at(event, 'type');
    if (type !== 'pane.created' && type !== 'pane.killed') return [];
    count += type === 'pane.created' ? 1 : -1;
    return [count];
  });
};

/** The rules that fired on the way to an event, the first cause last. */
const causesOf = (events: readonly unknown[], event: unknown): readonly unknown[] => {
  const cause = events.find((each) => at(each, 'seq') === at(event, 'caused_by'));
  if (cause === undefined) return [at(event, 'type')];
  const rest = causesOf(events, cause);
  return at(cause, 'type') === 'rule.fired' ? [at(cause, 'data', 'rule'), ...rest] : rest;
};

describe('panectl demo', () => {
  it.concurrent(
    'does nothing but watch: rules make and end every pane but the first, each caused by the one before',
    {
      timeout: DEADLINE,
    },
    ({ expect }) =>
      withDemoFolder(async (folder) => {
        const { said, ended, untilSaid } = startDemo(folder);
        await untilSaid('pane 0 main');
        const log = await tapLog(folder);
        expect([await ended, said.err]).toEqual([0, '']);
        const all = await log();
        // The session is killed when the story is over.
        const end = all.findIndex((event) => at(event, 'type') === 'session.killed');
        const events = all.slice(0, end).filter((event) => at(event, 'actor', 'kind') !== 'cli');
        expect(countsOf(events)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 7, 6, 7, 6, 5]);

        const of = (type: string) => events.filter((event) => at(event, 'type') === type);
        const moves = [...of('pane.created'), ...of('pane.killed')].filter(
          (event) => at(event, 'label') !== 'main',
        );
        expect(moves).toHaveLength(12);
        for (const move of moves) {
          const cause = events.find((event) => at(event, 'seq') === at(move, 'caused_by'));
          expect(cause).toMatchObject({ type: 'rule.fired', actor: at(move, 'actor') });
          expect(at(move, 'actor', 'kind')).toBe('rule');
        }
        const last = of('notice.sent').findLast((event) => at(event, 'actor', 'name') === 'finish');
        expect(causesOf(events, last)).toEqual([
          ...['finish', 'tested', 'built', 'load', 'grow', 'start'],
          'exec.started',
        ]);

        const numbers = (type: string, label: string) =>
          of(type)
            .filter((event) => at(event, 'label') === label)
            .map((event) => at(event, 'pane_id'));
        expect(numbers('pane.created', 'deploy')).toEqual(numbers('pane.killed', 'build'));
        const verdicts = of('rule.fired').map((event) => at(event, 'data', 'line'));
        for (const verdict of ['HEALTHY', 'SUCCESS', 'PASSED', 'DONE'])
          expect(verdicts).toContainEqual(expect.stringContaining(verdict));
        expect(of('rule.fired').filter((event) => at(event, 'data', 'rule') === 'load')).toMatchObject([
          { data: { reason: expect.stringMatching(/^memory \d+ MiB/) } },
        ]);

        const told = [...said.out.matchAll(/\(panes: (\d+)\)/g)].map(([, count]) => Number(count));
        expect(told).toEqual(countsOf(events));
        expect(said.out).toMatch(/^13 operations in [\d.]+ s, 12 of them by rules$/m);
        const table = said.out.slice(said.out.indexOf('PANE')).trim().split('\n').slice(1, -1);
        expect(table.map((row) => row.split(/ +/)[2])).toEqual(['main', 'deploy', 'logs', 'db', 'worker']);
      }),
  );

  const onTerminal = (folder: string, body: (screen: Screen) => Promise<void>): Promise<void> =>
    withPrivateTmux((tmux) => body({ tmux, text: () => tmux.run('capture-pane', '-p', '-t', 'terminal:') }), {
      session: 'terminal',
      size: { width: 120, height: 40 },
      command: `env TMPDIR=${folder} TMUX= ${PANECTL} demo; echo status $?; exec cat`,
    });

  it.concurrent(
    'plays in the panel on a terminal, triggers and all, and gives the terminal back',
    {
      timeout: DEADLINE,
    },
    ({ expect }) =>
      withDemoFolder((folder) =>
        onTerminal(folder, async ({ text }) => {
          const untilShown = (what: RegExp) =>
            until(async () => what.test(await text()), { what: String(what), deadline: PATIENCE });
          await untilShown(/panes.*main.*triggers.*load +monitor.*start +main/s);
          await untilShown(/load +monitor +mem +\d+M .*30M +held/);
          await untilShown(/worker.*load +monitor[^\n]*×1/s);
          await untilShown(/^status 0/m);
          expect(await text()).toMatch(/13 operations.*deploy.*status 0/s);
        }),
      ),
  );

  it.concurrent('cleans up when the panel is closed', ({ expect }) =>
    withDemoFolder((folder) =>
      onTerminal(folder, async ({ tmux, text }) => {
        await until(async () => /1 build +sh build/.test(await text()), { what: 'the panel' });
        await tmux.run('send-keys', '-t', 'terminal:', 'q');
        await until(async () => /^status \d/m.test(await text()), { what: 'the end' });
        expect(await text()).toMatch(/makes pane 1 build.*status 0/s);
      }),
    ));

  it.concurrent('cleans up when it is interrupted, however often', ({ expect }) =>
    withDemoFolder(async (folder) => {
      const { child, said, ended, untilSaid } = startDemo(folder);
      await untilSaid('makes pane 3 logs');
      for (let times = 0; times < 3; times += 1) child.kill('SIGTERM');
      expect([await ended, said.err]).toEqual([143, '']);
      // The story never does: it would be the cleaning up that is told.
      expect(said.out).not.toContain('kills pane 0');
    }));

  it.concurrent('cleans up when nobody reads any more', ({ expect }) =>
    withDemoFolder(async (folder) => {
      const { child, said, ended, untilSaid } = startDemo(folder);
      await untilSaid('pane 0 main');
      child.stdout.destroy();
      expect([await ended, said.err]).toEqual([0, '']);
    }));
});

interface Screen {
  readonly tmux: PrivateTmux;
  readonly text: () => Promise<string>;
}
