import { expect, it } from 'vitest';
import { isAlive } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

/** What is said of the panes of a session, as `status source`, sorted. */
const looks = async ({ ask }: PanectlHouse, session: string): Promise<readonly string[]> => {
  const { panes } = Object(await ask('pane-list-detailed', session));
  return panes
    .map((pane: Readonly<Record<string, string>>) => `${pane.status ?? ''} ${pane.status_source ?? ''}`)
    .toSorted();
};

const endDaemon = async ({ tmux }: PanectlHouse, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
  const [daemon = 0] = daemonsOf(tmux.socket);
  process.kill(daemon, signal);
  await until(() => !isAlive(daemon), { what: 'the daemon to end' });
};

/** A shell at its prompt, one with a program in it, a program of its own: all by hand. */
const furnish = async ({ tmux }: PanectlHouse, session: string): Promise<void> => {
  await tmux.run('split-window', '-d', '-t', `${session}:`);
  await tmux.run('send-keys', '-t', `${session}:.1`, 'sleep 1000', 'Enter');
  await tmux.run('split-window', '-d', '-t', `${session}:`, 'exec sleep 1000');
  await until(
    async () =>
      (await tmux.lines('list-panes', '-t', `${session}:`, '-F', '#{pane_current_command}')).join() ===
      'sh,sleep,sleep',
    { what: 'the programs' },
  );
};

const FURNISHED = ['idle foreground_process', 'running foreground_process', 'running pane_process'];

it('has evidence in the first answer of a new daemon', () =>
  withPanectl(async (house) => {
    await furnish(house, 'work');
    expect(await looks(house, 'work')).toEqual(FURNISHED);
    for (const signal of ['SIGTERM', 'SIGKILL', 'SIGTERM', 'SIGKILL'] as const) {
      await endDaemon(house, signal);
      expect(await looks(house, 'work')).toEqual(FURNISHED);
    }
  }));

it('has evidence of what a person has made a moment ago, a server too', () =>
  withPanectl(
    async (house) => {
      await house.ask('daemon-start');
      await house.tmux.run('new-session', '-d', '-s', 'late');
      expect(await looks(house, 'late')).toEqual(['idle foreground_process']);
      for (const name of ['a', 'b', 'c']) {
        await house.tmux.run('new-session', '-d', '-s', name, 'exec sleep 1000');
        await house.tmux.run('new-session', '-d', '-s', `${name}-shell`);
        expect(await looks(house, name)).toEqual(['running pane_process']);
        expect(await looks(house, `${name}-shell`)).toEqual(['idle foreground_process']);
      }
    },
    { session: null },
  ));
