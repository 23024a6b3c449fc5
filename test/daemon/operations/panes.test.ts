import { describe, expect, test } from 'vitest';
import { paneCreateInput, paneKillInput } from '../../../src/commands/pane-make.ts';
import { paneCaptureInput } from '../../../src/commands/pane-read.ts';
import { paneExecInput, paneSendKeysInput } from '../../../src/commands/pane-type.ts';
import { sessionCreateInput } from '../../../src/commands/sessions.ts';
import { until } from '../../support/until.ts';
import { got, refusal, withHouse } from './small-house.ts';

const build = sessionCreateInput.parse({ session: 'build' });
const pane = (label: string, more: Readonly<Record<string, unknown>> = {}) =>
  paneCreateInput.parse({ session: 'build', label, ...more });

describe('pane-create', () => {
  test('makes a shell that is ready and a command whose end is known, without moving the focus', () =>
    withHouse(async ({ tmux, as }) => {
      const { sessions, panes } = as();
      const session = await got(sessions.create(build));
      expect(session.panes.map(({ label, pane_id }) => [pane_id, label])).toEqual([[0, 'main']]);
      const shell = await got(panes.create(pane('shell')));
      expect([shell.pane_id, shell.label, shell.owner?.name, shell.active]).toEqual([
        1,
        'shell',
        'tester',
        false,
      ]);
      const job = await got(panes.create(pane('job', { command: 'echo hello; exit 3' })));
      expect([job.pane_id, job.command]).toEqual([2, 'echo hello; exit 3']);
      expect(['running', 'failed']).toContain(job.status);
      const ended = await until(
        async () => {
          const now = await got(panes.status({ session: 'build', pane: 'job' }));
          return now.status === 'failed' && now.dead && now;
        },
        { what: 'the end of the command, and of its leader' },
      );
      expect([ended.dead, ended.exit_code, ended.status_source]).toEqual([true, 3, 'leader']);
      const { output } = await got(panes.capture(paneCaptureInput.parse({ session: 'build', pane: 'job' })));
      expect(output.lines.join('\n').trim()).toBe('hello');
      expect(
        await tmux.lines('list-panes', '-s', '-t', 'build', '-F', '#{@label}#{?pane_active,*,}'),
      ).toEqual(expect.arrayContaining(['main*', 'shell', 'job']));
    }));

  test('keeps labels unique: refused, the one that is there, or a number more', () =>
    withHouse(async ({ tmux, as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      const first = await got(panes.create(pane('a', { command: 'cat' })));
      expect(await refusal(panes.create(pane('a', { command: 'cat' })))).toBe('label_exists');
      const same = await got(panes.create(pane('a', { if_missing: true })));
      expect(same.tmux_pane).toBe(first.tmux_pane);
      const next = await got(panes.create(pane('a', { unique: true, command: 'cat' })));
      expect(next.label).toBe('a-2');
      const both = await Promise.all(
        ['b', 'b'].map((label) => refusal(panes.create(pane(label, { command: 'cat' })))),
      );
      expect(both.toSorted()).toEqual(['label_exists', 'no failure']);
      expect(await tmux.lines('list-panes', '-s', '-t', 'build')).toHaveLength(4);
    }));

  test("uses a background window of its own in a person's session", () =>
    withHouse(async ({ tmux, as }) => {
      const { panes } = as();
      const make = (label: string) =>
        got(panes.create(paneCreateInput.parse({ session: 'work', label, command: 'cat' })));
      const one = await make('one');
      const two = await make('two');
      expect(one.window_id).toBe(two.window_id);
      expect(
        await tmux.lines('list-windows', '-t', 'work', '-F', '#{window_panes} #{window_active}'),
      ).toEqual(['1 1', '2 0']);
      expect(await tmux.lines('show-options', '-wv', '-t', one.window_id, '@panectl')).toEqual(['panes']);
    }));

  test('opens a new window where there is no room', () =>
    withHouse(async ({ as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(sessionCreateInput.parse({ session: 'build', size: '10x4' })));
      for (let count = 0; count < 9; count += 1)
        await got(panes.create(pane(`p${count}`, { command: 'cat' })));
      const { panes: all } = await got(panes.listDetailed({ session: 'build', mine: false, all: false }));
      expect(all.map(({ pane_id }) => pane_id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(new Set(all.map(({ window_id }) => window_id)).size).toBeGreaterThan(1);
    }));

  test('takes hostile folders, commands and titles as they are and makes nothing of bad input', () =>
    withHouse(async ({ tmux, as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      const { mkdirSync } = await import('node:fs');
      const folder = `${tmux.folder}/#(touch ${tmux.folder.replaceAll('/', '_')})#{pane_id}##[x`;
      mkdirSync(folder);
      const made = await got(panes.create(pane("it's; #{x} 漢", { cwd: folder, command: 'cat; "#(x)"' })));
      expect(made.cwd).toBe(folder);
      expect(await tmux.run('display-message', '-p', '-t', made.tmux_pane, '#{@label}')).toBe(
        "it's; #{x} 漢",
      );
      for (const bad of [
        { cwd: '/nowhere' },
        { layout: 'b25d,1x1,0,0' },
        { layout: 'nice' },
        { window: '77' },
      ])
        expect(await refusal(panes.create(pane('bad', { command: 'cat', ...bad })))).toBe('usage');
      expect(await tmux.lines('list-panes', '-s', '-t', 'build')).toHaveLength(2);
    }));
});

describe('pane-kill', () => {
  test("frees the number, closes the session with the last pane and leaves a person's panes alone", () =>
    withHouse(async ({ tmux, as }) => {
      const { sessions, panes } = as();
      const kill = (session: string, which: string, force = false) =>
        panes.kill(paneKillInput.parse({ session, pane: which, force }));
      await got(sessions.create(build));
      await got(panes.create(pane('a', { command: 'cat' })));
      await got(panes.create(pane('b', { command: 'cat' })));
      expect((await got(kill('build', 'a'))).session_closed).toBe(false);
      expect((await got(panes.create(pane('c', { command: 'cat' })))).pane_id).toBe(1);
      expect(await refusal(kill('work', '0'))).toBe('refused_foreign');
      expect(await refusal(kill('build', 'nobody'))).toBe('pane_not_found');
      const own = await got(panes.find({ session: 'build', label: 'b' }));
      const inside = as({ tmuxPane: own.tmux_pane }).panes;
      expect(await refusal(inside.kill(paneKillInput.parse({ session: '.', pane: '.' })))).toBe(
        'refused_self',
      );
      for (const label of ['b', 'c']) await got(kill('build', label));
      expect((await got(kill('build', 'main'))).session_closed).toBe(true);
      expect(await tmux.lines('list-sessions', '-F', '#{session_name}')).toEqual(['work']);
    }));

  test('asks a process to end first where a grace is given', () =>
    withHouse(async ({ tmux, as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      const file = `${tmux.folder}/ended`;
      await got(
        panes.create(
          pane('g', { command: `trap 'touch ${file}; exit' TERM; echo up; while :; do sleep 0.1; done` }),
        ),
      );
      await until(
        async () => (await tmux.run('capture-pane', '-p', '-t', 'build:.{bottom-right}')).includes('up'),
        { what: 'the trap' },
      );
      await got(panes.kill(paneKillInput.parse({ session: 'build', pane: 'g', grace: '20s' })));
      const { existsSync } = await import('node:fs');
      expect(existsSync(file)).toBe(true);
    }));
});

describe('typing', () => {
  test('runs one command line at a time and quotes words for the shell', () =>
    withHouse(async ({ as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      await got(panes.create(pane('sh')));
      const run = (more: Readonly<Record<string, unknown>>) =>
        panes.exec(paneExecInput.parse({ session: 'build', pane: 'sh', ...more }));
      const exec = await got(run({ command: `sh -c 'echo go; read answer; echo "got $answer"'` }));
      expect([exec.outcome, exec.label]).toEqual(['running', 'sh']);
      expect(await refusal(run({ command: '\u0003' }))).toBe('usage');
      const screen = async () => {
        const input = paneCaptureInput.parse({ session: 'build', pane: 'sh' });
        return (await got(panes.capture(input))).output.lines;
      };
      await until(async () => (await screen()).includes('go'), { what: 'go' });
      expect(await refusal(run({ command: 'true' }))).toBe('pane_busy');
      const keys = { session: 'build', pane: 'sh', keys: ['a b', 'Enter'] };
      expect((await got(panes.sendKeys(paneSendKeysInput.parse(keys)))).sent).toBe(true);
      await until(async () => (await screen()).includes('got a b'), { what: 'the answer' });
    }));

  test('a shell that is idle while the line is on its way to it has run nothing yet', () =>
    withHouse(async ({ house, as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      const { session_id: sessionId, tmux_pane: tmuxPane, owner } = await got(panes.create(pane('sh')));
      if (owner === null) throw new Error('a pane of ours has an owner');
      const request = { sessionId, tmuxPane, command: 'true', owner, causedBy: null };
      const idle = () => house.execs.look([[tmuxPane, 'root']]);
      house.execs.start({ ...request, isBeingTyped: true });
      for (let readings = 0; readings < 3; readings += 1) idle();
      expect(house.execs.running(tmuxPane)).toMatchObject({ outcome: 'running' });
      house.execs.typed(tmuxPane);
      for (let readings = 0; readings < 2; readings += 1) idle();
      expect(house.execs.running(tmuxPane)).toBeNull();
    }));

  test("is refused for what is no shell, is dead, in a mode, synchronised or a person's", () =>
    withHouse(async ({ tmux, as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      const cat = await got(panes.create(pane('cat', { command: 'cat' })));
      const run = (which: string, session = 'build') =>
        refusal(panes.exec(paneExecInput.parse({ session, pane: which, command: 'true' })));
      expect(await run('cat')).toBe('pane_busy');
      expect(await run('0', 'work')).toBe('refused_foreign');
      await tmux.run('copy-mode', '-t', cat.tmux_pane);
      expect(await run('cat')).toBe('pane_in_mode');
      await tmux.run('send-keys', '-t', cat.tmux_pane, '-X', 'cancel');
      await tmux.run('set-option', '-w', '-t', cat.window_id, 'synchronize-panes', 'on');
      expect(await run('cat')).toBe('pane_synchronized');
      await tmux.run('set-option', '-w', '-t', cat.window_id, 'synchronize-panes', 'off');
      await tmux.run('send-keys', '-t', cat.tmux_pane, 'C-d');
      await until(async () => (await run('cat')) === 'pane_dead', { what: 'the end of cat' });
    }));
});
