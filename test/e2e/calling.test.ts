import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { connectionsTo } from '../support/connections.ts';
import { callerEnvironment } from '../support/private-tmux.ts';
import { PANECTL } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

const outputOf = (data: unknown) => Object(Object(data).output);

it('gives so many lines of a screen as are asked for', () =>
  withPanectl(async ({ ask, panectl }) => {
    await ask('session-create', 'build');
    const command = 'for i in 1 2 3 4 5 6 7 8 9; do echo "row $i"; done';
    await ask('pane-create', 'build', 'rows', '--command', command, '--wait', 'exit');
    const rows = async (...options: readonly string[]) =>
      outputOf(await ask('pane-capture', 'build', 'rows', ...options));
    const all = await rows('--grep', '^row');
    expect(all.lines).toHaveLength(9);
    expect(await rows('-n', '2', '--grep', '^row')).toMatchObject({
      lines: ['row 8', 'row 9'],
      truncated: true,
      omitted: 7,
    });
    expect((await rows('2', '--grep', '^row')).lines).toEqual(['row 8', 'row 9']);
    expect((await rows('--grep', 'row 5', '--context', '1')).lines).toEqual(['row 4', 'row 5', 'row 6']);
    expect((await rows('--grep', '^row', '--bytes', '13')).lines).toEqual(['row 8', 'row 9']);
    expect((await panectl('pane-capture', 'build', 'rows', '-n', '0')).status).toBe(2);
  }));

describe('what is no command', () => {
  it('starts no daemon, and is told the same with one', () =>
    withPanectl(async ({ tmux, panectl, ask }) => {
      const calls = [
        ['pane-lst', 'work'],
        ['pane', 'lst', 'work'],
        ['--text', 'frobnicate'],
      ] as const;
      const without = await Promise.all(calls.map((words) => panectl(...words)));
      expect(daemonsOf(tmux.socket)).toEqual([]);
      expect(without.map(({ status }) => status)).toEqual([2, 2, 2]);
      expect(without[0]?.json).toMatchObject({ ok: false, error: { code: 'usage' } });
      expect(without[0]?.stdout).toContain('pane-list');
      expect(without[2]?.stderr).toContain('there is no command frobnicate');
      await ask('daemon-start');
      expect(await Promise.all(calls.map((words) => panectl(...words)))).toEqual(without);
    }));
});

describe('Ctrl-C', () => {
  const interrupted = async ({ tmux, home }: PanectlHouse, words: readonly string[]) => {
    const child = spawn(PANECTL, ['-S', tmux.socket, ...words], {
      env: { ...callerEnvironment(), PANECTL_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    child.stdout.on('data', (bytes: Buffer) => said.push(bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes.toString()));
    await until(() => connectionsTo(tmux.socket) === 1, { what: 'the call' });
    child.kill('SIGINT');
    const [status, signal] = await once(child, 'close');
    // A shell calls it 130 as well when it came before the handler.
    return { status: signal === 'SIGINT' ? 130 : status, said: said.join('') };
  };

  it.each([
    [['pane-watch', 'build', 'main', 'never']],
    [['--text', 'pane-watch', 'build', 'main', 'never']],
    [['wait-all', 'pattern:build/main:never']],
    [['exec-wait', 'e1']],
    [['pane-tail', 'build', 'main', '--since', '99999', '--follow']],
  ])('ends %j with 130 and not a word', (words) =>
    withPanectl(async (house) => {
      await house.ask('session-create', 'build');
      await house.ask('pane-exec', 'build', 'main', 'sleep 1000');
      expect(await interrupted(house, words)).toEqual({ status: 130, said: '' });
    }),
  );
});
