import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, withStage } from '../daemon/real-daemon.ts';
import { runPanectl } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { withPanectl } from '../support/with-panectl.ts';
import { killAtWindow } from './killed-amid.ts';

/** As tmuxp's own documentation has it (its examples/ "focus-window-and-panes", "session-environment", "window-index"). */
const TMUXP = `
session_name: Environment variables test
start_directory: "~"
environment:
  EDITOR: /usr/bin/vim
  SERVER_PORT: "8009"
windows:
  - window_name: Django project
    focus: true
    layout: main-vertical
    shell_command_before:
      - cd ./
    panes:
      - echo port \${SERVER_PORT} of \${EDITOR##*/}
      - shell_command:
          - cmd: "true"
          - echo 'this pane should be selected on load'
        focus: true
      - pane
      - environment:
          SERVER_PORT: "8011"
        shell_command: echo port \${SERVER_PORT}
  - window_name: five
    window_index: 5
    panes:
      -
      - shell_command:
          -
`;

const CONFIG = ['set -g default-shell /bin/bash', "set -g default-command ''"];

describe('a session file', () => {
  it('of tmuxp loads unchanged', () =>
    withPanectl(
      async ({ tmux, panectl, ask }) => {
        const file = join(tmux.folder, 'work.yaml');
        writeFileSync(file, TMUXP);
        await tmux.run('set-environment', '-g', 'HOME', tmux.folder);
        const made = await ask('session-create', 'django', '--file', file);
        expect(made).toMatchObject({ session: 'django', window_count: 2, pane_count: 6 });
        const panes = await tmux.lines(
          'list-panes',
          '-s',
          '-t',
          '=django:',
          '-F',
          '#{window_index} #{window_name} #{window_active} #{pane_active} #{@label}',
        );
        expect(panes).toEqual([
          '0 Django project 1 0 main',
          '0 Django project 1 1 ',
          ...Array(2).fill('0 Django project 1 0 '),
          '5 five 0 1 ',
          '5 five 0 0 ',
        ]);
        const line = (pane: string, pattern: string) =>
          until(async () => (await panectl('pane-has-pattern', 'django', pane, pattern)).status === 0, {
            what: pattern,
          });
        await line('0', '^port 8009 of vim$');
        await line('1', '^this pane should be selected on load$');
        await line('3', '^port 8011$');
      },
      { config: CONFIG },
    ));

  it('that is wrong makes nothing, and is shown with the place', () =>
    withPanectl(async ({ tmux, panectl }) => {
      writeFileSync(join(tmux.folder, 'bad.yml'), 'windows:\n  - panes:\n      - lable: web\n');
      const ran = await panectl('--text', 'session-create', 'web', '--file', join(tmux.folder, 'bad.yml'));
      expect(ran).toMatchObject({ status: 6, stdout: '' });
      expect(ran.stderr).toBe(
        'panectl: bad.yml:3:9: a pane has no key "lable"\n      - lable: web\n        ^\ndid you mean label?\n',
      );
      expect(await tmux.lines('list-sessions', '-F', '#{session_name}')).toEqual(['work']);
    }));

  it('that is not there is named with what is, relative to the caller and from his home', () =>
    withPanectl(async ({ tmux, home }) => {
      mkdirSync(join(tmux.folder, 'files'));
      writeFileSync(join(tmux.folder, 'files', 'session.yml'), '{}');
      const create = (file: string, cwd = tmux.folder) =>
        runPanectl(['--text', 'session-create', 'x', '--file', file], {
          socket: tmux.socket,
          cwd,
          env: { PANECTL_HOME: home, HOME: tmux.folder },
        });
      const missing = await create('files/sesion.yml');
      expect(missing).toMatchObject({ status: 3, stdout: '' });
      expect(missing.stderr).toContain('did you mean session.yml?\nthere is: session.yml\n');
      expect((await create('session.yml', join(tmux.folder, 'files'))).status).toBe(0);
      expect((await create('~/files/session.yml', '/')).stderr).toContain('there is a session "x" already');
    }));

  it('brings hooks that act on what its own panes do', () =>
    withPanectl(
      async ({ tmux, ask, panectl }) => {
        const file = join(tmux.folder, 'hooks.yml');
        writeFileSync(
          file,
          `windows:
  - panes:
      - label: job
        command: echo MEMORY IS HIGH; exit 3
hooks:
  on_pane_exit:
    - if: "status == 'failed'"
      then: "pane-create {{ session }} debugger"
  on_pane_output:
    - pattern: "MEMORY.*HIGH"
      then: "pane-create {{ session }} gc-worker"
`,
        );
        await ask('session-create', 'dev', '--file', file);
        for (const label of ['debugger', 'gc-worker'])
          await until(async () => (await panectl('pane-find', 'dev', label)).status === 0, { what: label });
        expect(await ask('rule-list', 'dev')).toMatchObject({
          rules: [
            { source: 'file', fired: 1 },
            { source: 'file', fired: 1 },
          ],
        });
      },
      { config: CONFIG },
    ));
});

describe('a daemon that ends while it makes a session', () => {
  it('leaves something that the next call explains, and that can be taken away', () =>
    withStage(
      async ({ tmux, start, talk, ask }) => {
        const file = join(tmux.folder, 'many.yml');
        writeFileSync(file, `windows: [${'{},'.repeat(60)}]`);
        const daemon = start();
        const connection = await talk();
        await killAtWindow(tmux, 6, daemon.process.pid);
        void connection.call('session-create', { session: 'dev', file });
        await daemon.ended;
        connection.close();
        expect(await tmux.lines('list-windows', '-t', '=dev:')).toHaveLength(6);
        // The last one may not be what it becomes yet.
        const running = () => tmux.lines('list-panes', '-s', '-t', '=dev:', '-F', '#{pane_current_command}');
        await until(async () => (await running()).every((name) => name === 'sleep'), {
          what: 'nothing but what holds the panes',
        });
        start();
        await expect(ask('session-create', { session: 'dev', file })).rejects.toThrow(
          /session_exists: .*not finished: panectl ended while it made it from .*many\.yml/,
        );
        await ask('session-kill', { session: 'dev', force: true });
        writeFileSync(file, 'windows: [{}, {}]');
        expect(at(await ask('session-create', { session: 'dev', file }), 'pane_count')).toBe(2);
        await expect(ask('session-create', { session: 'dev', file })).rejects.toThrow(
          'there is a session "dev" already',
        );
      },
      { config: CONFIG },
    ));
});
