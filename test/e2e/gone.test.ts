import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { connectionsTo } from '../support/connections.ts';
import { callerEnvironment } from '../support/private-tmux.ts';
import { PANECTL } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

/** What the end of something is to one that waits for it, or follows it: `status code-or-outcome`. */
interface Row {
  readonly words: readonly string[];
  /** After `session-kill` of the session that it is about. */
  readonly sessionKilled: string;
}

/** In the session `build`: `job` has said something and runs on, `main` is a shell with marks, `busy` one at work. */
const ROWS: readonly Row[] = [
  { words: ['pane-wait', 'build', 'job'], sessionKilled: '1 ended' },
  { words: ['pane-wait', 'build', 'busy'], sessionKilled: '1 ended' },
  { words: ['exec-wait', 'e1'], sessionKilled: '1 ended' },
  { words: ['pane-watch', 'build', 'job', 'never'], sessionKilled: '1 exited' },
  { words: ['pane-watch', 'build', 'busy', 'never', '--since', 'now'], sessionKilled: '1 exited' },
  { words: ['pane-watch-timeout', 'build', 'job', 'never', '10m'], sessionKilled: '1 exited' },
  { words: ['wait-any', 'exit:build/job', 'status:build/main:failed'], sessionKilled: '0 fulfilled' },
  { words: ['wait-any', 'pattern:build/job:never'], sessionKilled: '1 failed' },
  { words: ['wait-all', 'exit:build/job', 'exit:build/busy'], sessionKilled: '0 fulfilled' },
  { words: ['wait-all', 'exit:build/job', 'ready:build/busy'], sessionKilled: '1 failed' },
  { words: ['pane-exec', 'build', 'main', 'sleep 1000', '--wait'], sessionKilled: '1 ended' },
  { words: ['pane-exec-timeout', 'build', 'other', '10m', 'sleep 1000'], sessionKilled: '1 ended' },
  {
    words: ['pane-create', 'build', 'new', '--command', 'sleep 1000', '--wait', 'exit'],
    sessionKilled: '1 failed',
  },
  { words: ['pane-tail', 'build', 'job', '--since', '0', '--follow'], sessionKilled: '0 -' },
  { words: ['pane-stream', 'build', 'busy', '--since', '0'], sessionKilled: '0 -' },
  { words: ['pane-stream', 'build', 'job', 'echo a line', '--since', '0'], sessionKilled: '0 -' },
  { words: ['session-logs', 'build', '--follow'], sessionKilled: '0 -' },
  { words: ['orchestration-log', 'build', '--since', '1', '--follow'], sessionKilled: 'goes on' },
];

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Waiter {
  readonly words: readonly string[];
  readonly ended: Promise<Ended>;
  readonly end: () => void;
  readonly said: () => string;
  hasEnded: boolean;
}

/** These go through Node, and say what there is before they follow. */
const isFollower = ({ words }: Pick<Row, 'words'>): boolean =>
  words[0] === 'pane-stream' || words.includes('--follow');

const start = ({ tmux, home }: PanectlHouse, words: readonly string[]): Waiter => {
  const child = spawn(PANECTL, ['-S', tmux.socket, ...words], {
    env: { ...callerEnvironment(), PANECTL_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => {
    stdout += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  const ended = once(child, 'close').then(([status]) => {
    waiter.hasEnded = true;
    return { status, stdout, stderr };
  });
  const waiter: Waiter = {
    ...{ words, ended, hasEnded: false },
    ...{ end: () => void child.kill('SIGKILL'), said: () => stdout },
  };
  return waiter;
};

/** The last line of a stream that fails is the envelope with its error. */
const shown = ({ status, stdout }: Ended): string => {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  const { data, error } = last.startsWith('{"ok":')
    ? JSON.parse(last)
    : { data: undefined, error: undefined };
  return `${status} ${error?.code ?? data?.outcome ?? data?.status ?? '-'}`;
};

/** Everybody waits; then something goes. Answers what each said, in the order of `ROWS`. */
const afterThe = async (
  house: PanectlHouse,
  loss: () => Promise<unknown>,
  logGoesOn = false,
): Promise<readonly (readonly [string, string])[]> => {
  const { ask, tmux } = house;
  await ask('session-create', 'build');
  await ask('pane-create', 'build', 'job', '--command', 'echo began; exec sleep 1000');
  await ask('pane-create', 'build', 'busy');
  await ask('pane-create', 'build', 'other');
  await ask('pane-exec', 'build', 'busy', 'sleep 1000');
  const waiters = ROWS.map(({ words }) => start(house, words));
  // Connected is not yet heard: who has not been when something goes asks whoever comes next.
  const follow = () => waiters.every((waiter) => (waiter.said() !== '') === isFollower(waiter));
  await until(() => follow() && connectionsTo(tmux.socket) === waiters.length, {
    what: 'everybody to wait',
  });
  await until(
    async () => {
      const { execs } = Object(await ask('exec-list', 'build'));
      return execs.filter(({ outcome }: { outcome: string }) => outcome === 'running').length === 5;
    },
    { what: 'the commands to run' },
  );
  expect(waiters.filter(({ hasEnded }) => hasEnded).map(({ words }) => words)).toEqual([]);
  await loss();
  const log = waiters.find(({ words }) => words[0] === 'orchestration-log');
  const left = () => waiters.filter((waiter) => waiter !== log && !waiter.hasEnded);
  await until(() => left().length === 0, { what: 'everybody to end' }).catch((error: unknown) => {
    throw new Error(
      `${String(error)}: ${left()
        .map(({ words }) => words.join(' '))
        .join(', ')}`,
    );
  });
  const others = await Promise.all(waiters.filter((waiter) => waiter !== log).map(({ ended }) => ended));
  const told = others.map((ended, index) => [ROWS[index]?.words.join(' ') ?? '', shown(ended)] as const);
  if (log === undefined) return told;
  if (!logGoesOn) return [...told, [log.words.join(' '), shown(await log.ended)]];
  // It goes on: it is told what happens afterwards.
  const created = () => log.said().split('"session.created"').length - 1;
  const before = created();
  await ask('session-create', 'build');
  await until(() => created() > before || log.hasEnded, { what: 'the log to go on' });
  const how = log.hasEnded ? shown(await log.ended) : 'goes on';
  log.end();
  return [...told, [log.words.join(' '), how]];
};

/** What ran on a server that has gone runs no more. */
const untilNothingRuns = ({ ask }: PanectlHouse): Promise<unknown> =>
  until(
    async () => {
      const { execs } = Object(await ask('exec-list', 'build'));
      return execs.every(({ outcome }: { outcome: string }) => outcome !== 'running');
    },
    { what: 'the end of what ran' },
  );

const all = (what: string) => ROWS.map(({ words }) => [words.join(' '), what]);

const withShells = (body: (house: PanectlHouse) => Promise<void>): Promise<void> =>
  withPanectl(body, {
    session: null,
    config: ['set -g default-shell /bin/bash', "set -g default-command ''"],
  });

describe('everybody who waits or follows', () => {
  it('is told server_gone when the tmux server is ended', () =>
    withShells(async (house) => {
      const told = await afterThe(house, () => house.tmux.run('kill-server').catch(() => ''));
      expect(told).toEqual(all('5 server_gone'));
      await untilNothingRuns(house);
    }));

  it('is told server_gone when the tmux server is killed', () =>
    withShells(async (house) => {
      const told = await afterThe(house, async () =>
        process.kill((await house.tmux.serverPid()) ?? 0, 'SIGKILL'),
      );
      expect(told).toEqual(all('5 server_gone'));
      await untilNothingRuns(house);
    }));

  it('is told daemon_unavailable when the daemon is stopped', () =>
    withShells(async (house) => {
      const told = await afterThe(house, () => house.ask('daemon-stop'));
      expect(told).toEqual(all('5 daemon_unavailable'));
    }));

  it('is told daemon_unavailable when the daemon is killed', () =>
    withShells(async (house) => {
      const told = await afterThe(house, async () =>
        process.kill(daemonsOf(house.tmux.socket)[0] ?? 0, 'SIGKILL'),
      );
      expect(told).toEqual(all('5 daemon_unavailable'));
    }));

  it('is told the end of what it waits for when its session is killed', () =>
    withShells(async (house) => {
      await house.ask('session-create', 'stays');
      const told = await afterThe(house, () => house.ask('session-kill', 'build'), true);
      expect(told).toEqual(ROWS.map(({ words, sessionKilled }) => [words.join(' '), sessionKilled]));
    }));
});
