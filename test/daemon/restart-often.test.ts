import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { withLife } from './life.ts';
import { at } from './real-daemon.ts';

/** Milliseconds after the last call was answered, one for each kill: within what they start, and around their ends. */
const MOMENTS = [0, 3, 40, 90, 140, 260] as const;

describe('a daemon that is killed again and again', () => {
  it('never has a wrong code, and none is lost whose leader could tell', () =>
    withLife(async ({ ask, kill, revive, exec }) => {
      const wanted = new Map<string, number>();
      let code = 0;
      for (const moment of MOMENTS) {
        for (const rest of [{}, { no_keep: true }]) {
          code += 1;
          const input = {
            session: 'build',
            label: `job-${code}`,
            command: `sleep 0.1; exit ${code}`,
            window: 'new',
          };
          const pane = await ask('pane-create', { ...input, ...rest });
          wanted.set(String(at(pane, 'exec_id')), code);
        }
        await new Promise((resolve) => setTimeout(resolve, moment));
        await kill();
        await revive();
      }
      for (const [id, expected] of wanted) {
        const ended = await ask('exec-wait', { exec_id: id, timeout: '200s' });
        expect([id, at(ended, 'outcome'), at(ended, 'exit_code')]).toEqual([id, 'failed', expected]);
        expect(await exec(id)).toEqual(ended);
      }
    }));
});

describe('a connection to tmux that is cut', () => {
  it('ends no command, and its code is exact afterwards', () =>
    withLife(async ({ ask, tmux, file, heard, exec, execOf }) => {
      const command = `while [ ! -e '${file('go')}' ]; do sleep 0.05; done; exit 3`;
      await ask('pane-create', { session: 'build', label: 'job', command });
      const typed = await ask('pane-exec', { session: 'build', pane: 'main', command: `sh -c "${command}"` });
      const ids = [await execOf('job'), at(typed, 'exec_id')];
      const clientsNow = () => tmux.lines('list-clients', '-F', '#{client_pid}');
      const clients = await clientsNow();
      for (const pid of clients) process.kill(Number(pid), 'SIGKILL');
      await until(async () => !(await clientsNow()).some((pid) => clients.includes(pid)), {
        what: 'the old clients to go',
      });
      // Until then a code that is said is not known.
      await heard();
      for (const id of ids) expect(await exec(id)).toMatchObject({ outcome: 'running' });
      await tmux.run('run-shell', `touch '${file('go')}'`);
      for (const id of ids) {
        const ended = await ask('exec-wait', { exec_id: id, timeout: '200s' });
        expect(ended).toMatchObject({ outcome: 'failed', exit_code: 3 });
      }
    }));
});
