import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAlive } from '../../src/metrics/alive.ts';
import { until } from '../support/until.ts';
import { type Life, untilThere, withLife } from './life.ts';
import { at } from './real-daemon.ts';

const make = (life: Life, command: string, more: object = {}): Promise<unknown> =>
  life.ask('pane-create', { session: 'build', label: 'job', command, ...more });

/** The pane's own process: the leader. */
const leaderOf = async ({ ask }: Life): Promise<number> =>
  Number(at(await ask('pane-status', { session: 'build', pane: 'job' }), 'pid'));

const ended = async (life: Life, id: unknown): Promise<unknown> =>
  life.ask('exec-wait', { exec_id: id, timeout: '200s' });

const isDead = async ({ tmux }: Life): Promise<boolean> =>
  (await tmux.lines('list-panes', '-a', '-F', '#{@label} #{pane_dead}')).includes('job 1');

/** Files of leaders of this test's own server: the folder is everybody's. */
const leftovers = ({ place, tmux }: Life): readonly string[] =>
  readdirSync(place.folder)
    .filter((name) => name.endsWith('.end'))
    .map((name) => join(place.folder, name))
    .filter((path) => existsSync(path) && readFileSync(path, 'utf8').includes(`${tmux.socket},`));

describe('the leader of a command', () => {
  it.each([
    ['that closes its terminal', 'exec 0<&- 1>&- 2>&-; exit 3', 3],
    ['that leaves a background process', "sleep 1000 & echo $! >'PIDS'; exit 4", 4],
    [
      'that leaves a daemon of its own session',
      "setsid sh -c 'echo $$ >PIDS; exec sleep 1000' & while [ ! -s PIDS ]; do sleep 0.05; done; exit 5",
      5,
    ],
    ['that kills itself', 'kill -9 $$', 137],
    ['that is not there', 'no-such-command-of-anybody', 127],
    ['that turns the terminal upside down', 'stty raw -echo -onlcr; exit 6', 6],
  ])('knows the code of one %s', (_what, text, code) =>
    withLife(async (life) => {
      const pane = await make(life, text.replaceAll('PIDS', life.file('pids')), { wait: 'exit' });
      expect(pane).toMatchObject({ exit_code: code, status: 'failed' });
      await until(() => isDead(life), { what: 'the dead pane' });
      expect(leftovers(life)).toEqual([]);
      if (existsSync(life.file('pids'))) {
        const pid = Number(readFileSync(life.file('pids'), 'utf8'));
        if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      }
    }),
  );

  it('that is killed itself ends its command as killed', () =>
    withLife(async (life) => {
      await make(life, 'sleep 1000');
      const id = await life.execOf('job');
      process.kill(await leaderOf(life), 'SIGKILL');
      expect(await ended(life, id)).toMatchObject({ outcome: 'failed', exit_code: 137, signal: 'KILL' });
      await until(() => isDead(life), { what: 'the dead pane' });
    }));

  it('does not go before its command when it is asked to end', () =>
    withLife(async (life) => {
      await make(
        life,
        `echo $$ >'${life.file('pid')}'; while [ ! -e '${life.file('go')}' ]; do sleep 0.05; done; exit 9`,
      );
      const id = await life.execOf('job');
      await untilThere(life.file('pid'));
      const leader = await leaderOf(life);
      process.kill(leader, 'SIGTERM');
      process.kill(leader, 'SIGINT');
      writeFileSync(life.file('go'), '');
      expect(await ended(life, id)).toMatchObject({ outcome: 'failed', exit_code: 9 });
    }));

  it('leaves nothing behind that was killed when its command had ended, before it was let go', () =>
    withLife(async (life) => {
      await make(life, `while [ ! -e '${life.file('go')}' ]; do sleep 0.05; done; exit 9`);
      const id = await life.execOf('job');
      const leader = await leaderOf(life);
      life.daemon().process.kill('SIGSTOP');
      writeFileSync(life.file('go'), '');
      await until(() => leftovers(life).length === 1, { what: 'its file' });
      process.kill(leader, 'SIGKILL');
      await until(() => isDead(life), { what: 'the dead pane' });
      life.daemon().process.kill('SIGCONT');
      expect(at(await ended(life, id), 'outcome')).toBe('failed');
      await until(() => leftovers(life).length === 0, { what: 'an empty folder' });
    }));

  it('says by what signal its command ended', () =>
    withLife(async (life) => {
      await make(life, `echo $$ >'${life.file('pid')}'; exec sleep 1000`);
      const id = await life.execOf('job');
      await until(() => existsSync(life.file('pid')) && readFileSync(life.file('pid'), 'utf8') !== '', {
        what: 'a pid',
      });
      process.kill(Number(readFileSync(life.file('pid'), 'utf8')), 'SIGTERM');
      expect(await ended(life, id)).toMatchObject({ outcome: 'failed', exit_code: 143, signal: 'TERM' });
    }));

  it('goes with its pane', () =>
    withLife(async (life) => {
      await make(life, 'sleep 1000');
      const id = await life.execOf('job');
      const leader = await leaderOf(life);
      await life.ask('pane-kill', { session: 'build', pane: 'job' });
      expect(at(await ended(life, id), 'outcome')).not.toBe('running');
      await until(() => !isAlive(leader), { what: 'the leader to end' });
      expect(leftovers(life)).toEqual([]);
    }));

  it('leaves at once where no daemon is left, orderly stopped or killed', () =>
    withLife(async (life) => {
      const go = `while [ ! -e '${life.file('go')}' ]; do sleep 0.05; done; seq 3000; exit 8`;
      await make(life, go);
      await life.kill();
      writeFileSync(life.file('go'), '');
      await until(() => isDead(life), { what: 'the dead pane' });
      expect(leftovers(life)).toHaveLength(1);
      const panes = await life.tmux.lines('list-panes', '-a', '-F', '#{@label}#{pane_id}');
      const pane = panes.find((line) => line.startsWith('job%'))?.slice(3) ?? '';
      expect(await life.tmux.run('capture-pane', '-p', '-t', pane, '-S', '-5')).toContain('3000');
      await life.revive();
      expect(await life.ask('pane-status', { session: 'build', pane: 'job' })).toMatchObject({
        exit_code: 8,
      });
      expect(leftovers(life)).toEqual([]);
    }));

  it('gives the name to the program that it runs', () =>
    withLife(async (life) => {
      await make(life, 'sleep 1000; true');
      const processOf = async () =>
        at(await life.ask('pane-status', { session: 'build', pane: 'job' }), 'process');
      await until(async () => (await processOf()) === 'sleep', { what: 'the name' });
    }));

  it('leaves a usable terminal to whatever comes next', () =>
    withLife(async (life) => {
      await make(life, 'exit 1', { wait: 'exit' });
      await life.ask('pane-respawn', {
        ...{ session: 'build', pane: 'job' },
        command: `stty -a >'${life.file('tty')}'; echo >'${life.file('done')}'`,
      });
      await untilThere(life.file('done'));
      expect(readFileSync(life.file('tty'), 'utf8')).toMatch(/ echo .*/);
      expect(readFileSync(life.file('tty'), 'utf8')).not.toContain(' -echo ');
    }));
});
