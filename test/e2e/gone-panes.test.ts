import { describe, expect, it } from 'vitest';
import { callersAt } from '../support/connections.ts';
import type { PrivateTmux } from '../support/private-tmux.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { row, rows } from './hostile-corpus.ts';

const outputOf = async ({ ask }: PanectlHouse, execId: string) => {
  const output = row(row(await ask('exec-output', execId)).output);
  return { lost: output.lost, lines: rows(output.lines).map(({ text }) => text) };
};

const create = async ({ ask }: PanectlHouse, label: string, ...words: readonly string[]) => {
  const { exec_id, tmux_pane } = row(await ask('pane-create', 's', label, ...words));
  return { execId: String(exec_id), pane: String(tmux_pane) };
};

const isGone = async ({ panectl }: PanectlHouse, pane: string): Promise<boolean> =>
  (await panectl('pane-status', 's', pane)).status === 3;

describe('what ran in a pane that is gone', () => {
  it('is told with all its output where the pane was killed, also of a line that was not finished', () =>
    withPanectl(async (house) => {
      const { ask, panectl } = house;
      await ask('session-create', 's');
      const { execId } = await create(house, 'p', '--command', 'echo one; printf "two? "; exec sleep 1000');
      await ask('pane-watch', 's', 'p', 'two\\? $');
      const waiting = panectl('exec-wait', execId);
      await ask('pane-kill', 's', 'p');
      expect((await waiting).json).toMatchObject({ data: { outcome: 'ended', ended_by: 'kill' } });
      expect(await ask('exec-show', execId)).toMatchObject({ outcome: 'ended', label: 'p', last_cursor: 2 });
      expect(await outputOf(house, execId)).toEqual({ lost: 0, lines: ['one', 'two? '] });
      expect(await ask('exec-list', 's')).toMatchObject({ execs: [{ exec_id: execId }] });
      expect((await panectl('exec-wait', execId)).status).toBe(1);
      expect(await ask('exec-output', execId, '--grep', 'tw')).toMatchObject({
        output: { lines: [{ cursor: 1 }] },
      });
    }));

  it('is told with all its output and its code where the pane was not to be kept', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      const { execId, pane } = await create(house, 'p', '--no-keep', '--command', 'seq 1 2000; exit 7');
      await until(() => isGone(house, pane), { what: 'the pane to close' });
      expect(await house.ask('exec-show', execId)).toMatchObject({ outcome: 'failed', exit_code: 7 });
      const said = await house.ask('exec-output', execId, '-n', '5000', '--bytes', '1000000');
      expect(rows(row(row(said).output).lines).map(({ text }) => text)).toEqual(
        Array.from({ length: 2_000 }, (_, at) => `${at + 1}`),
      );
      expect((await house.panectl('exec-wait', execId)).status).toBe(1);
    }));

  it('is told where a person closed the pane, and where its session was killed', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      const killed = await create(house, 'p', '--command', 'echo p; exec sleep 1000');
      const ended = await create(house, 'q', '--command', 'echo q; exec sleep 1000');
      for (const label of ['p', 'q']) await house.ask('pane-watch', 's', label, `^${label}$`);
      await house.tmux.run('kill-pane', '-t', killed.pane);
      await until(() => isGone(house, killed.pane), { what: 'the pane to go' });
      expect(await outputOf(house, killed.execId)).toEqual({ lost: 0, lines: ['p'] });
      await house.ask('session-kill', 's');
      expect(await outputOf(house, ended.execId)).toEqual({ lost: 0, lines: ['q'] });
      expect(await house.ask('exec-show', ended.execId)).toMatchObject({ ended_by: 'kill' });
    }));

  it('is told where a shell that ran it has gone', () =>
    withPanectl(
      async (house) => {
        const { ask, panectl } = house;
        await ask('session-create', 's');
        await ask('pane-create', 's', 'p');
        const ran = row(row((await panectl('pane-exec', 's', 'p', 'echo said', '--wait')).json).data);
        await ask('pane-send-keys', 's', 'p', 'exit', 'Enter');
        await until(() => isGone(house, String(ran.tmux_pane)), { what: 'the shell to go' });
        expect(await outputOf(house, String(ran.exec_id))).toEqual({ lost: 0, lines: ['said'] });
      },
      { config: ['set -g default-command bash'] },
    ));

  it('is told of what ran before the pane was started again', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      const { execId } = await create(house, 'p', '--command', 'printf first; exec sleep 1000');
      await house.ask('pane-watch', 's', 'p', 'first');
      const again = row(await house.ask('pane-respawn', 's', 'p', '--command', 'echo second'));
      await house.ask('exec-wait', String(again.exec_id));
      expect(await outputOf(house, execId)).toEqual({ lost: 0, lines: ['first'] });
      expect(await outputOf(house, String(again.exec_id))).toEqual({ lost: 0, lines: ['second'] });
    }));

  it('is never taken for what runs in a pane of the same number on another server', () =>
    withPanectl(async (house) => {
      const { ask, tmux } = house;
      await ask('session-create', 's');
      const { execId, pane } = await create(house, 'p', '--command', 'echo old; echo older; exec sleep 1000');
      await ask('pane-watch', 's', 'p', '^older$');
      await tmux.run('kill-server');
      await until(async () => (await tmux.serverPid()) === null, { what: 'the server to end' });
      // A server that is about to be gone may still take the call.
      const begin = () => tmux.run('new-session', '-d', '-s', 's');
      await until(
        () =>
          begin().then(
            () => true,
            () => false,
          ),
        { what: 'another server' },
      );
      await tmux.run('new-window', '-d', '-t', 's:');
      const other = await create(house, 'p', '--command', 'echo new; echo newer; exec sleep 1000');
      expect(other.pane).toBe(pane);
      await ask('pane-watch', 's', other.pane, '^newer$');
      expect(await outputOf(house, execId)).toEqual({ lost: 2, lines: [] });
      expect(await outputOf(house, other.execId)).toEqual({ lost: 0, lines: ['new', 'newer'] });
    }));

  it('is not what a call means that comes while another server takes the place', () =>
    withPanectl(async ({ ask, tmux, panectl }) => {
      await ask('session-create', 's');
      const [daemon = 0] = daemonsOf(tmux.socket);
      process.kill(daemon, 'SIGSTOP');
      const making = await takePlace(tmux)
        .then(async () => {
          const call = panectl('pane-create', 's', 'q', '--command', 'exec cat');
          await until(() => callersAt(tmux.socket) === 1, { what: 'the call' });
          return { call };
        })
        .finally(() => process.kill(daemon, 'SIGCONT'));
      expect((await making.call).status).toBe(0);
      // The window that was ours has the same number as one that is a person's now: it is left alone.
      expect(await tmux.lines('list-panes', '-s', '-t', '=s:', '-F', '#{window_index} #{@label}')).toEqual([
        '0 ',
        '1 ',
        '2 q',
      ]);
    }));
});

/** Another server, with the numbers of the first one and a person's session and windows behind them. */
const takePlace = async (tmux: PrivateTmux): Promise<void> => {
  // It would wait for the answer of a daemon that is stopped if it was asked to end.
  process.kill(Number(await tmux.serverPid()), 'SIGKILL');
  await until(async () => (await tmux.serverPid()) === null, { what: 'the server to end' });
  for (const session of ['x', 's']) await tmux.run('new-session', '-d', '-s', session);
  await tmux.run('new-window', '-d', '-t', 's:');
};
