import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { type Life, untilThere, withLife } from './life.ts';
import { at } from './real-daemon.ts';

const waitsFor = (path: string, then: string): string =>
  `while [ ! -e '${path}' ]; do sleep 0.05; done; ${then}`;

const lineCount = async ({ tmux }: Life, format: string, value: string): Promise<number> =>
  (await tmux.lines('list-panes', '-a', '-F', format)).filter((line) => line === value).length;

describe('a command of its own, over a restart', () => {
  it('that runs through it is still running, and its end is exact', () =>
    withLife(async ({ ask, kill, revive, file, exec, execOf }) => {
      await ask('pane-create', {
        session: 'build',
        label: 'job',
        command: waitsFor(file('go'), 'echo end; exit 7'),
      });
      const id = await execOf('job');
      await kill();
      await revive();
      expect(await exec(id)).toMatchObject({ outcome: 'running', exit_code: null });
      expect(await ask('pane-status', { session: 'build', pane: 'job' })).toMatchObject({
        status: 'running',
        exec_id: id,
      });
      writeFileSync(file('go'), '');
      const ended = await ask('exec-wait', { exec_id: id });
      expect(ended).toMatchObject({ outcome: 'failed', exit_code: 7, ended_by: 'self' });
      expect(await ask('exec-output', { exec_id: id })).toMatchObject({
        output: { lines: [{ text: 'end' }] },
      });
    }));

  it('that ended meanwhile is known with its code and its time, kept or not', () =>
    withLife(async (life) => {
      const { ask, kill, revive, file, execOf } = life;
      const command = waitsFor(file('go'), 'exit 5');
      await ask('pane-create', { session: 'build', label: 'kept', command });
      await ask('pane-create', { session: 'build', label: 'not', command, no_keep: true });
      const ids = [await execOf('kept'), await execOf('not')];
      await kill();
      writeFileSync(file('go'), '');
      await until(async () => (await lineCount(life, '#{pane_dead}', '1')) === 1, { what: 'the dead pane' });
      await until(async () => (await lineCount(life, '#{@label}', 'not')) === 0, { what: 'the closed pane' });
      const goneAt = Date.now();
      await revive();
      for (const id of ids) {
        const ended = await ask('exec-wait', { exec_id: id });
        expect(ended).toMatchObject({ outcome: 'failed', exit_code: 5, ended_by: 'self' });
        expect(Date.parse(String(at(ended, 'ended_at')))).toBeLessThanOrEqual(goneAt);
        expect(Number(at(ended, 'last_cursor'))).toBeGreaterThanOrEqual(Number(at(ended, 'first_cursor')));
      }
      expect(await ask('pane-status', { session: 'build', pane: 'kept' })).toMatchObject({
        ...{ status: 'failed', exit_code: 5, dead: true, exec_id: ids[0] },
      });
    }));

  it('whose leader still waits for the daemon that died is let go by the next one', () =>
    withLife(async (life) => {
      const { ask, daemon, kill, revive, file, execOf } = life;
      await ask('pane-create', { session: 'build', label: 'job', command: waitsFor(file('go'), 'exit 6') });
      const id = await execOf('job');
      daemon().process.kill('SIGSTOP');
      writeFileSync(file('go'), '');
      await until(() => endFiles(life).length === 1, { what: 'the result file' });
      expect(statSync(endFiles(life)[0] ?? '').mode & 0o777).toBe(0o600);
      await kill();
      await revive();
      expect(await ask('exec-wait', { exec_id: id })).toMatchObject({ outcome: 'failed', exit_code: 6 });
      await until(async () => (await lineCount(life, '#{pane_dead}', '1')) === 1, {
        what: 'the leader to go',
      });
      await until(() => endFiles(life).length === 0, { what: 'an empty folder' });
    }));

  it('that was killed with its leader is known as killed', () =>
    withLife(async (life) => {
      const { ask, kill, revive, execOf, tmux } = life;
      await ask('pane-create', { session: 'build', label: 'job', command: 'sleep 1000' });
      const id = await execOf('job');
      await kill();
      const pids = await tmux.lines('list-panes', '-s', '-t', 'build', '-F', '#{@label} #{pane_pid}');
      const pid = Number(pids.find((line) => line.startsWith('job '))?.slice(4));
      process.kill(pid, 'SIGKILL');
      await until(async () => (await lineCount(life, '#{pane_dead}', '1')) === 1, { what: 'the dead pane' });
      await revive();
      expect(await ask('exec-wait', { exec_id: id })).toMatchObject({
        ...{ outcome: 'failed', exit_code: 137, signal: 'KILL' },
      });
    }));
});

/** Result files of this test's own server: the folder is everybody's. */
const endFiles = ({ place, tmux }: Life): readonly string[] =>
  readdirSync(place.folder)
    .filter((name) => name.endsWith('.end'))
    .map((name) => join(place.folder, name))
    .filter((path) => existsSync(path) && readFileSync(path, 'utf8').includes(`${tmux.socket},`));

describe.each(['bash', 'zsh', 'fish'])('what was typed into %s, over a restart', (shell) => {
  const withShell = (body: (life: Life) => Promise<void>): Promise<void> =>
    withLife(body, [], `/usr/bin/${shell}`);

  it('that runs through it is still running, and its end is exact', () =>
    withShell(async ({ ask, kill, revive, heard, exec, file }) => {
      const command = `sh -c "${waitsFor(file('go'), 'echo end; exit 7')}"`;
      const { exec_id: id } = Object(await ask('pane-exec', { session: 'build', pane: 'main', command }));
      await kill();
      await revive();
      expect(await exec(id)).toMatchObject({ outcome: 'running' });
      // A shell says its code once: whoever is not there yet never hears it.
      await heard();
      writeFileSync(file('go'), '');
      expect(await ask('exec-wait', { exec_id: id })).toMatchObject({ outcome: 'failed', exit_code: 7 });
      expect(await ask('exec-output', { exec_id: id })).toMatchObject({
        output: { lines: [{ text: 'end' }] },
      });
      expect(
        await ask('pane-exec', { session: 'build', pane: 'main', command: 'true', wait: true }),
      ).toMatchObject({
        ...{ outcome: 'completed', exit_code: 0 },
      });
    }));

  it('and ended meanwhile is lost, and the shell can be used at once', () =>
    withShell(async (life) => {
      const { ask, kill, revive, file } = life;
      const command = `sh -c "${waitsFor(file('go'), `echo > '${file('done')}'`)}"`;
      const { exec_id: id } = Object(await ask('pane-exec', { session: 'build', pane: 'main', command }));
      await kill();
      writeFileSync(file('go'), '');
      await untilThere(file('done'));
      await until(
        async () =>
          (await lineCount(life, '#{session_name} #{pane_current_command}', `build ${shell}`)) === 1,
        {
          what: 'a prompt',
        },
      );
      await revive();
      const waited = ask('wait-any', { conditions: [`exit:${String(id)}`], timeout: '200s' });
      expect(await ask('exec-wait', { exec_id: id })).toMatchObject({
        outcome: 'lost',
        exit_code: null,
        ended_by: null,
      });
      expect(await waited).toMatchObject({ outcome: 'fulfilled' });
      expect(await ask('pane-status', { session: 'build', pane: 'main' })).toMatchObject({ exit_code: null });
      expect(
        await ask('pane-exec', { session: 'build', pane: 'main', command: 'true', wait: true }),
      ).toMatchObject({
        ...{ outcome: 'completed', exit_code: 0 },
      });
    }));

  it('and ended meanwhile never has the code of what was typed next', () =>
    withShell(async ({ ask, kill, revive, file, tmux }) => {
      const command = `sh -c "${waitsFor(file('go'), 'exit 7')}"`;
      const { exec_id: id } = Object(await ask('pane-exec', { session: 'build', pane: 'main', command }));
      await kill();
      writeFileSync(file('go'), '');
      const next = `sh -c "echo > ${file('next')}; ${waitsFor(file('end'), 'exit 3')}"`;
      await tmux.run('send-keys', '-t', 'build:', '-l', next);
      await tmux.run('send-keys', '-t', 'build:', 'Enter');
      await untilThere(file('next'));
      await revive();
      writeFileSync(file('end'), '');
      const ended = await ask('exec-wait', { exec_id: id });
      expect(ended, JSON.stringify(ended)).toMatchObject({ outcome: 'lost', exit_code: null });
      expect(
        await ask('pane-exec', { session: 'build', pane: 'main', command: 'true', wait: true }),
      ).toMatchObject({ outcome: 'completed', exit_code: 0 });
    }));

  it.each([1, 2, 3])(
    'is not taken to run on when it ends while the daemon comes in, at client %i',
    (clients) =>
      withShell(async ({ ask, kill, revive, file, tmux }) => {
        execFileSync('mkfifo', [file('gate')]);
        const command = `sh -c "read x < '${file('gate')}'; exit 7"`;
        const { exec_id: id } = Object(await ask('pane-exec', { session: 'build', pane: 'main', command }));
        await kill();
        await until(async () => (await tmux.lines('list-clients')).length === 0, {
          what: 'its clients to go',
        });
        const revived = revive();
        await until(async () => (await tmux.lines('list-clients')).length >= clients, {
          what: 'the next ones',
        });
        // Opening it waits for the reader, which has been there all the time.
        writeFileSync(file('gate'), 'go\n');
        await revived;
        const ended = await ask('exec-wait', { exec_id: id, timeout: '200s' });
        expect([7, null]).toContain(at(ended, 'exit_code'));
        expect(['failed', 'lost'], JSON.stringify(ended)).toContain(at(ended, 'outcome'));
        expect(
          await ask('pane-exec', { session: 'build', pane: 'main', command: 'true', wait: true }),
        ).toMatchObject({ outcome: 'completed', exit_code: 0 });
      }),
  );

  it('is still running where the shell itself is at work', () =>
    withShell(async ({ ask, kill, revive, exec, tmux, file }) => {
      const command = `read x; echo > '${file('read')}'`;
      const { exec_id: id } = Object(await ask('pane-exec', { session: 'build', pane: 'main', command }));
      await kill();
      await revive();
      if (shell !== 'fish') {
        expect(await exec(id)).toMatchObject({ outcome: 'running' });
        const busy = await ask('pane-exec', { session: 'build', pane: 'main', command: 'true' }).catch(
          String,
        );
        expect(busy).toContain('pane_busy');
      }
      await tmux.run('send-keys', '-t', 'build:', 'word', 'Enter');
      await untilThere(file('read'));
      const ended = await ask('exec-wait', { exec_id: id });
      // fish reads with the editor of its prompt, so nobody can tell the two; its code is never guessed.
      expect(['lost', 'ended', 'completed']).toContain(at(ended, 'outcome'));
      if (shell !== 'fish') expect(ended).toMatchObject({ outcome: 'completed' });
    }));
});
