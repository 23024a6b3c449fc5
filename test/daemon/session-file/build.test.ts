import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { execListInput } from '../../../src/commands/exec.ts';
import { paneCreateInput } from '../../../src/commands/pane-make.ts';
import { onePaneInput } from '../../../src/commands/pane-read.ts';
import { cleanupInput, orchestrationLogInput } from '../../../src/commands/state.ts';
import { until } from '../../support/until.ts';
import { got } from '../operations/small-house.ts';
import { refusalOf, withFileHouse } from './file-house.ts';

const THREE_WINDOWS = `
start_directory: ./
environment: {FOO: session, WHERE: "$HOME/x", LEFT: "$NOBODY_KNOWS"}
shell_command_before: export SEEN=1
windows:
  - window_name: edit
    layout: main-vertical
    panes:
      - label: ed
      - label: server
        command: echo "srv $FOO $WHERE $LEFT"; exec sleep 1000
        metadata: {port: 8080, tags: [a]}
        focus: true
      - shell_command: ["cd log", 'echo "in \${PWD##*/} $SEEN $FOO"']
  - window_name: "logs #{pane_id} é"
    window_index: 7
    start_directory: log
    focus: true
    environment: {FOO: window}
    panes:
      - blank
      - label: quick
        command: echo quick $FOO; exit 3
        environment: {FOO: pane}
  - panes:
      - start_directory: /tmp
      - echo done
`;

describe('session-create --file', () => {
  test('builds windows and panes with all that the file says', () =>
    withFileHouse(async ({ tmux, make, look, shows, as }) => {
      const made = await got(make(THREE_WINDOWS));
      expect(made).toMatchObject({
        session: 'dev',
        window_count: 3,
        pane_count: 7,
        owner: { kind: 'file', name: 'tester' },
      });
      expect(made.panes.map(({ label }) => label)).toEqual(['ed', 'server', null, null, 'quick', null, null]);
      const { folder } = tmux;
      // By index; the numbers of panes are in the order of the file.
      expect(
        await look(
          '#{window_index} #{?automatic-rename,-,#{window_name}} #{window_active} #{pane_active} #{@label} #{pane_width}x#{pane_height} #{pane_start_path}',
        ),
      ).toEqual([
        `0 edit 0 0 ed 80x50 ${folder}`,
        `0 edit 0 1 server 119x24 ${folder}`,
        `0 edit 0 0  119x25 ${folder}`,
        '1 - 0 1  200x24 /tmp',
        `1 - 0 0  200x25 ${folder}`,
        `7 logs #{pane_id} é 1 1  200x24 ${join(folder, 'log')}`,
        `7 logs #{pane_id} é 1 0 quick 200x25 ${join(folder, 'log')}`,
      ]);
      const pane = (name: string) => as().panes.status(onePaneInput.parse({ session: 'dev', pane: name }));
      // The leader tells the end, and is itself gone a moment later.
      await until(async () => (await got(pane('quick'))).dead, { what: 'the end of the quick command' });
      expect(await got(pane('quick'))).toMatchObject({
        ...{ status: 'failed', exit_code: 3, status_source: 'leader' },
      });
      expect(await got(pane('server'))).toMatchObject({
        status: 'running',
        metadata: { port: 8080, tags: ['a'] },
        process: expect.stringMatching(/sh|sleep/),
      });
      await shows(4, 'quick pane');
      await shows(1, `srv session ${folder}/x $NOBODY_KNOWS`);
      await shows(2, 'in log 1 session');
    }));

  test('runs lines one after the other as execs of the file, and tells of all of it as the file', () =>
    withFileHouse(async ({ make, as }) => {
      await got(make('windows: [{panes: [["false", "sleep 0.2", "(exit 4)"]]}]'));
      const list = async () => (await got(as().execs.list(execListInput.parse({ session: 'dev' })))).execs;
      const execs = await until(
        async () => {
          const now = await list();
          return now.length === 3 && now.every(({ outcome }) => outcome !== 'running') && now;
        },
        { what: 'the lines' },
      );
      expect(execs.map(({ command, exit_code }) => [command, exit_code])).toEqual([
        ['false', 1],
        ['sleep 0.2', 0],
        ['(exit 4)', 4],
      ]);
      for (const [at, exec] of execs.slice(1).entries())
        expect(exec.started_at >= (execs[at]?.ended_at ?? '~')).toBe(true);
      const { events } = await got(as().state.log(orchestrationLogInput.parse({ session: 'dev' })));
      expect(new Set(events.map(({ type, actor }) => `${type} ${actor.kind}`))).toEqual(
        new Set(['session.created file', 'pane.created file', 'exec.started file', 'exec.ended file']),
      );
    }));

  test('a line that the shell refuses is told, and the next one is typed', () =>
    withFileHouse(async ({ make, shows, as }) => {
      await got(make('windows: [{panes: [["echo \'open", "echo next"]]}]'));
      const notices = orchestrationLogInput.parse({ session: 'dev', type: 'notice.sent' });
      const events = await until(
        async () => {
          const told = await got(as().state.log(notices));
          return told.events.length > 0 && told.events;
        },
        { what: 'what is told' },
      );
      expect(events.map(({ data }) => data.text)).toEqual([
        expect.stringContaining("session.yml:1:21: echo 'open (the command line is not complete"),
      ]);
      await shows(0, 'next');
    }));

  test('an empty file is one shell, named by the call', () =>
    withFileHouse(async ({ make, tmux }) => {
      const made = await got(make('', { label: 'first', size: '90x20' }));
      expect(made.panes).toMatchObject([
        { label: 'first', width: 90, height: 20, cwd: tmux.folder, process: 'bash' },
      ]);
    }));

  test('divides a window by sizes, and what is made later leaves them alone', () =>
    withFileHouse(async ({ make, look, as, tmux, house }) => {
      const layout = '{split: h, sizes: [60%, {split: v, size: 40%, sizes: [70%, null]}]}';
      await got(make(`windows: [{layout: ${layout}, panes: [null, null, null]}, {panes: [null, null]}]`));
      const boxes = () => look('#{window_index} #{pane_width}x#{pane_height}');
      expect(await boxes()).toEqual(['0 119x50', '0 80x35', '0 80x14', '1 200x24', '1 200x25']);
      await tmux.run('resize-window', '-t', '=dev:0', '-x', '100', '-y', '50');
      await until(async () => (await boxes())[0] === '0 59x50', { what: 'the same shares of less' });
      await tmux.run('resize-window', '-t', '=dev:0', '-x', '200', '-y', '50');
      await until(async () => (await boxes())[0] === '0 119x50', { what: 'the same shares of more' });
      const create = (label: string, window: string) =>
        as().panes.create(paneCreateInput.parse({ session: 'dev', label, command: 'cat', window }));
      await got(create('a', '0'));
      await got(create('b', '1'));
      expect(await boxes()).toEqual([
        ...['0 119x25', '0 119x24', '0 80x35', '0 80x14'],
        ...['1 99x24', '1 100x24', '1 200x25'],
      ]);
      await tmux.run('resize-window', '-t', '=dev:0', '-x', '100');
      await got(house.observe(null));
      await until(async () => (await boxes())[0] === '0 69x25', { what: 'the same shares with one more' });
      expect((await boxes()).slice(0, 3)).toEqual(['0 69x25', '0 69x24', '0 30x35']);
    }));

  test('keeps indexes that a person renumbers, and lays out as tmux wrote it', () =>
    withFileHouse(
      async ({ make, look }) => {
        const layout = '4d6e,100x40,0,0{50x40,0,0,0,49x40,51,0[49x10,51,0,1,49x29,51,11,2]}';
        const text = `windows: [{window_index: 5, layout: "${layout}", panes: [a: , b, null]}, {window_index: 2}, {}]`;
        const refused = await refusalOf(make(text.replace('a: ,', 'null,').replace('4d6e', 'ffff')));
        expect(refused).toMatchObject({ code: 'invalid_file', data: { line: 1, column: 37 } });
        await got(make(text.replace('a: ,', 'null,').replace('4d6e', sum(layout))));
        expect(await look('#{window_index} #{pane_width}x#{pane_height}')).toEqual([
          '1 200x50',
          '2 200x50',
          '5 50x40',
          '5 49x10',
          '5 49x29',
        ]);
      },
      {
        config: [
          'set -g base-index 1',
          'set -g renumber-windows on',
          'set -g default-shell /bin/bash',
          "set -g default-command ''",
        ],
      },
    ));

  test('starts a server where none runs', () =>
    withFileHouse(
      async ({ make, look }) => {
        expect((await got(make('windows: [{panes: [a, b]}, {}]'))).pane_count).toBe(3);
        expect(await look('#{window_index} #{pane_index}')).toEqual(['0 0', '0 1', '1 0']);
      },
      { session: null },
    ));

  test("what a file made is the caller's for cleanup", () =>
    withFileHouse(async ({ make, as }) => {
      await got(make('hooks: {on_pane_bell: [{then: notify x}]}'));
      const removed = await got(
        as({}, { name: null }).state.cleanup(cleanupInput.parse({ mine: true, dry_run: true })),
      );
      expect(removed.sessions).toEqual([]);
      expect(await got(as().state.cleanup(cleanupInput.parse({ mine: true })))).toMatchObject({
        sessions: ['dev'],
        rules: ['r1'],
      });
    }));
});

const sum = (layout: string): string => {
  let value = 0;
  for (const char of layout.slice(5))
    value = ((value >> 1) + ((value & 1) << 15) + char.charCodeAt(0)) & 0xffff;
  return value.toString(16).padStart(4, '0');
};
