import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { endedOf, field, SHELLS, textsOf, withShell } from './shell-house.ts';

/** Named after a folder of its own: others may be on the machine. */
const stubborn = (name: string): string =>
  `sh -c 'trap "" INT TERM; setsid sh -c "trap : INT TERM; while : ${name}; do sleep 0.1; done" & while :; do sleep 0.1; done'`;

describe.each(SHELLS)('in %s a command that takes too long', (shell) => {
  it('is killed with its whole tree when it does not heed, and the shell is usable', () =>
    withShell(shell, async ({ panectl, exec, userHome }) => {
      const { status, json } = await panectl('pane-exec-timeout', 's', 'main', '2s', stubborn(userHome));
      const ended = endedOf(status, json);
      expect([ended.status, ended.outcome, ended.ended_by]).toEqual([124, 'timed_out', 'timeout']);
      expect((await exec('echo usable')).lines).toEqual(['usable']);
      // The brackets keep the pattern from matching the line that holds it.
      expect((await exec(`ps -e -o args | grep -c "while [:] ${userHome}"`)).lines).toEqual(['0']);
    }));

  it('is interrupted first', () =>
    withShell(shell, async ({ panectl, exec }) => {
      const { status, json } = await panectl('pane-exec-timeout', 's', 'main', '2s', 'sleep 100');
      expect(endedOf(status, json)).toMatchObject({ status: 124, outcome: 'timed_out', exit_code: 130 });
      expect((await exec('echo usable')).lines).toEqual(['usable']);
    }));
});

describe('an exec', () => {
  it('goes on when only the waiting ran out of time', () =>
    withShell('bash', async ({ panectl, userHome }) => {
      const file = join(userHome, 'go');
      const { status, json } = await panectl(
        'pane-exec',
        's',
        'main',
        `while [ ! -e '${file}' ]; do sleep 0.05; done`,
        '--wait',
        '--timeout',
        '200ms',
      );
      expect(endedOf(status, json)).toMatchObject({ status: 124, outcome: 'running' });
      writeFileSync(file, '');
      expect((await panectl('pane-wait', 's', 'main', '200s')).status).toBe(0);
    }));

  it('whose pane is killed has ended by that, and can be shown afterwards', () =>
    withShell('bash', async ({ ask, panectl }) => {
      await ask('pane-create', 's', 'other');
      const id = String(field(await ask('pane-exec', 's', 'other', 'echo said; sleep 100'), 'exec_id'));
      const waiting = panectl('exec-wait', id);
      await ask('pane-watch', 's', 'other', 'said');
      await ask('pane-kill', 's', 'other');
      expect((await waiting).status).toBe(1);
      expect(await ask('exec-show', id)).toMatchObject({
        outcome: 'ended',
        exit_code: null,
        ended_by: 'kill',
      });
      const output = field(await ask('exec-output', id), 'output');
      expect(textsOf(output).length + Number(field(output, 'lost'))).toBe(1);
      expect((await panectl('exec-show', 'e999')).status).toBe(3);
      expect((await panectl('pane-wait', 's', 'main')).json).toMatchObject({
        error: { code: 'exec_not_found' },
      });
    }));

  it('with --then-watch answers at the line', () =>
    withShell('bash', async ({ panectl }) => {
      const command = 'echo one; echo READY; sleep 100';
      const { status, json } = await panectl('pane-exec', 's', 'main', command, '--then-watch', 'READY');
      expect([status, field(json, 'data', 'watch', 'line')]).toEqual([0, 'READY']);
      expect(field(json, 'data', 'outcome')).toBe('running');
    }));

  it('of a shell that lost our end mark has ended, with no code', () =>
    withShell('bash', async ({ exec, type, ended }) => {
      await type('PROMPT_COMMAND=');
      await ended(1);
      await type('false');
      expect((await ended(2))[1]).toEqual(['false', 'ended', null]);
      expect((await exec('true')).outcome).toBe('ended');
    }));
});

describe.each(SHELLS)('a %s that a person started', (shell) => {
  const files = { '.zshrc': 'setopt hist_ignore_space\n' };
  it('gets marks on request, and shows and remembers nothing of that', () =>
    withShell(
      shell,
      async ({ tmux, ask, exec, panectl }) => {
        const pane = await tmux.run('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', '=s:', shell, '-i');
        const shows = () => tmux.run('capture-pane', '-p', '-t', pane);
        await until(async () => /[$#%>]\s*$/.test((await shows()).trimEnd()), { what: 'its prompt' });
        expect((await panectl('pane-exec', 's', pane, 'true', '--wait', '--force')).json).toMatchObject({
          error: { code: 'exec_unobservable' },
        });
        await ask('pane-integrate', 's', pane, '--force');
        expect(await shows()).not.toMatch(/panectl|inject/);
        const { status, json } = await panectl('pane-exec', 's', pane, "sh -c 'exit 7'", '--wait', '--force');
        expect(endedOf(status, json)).toMatchObject({ outcome: 'failed', exit_code: 7 });
        const past = await panectl(
          'pane-exec',
          's',
          pane,
          shell === 'zsh' ? 'fc -l 1' : 'history',
          '--wait',
          '--force',
        );
        expect(endedOf(past.status, past.json).lines.join('\n')).not.toMatch(/inject/);
        expect((await exec('true')).exit_code).toBe(0);
      },
      { files },
    ));
});

describe('a zsh that remembers all that is typed', () => {
  it('writes nothing of ours to its history file, and what it was told to leave out neither', () =>
    withShell(
      'zsh',
      async ({ tmux, ask, panectl, userHome }) => {
        const pane = await tmux.run('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', '=s:', 'zsh', '-i');
        const shows = () => tmux.run('capture-pane', '-p', '-t', pane);
        await until(async () => /[$#%>]\s*$/.test((await shows()).trimEnd()), { what: 'its prompt' });
        await ask('pane-integrate', 's', pane, '--force');
        for (const line of ['echo kept', 'echo left', 'exit'])
          await panectl('pane-exec', 's', pane, line, '--wait', '--force');
        const file = join(userHome, 'remembered');
        const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
        const text = await until(() => read().endsWith('exit\n') && read(), { what: 'its file' });
        expect(text.split('\n')).toEqual(['echo kept', 'exit', '']);
      },
      { files: { '.zshrc': 'HISTFILE=~/remembered SAVEHIST=100 HISTSIZE=100 HISTORY_IGNORE="*left*"\n' } },
    ));
});
