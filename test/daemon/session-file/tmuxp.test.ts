import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sessionRestoreInput, sessionSaveInput } from '../../../src/commands/saving.ts';
import { sessionCreateInput } from '../../../src/commands/sessions.ts';
import { orchestrationLogInput } from '../../../src/commands/state.ts';
import { until } from '../../support/until.ts';
import { got } from '../operations/small-house.ts';
import { type FileHouse, refusalOf, withFileHouse } from './file-house.ts';

const WHOLE = `
session_name: all of it
before_script: ./boot.sh "a  b"
environment: {HERE: ./log}
suppress_history: false
options: {base-index: 3, repeat-time: 738, renumber-windows: true, "@mine": $HOME/x}
global_options: {status-position: top, "@theirs": "1", "terminal-overrides[7]": "x*:Tc"}
plugins: [some.Plugin]
windows:
  - window_name: main
    layout: main-horizontal
    options: {main-pane-height: 30, automatic-rename: off}
    options_after: {synchronize-panes: on, main-pane-height: 7}
    panes:
      - echo "$((6 * 7)) in \${PWD##*/} \${HERE##*/}"
      - shell: cat
        shell_command: [first, {cmd: second, sleep_before: .1}, third]
      - shell: sh
        shell_command: [echo shell is $0]
  - window_index: 9
    window_name: late
    panes:
      - shell_command:
          - echo "_$((1 + 1))_"\\;
          - echo "_$((2 + 2))_"
        enter: false
      - - {cmd: 'printf "%s " a;', enter: false}
        - {cmd: echo together, suppress_history: true, sleep_after: 0.1}
        - echo last
        - 'echo "two'
        - 'lines"; false'
        - echo code $?
`;

/** What tmux has of the names, in the session `dev` or for all. */
const option = async ({ tmux }: FileHouse, ...words: readonly string[]): Promise<string> =>
  (await tmux.lines('show-options', '-qv', ...words)).join('\n');

const boot = ({ tmux }: FileHouse, text: string): void => {
  writeFileSync(join(tmux.folder, 'boot.sh'), `#!/bin/sh\n${text}\n`);
  chmodSync(join(tmux.folder, 'boot.sh'), 0o755);
};

/** What is wrong, the file, the script beside it, and what is said. */
const WRONG: readonly (readonly [string, string, string, object])[] = [
  [
    'a script that fails',
    'before_script: ./boot.sh\nglobal_options: {status-position: top}',
    'echo no such thing >&2; exit 3',
    { hint: 'no such thing', data: { line: 1, column: 16, exit_code: 3, output: 'no such thing' } },
  ],
  ['a script that is not there', 'before_script: ./none.sh', '', { data: { line: 1, exit_code: 127 } }],
  [
    'a rule, before the script',
    'before_script: ./boot.sh\nhooks: {on_pane_exit: [{if: "(", then: notify x}]}',
    'touch ran',
    { data: { line: 2 } },
  ],
  ['an option of the session', 'options: {repeat-time: soon}', '', { data: { line: 1, column: 24 } }],
  [
    'an option of the server after one that is right',
    'global_options: {status-position: top, "@x": 1, "terminal-overrides": a, nosuch: 1}',
    '',
    { data: { line: 1, column: 82 } },
  ],
  [
    'an option of a window, after those of the server',
    'global_options: {status-position: top, "@x": 1, "terminal-overrides": a}\noptions: {escape-time: 7}\nwindows: [{}, {options: {nosuch: 1}}]',
    '',
    { data: { line: 3, column: 34 } },
  ],
  [
    'an option for the end',
    'windows: [{panes: [touch ran], options_after: {synchronize-panes: maybe}}]',
    '',
    { data: { line: 1, column: 67 } },
  ],
];

describe('a workspace of tmuxp', () => {
  test('does all that its keys say, and is saved with what can be said of them', () =>
    withFileHouse(async (house) => {
      const { tmux, make, look, shows, as } = house;
      boot(
        house,
        `echo "$# $1 $PWD" >booted; tmux -S ${tmux.socket} has-session -t dev 2>/dev/null && echo late >>booted; true`,
      );
      const made = await got(make(WHOLE));
      expect(readFileSync(join(tmux.folder, 'booted'), 'utf8')).toBe(`1 a  b ${tmux.folder}\n`);
      expect(made.notices).toEqual([
        'a plugin of tmuxp does not run here: some.Plugin',
        'options of the whole server were set, as the file says: status-position, @theirs, terminal-overrides[7]',
      ]);
      await shows(0, '42 in '.concat(tmux.folder.split('/').at(-1) ?? '', ' log'));
      for (const line of ['first', 'second', 'third']) await shows(1, line);
      await shows(2, 'shell is sh');
      await shows(4, 'a together');
      for (const line of ['last', 'two', 'lines', 'code 1']) await shows(4, line);
      const at = async (format: string) => look(`#{window_index} ${format}`);
      // Options of the end come when all lines are typed, for which no call waits as long as it takes.
      await until(async () => (await at('#{pane_synchronized}'))[0] === '3 1', { what: 'options_after' });
      expect(await at('#{pane_top} #{pane_height} #{pane_synchronized} #{@panectl_shell}')).toEqual([
        ...['3 0 30 1 ', '3 31 19 1 cat', '3 31 19 1 sh', '9 0 24 0 ', '9 25 25 0 '],
      ]);
      const both = 'echo "_$((1 + 1))_";echo "_$((2 + 2))_"';
      const typed = await until(
        async () => {
          const shown = await tmux.run('capture-pane', '-p', '-t', made.panes[3]?.tmux_pane ?? '');
          return shown.includes(both) && shown;
        },
        { what: both },
      );
      expect(typed).not.toContain('_2_');
      const session = made.session_id;
      expect(await option(house, '-t', `${session}:`, 'repeat-time')).toBe('738');
      expect(await option(house, '-t', `${session}:`, '@mine')).toBe(`${tmux.folder}/x`);
      expect(await option(house, '-t', `${session}:`, 'renumber-windows')).toBe('on');
      expect(await option(house, '-g', 'status-position')).toBe('top');
      const { events } = await got(as().state.log(orchestrationLogInput.parse({ type: 'notice.sent' })));
      expect(events).toMatchObject([
        { data: { text: made.notices?.[0] } },
        { data: { text: made.notices?.[1] } },
      ]);

      await got(as().sessions.save(sessionSaveInput.parse({ session: 'dev', file: 'saved.yml' })));
      await tmux.run('kill-session', '-t', session);
      await got(as().sessions.restore(sessionRestoreInput.parse({ file: 'saved.yml', run: 'never' })));
      expect(
        await at('#{pane_top} #{pane_height} #{pane_synchronized} #{@panectl_shell} #{main-pane-height}'),
      ).toEqual([...['3 0 30 1  7', '3 31 19 1  7', '3 31 19 1 sh 7', '9 0 24 0  24', '9 25 25 0  24']]);
      expect(await option(house, '-t', '=dev:', 'repeat-time')).toBe('738');
    }));

  test('is not made where something in it is wrong, and the server is as it was', () =>
    withFileHouse(async (house) => {
      const everything = async () => [
        ...(await house.tmux.lines('list-panes', '-a', '-F', '#{session_name} #{pane_id} #{pane_pid}')),
        ...(await house.tmux.lines('show-options', '-g')),
        ...(await house.tmux.lines('show-options', '-s')),
      ];
      const before = await everything();
      for (const [what, text, script, expected] of WRONG) {
        boot(house, script);
        const refused = await refusalOf(house.make(text));
        expect(refused, what).toMatchObject(expected);
        expect(refused.code, what).toMatch(/^invalid_/);
        expect(await everything(), what).toEqual(before);
        expect(existsSync(join(house.tmux.folder, 'ran')), what).toBe(false);
      }
      writeFileSync(join(house.tmux.folder, 'session.yml'), 'options: {escape-time: 7}');
      const input = sessionCreateInput.parse({ session: 'dev', file: 'session.yml' });
      const ofRule = await refusalOf(house.as({}, { kind: 'rule' }).sessions.create(input));
      expect(ofRule).toMatchObject({
        code: 'refused_foreign',
        message: expect.stringContaining('escape-time'),
      });
      expect(await everything()).toEqual(before);
    }));

  test('a default-command of its own, which is a shell, is typed into', () =>
    withFileHouse(async ({ make, shows }) => {
      const text =
        'options: {default-shell: /bin/sh, default-command: /bin/sh}\nwindows: [{panes: [echo up $((1 + 1))]}]';
      await got(make(text));
      await shows(0, 'up 2');
    }));

  test('a script runs once for two calls, and ends with a call that is cancelled', () =>
    withFileHouse(async (house) => {
      boot(house, 'echo ran >>count');
      const text = 'before_script: ./boot.sh';
      const both = await Promise.all([1, 2].map(() => house.make(text, { if_missing: true })));
      expect(both.map(({ ok }) => ok)).toEqual([true, true]);
      expect(readFileSync(join(house.tmux.folder, 'count'), 'utf8')).toBe('ran\n');

      const cancel = new AbortController();
      boot(house, 'echo $$ >pid; sleep 1000; true');
      const answer = house.make(text, { session: 'other' }, { signal: cancel.signal });
      const pidOf = () => Number(readFileSync(join(house.tmux.folder, 'pid'), 'utf8'));
      await until(() => existsSync(join(house.tmux.folder, 'pid')) && pidOf() > 0, { what: 'the script' });
      cancel.abort();
      expect((await refusalOf(answer)).message).toContain('before_script was cancelled');
      await until(() => !existsSync(`/proc/${pidOf()}`), { what: 'the end of the script' });
    }));
});
