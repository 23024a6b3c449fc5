import { describe, expect, it } from 'vitest';
import { fileOf, linesOf, mannersOf, panesOf } from './reading.ts';

describe('the short forms', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    ['a pane that is a text', 'windows: [{panes: [htop]}]', [['htop']]],
    ['panes that are nothing', 'windows: [{panes: [null, "", blank, pane, ]}]', [[], [], [], []]],
    ['an empty item', 'windows:\n  - panes:\n      -\n      - ls', [[], ['ls']]],
    ['a pane that is a list', 'windows: [{panes: [[a, b]]}]', [['a', 'b']]],
    ['a text', 'windows: [{panes: [{shell_command: a}]}]', [['a']]],
    ['a list', 'windows: [{panes: [{shell_command: [a, {cmd: b}]}]}]', [['a', 'b']]],
    ['an empty list', 'windows: [{panes: [{shell_command: []}, {shell_command: [null]}]}]', [[], []]],
    ['a list of one blank', 'windows: [{panes: [{shell_command: [blank]}]}]', [[]]],
    ['a command that is called pane', 'windows: [{panes: [[pane, x]]}]', [['pane', 'x']]],
    ['numbers and truth', 'windows: [{panes: [[true, 42, 0x10]]}]', [['true', '42', '0x10']]],
    [
      'a block',
      'windows:\n  - panes:\n      - |\n        for i in 1 2; do\n          echo $i\n        done\n',
      [['for i in 1 2; do\n  echo $i\ndone']],
    ],
    ['no panes', 'windows: [{window_name: x}]', [[]]],
    ['an empty list of panes', 'windows: [{panes: []}]', [[]]],
    ['no windows', 'session_name: x', [[]]],
    ['an empty list of windows', 'windows: []', [[]]],
    ['an empty file', '', [[]]],
    ['JSON', '{\n\t"windows": [{"panes": ["a\\u0062", {"shell_command": ["c"]}]}]\n}', [['ab'], ['c']]],
  ])('%s', (_name, text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });

  it.each([
    ['depends_on: db', [['db', 'started']]],
    [
      'depends_on: [db, $CACHE]',
      [
        ['db', 'started'],
        ['$CACHE', 'started'],
      ],
    ],
    [
      'depends_on: {db: ready, build: completed}',
      [
        ['db', 'ready'],
        ['build', 'completed'],
      ],
    ],
    ['depends_on: {}', []],
  ])('of what a session waits for: %s', (text, expected) => {
    const { dependsOn } = fileOf(`${text}\ngroup: shop`);
    expect(dependsOn.map(({ session, condition }) => [session, condition])).toEqual(expected);
    expect(fileOf(`${text}\ngroup: shop`).group).toBe('shop');
  });

  it('puts what stands before everything first, and leaves commands without a shell alone', () => {
    const text = `
shell_command_before: one
windows:
  - shell_command_before: [two, {cmd: three}]
    panes:
      - four
      - shell_command_before: {shell_command: [5]}
        shell_command: six
      - command: make
  - panes: [null]
`;
    expect(linesOf(text)).toEqual([
      ['one', 'two', 'three', 'four'],
      ['one', 'two', 'three', '5', 'six'],
      [],
      ['one'],
    ]);
  });

  it('fills in aliases and merge keys', () => {
    const text = `
windows:
  - panes:
      - &base {start_directory: /tmp, environment: {A: 1}}
      - {<<: *base, label: b}
      - *base
`;
    const [, b, c] = panesOf(text);
    expect(b).toMatchObject({
      label: { value: 'b' },
      startDirectory: { value: '/tmp' },
      environment: { A: '1' },
    });
    expect(c).toMatchObject({ label: null, startDirectory: { value: '/tmp' } });
  });
});

describe('a whole file', () => {
  it('is read into its full form, with places', () => {
    const file = fileOf(`session_name: dev
start_directory: ~/src
environment: {PORT: 8080, ON: yes, EMPTY: ""}
windows:
  - window_name: edit
    window_index: 3
    layout: main-vertical
    focus: on
    start_directory: ./api
    environment: {A: b}
    panes:
      - label: ed
        focus: true
        metadata: {port: 8080, tags: [a, null], deep: {x: 1.5}}
      - command: |
          npm start
`);
    expect(file).toMatchObject({
      name: 'dev',
      startDirectory: { value: '~/src', line: 2, column: 18 },
      environment: { PORT: '8080', ON: 'yes', EMPTY: '' },
    });
    expect(file.windows).toEqual([
      expect.objectContaining({
        name: 'edit',
        index: { value: 3, line: 6, column: 19 },
        layout: { value: 'main-vertical', line: 7, column: 13 },
        focus: true,
        startDirectory: { value: './api', line: 9, column: 22 },
        environment: { A: 'b' },
      }),
    ]);
    expect(file.windows[0]?.panes).toEqual([
      expect.objectContaining({
        label: { value: 'ed', line: 12, column: 16 },
        focus: true,
        metadata: { port: 8080, tags: ['a', null], deep: { x: 1.5 } },
      }),
      expect.objectContaining({ command: 'npm start', lines: [] }),
    ]);
  });

  it('has a name of its own, or one that is filled in', () => {
    const written = 'of $USER ($X)';
    expect(fileOf(`session_name: ${written}`).name).toBe(written);
    expect(fileOf('windows: []').name).toBe(null);
  });
});

/** As `mannersOf` says them: `h` is kept out of the history, `e` has Enter, then the times before and behind it. */
describe('how lines are typed', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    ['what nobody says', 'windows: [{panes: [a]}]', [['a he 0 0']]],
    [
      'the history of a session, a window, a pane and a line',
      `
suppress_history: false
windows:
  - panes: [a]
  - suppress_history: true
    panes: [b, {shell_command: [c, {cmd: d, suppress_history: true}], suppress_history: no}]`,
      [['a e 0 0'], ['b he 0 0'], ['c e 0 0', 'd he 0 0']],
    ],
    [
      'a pane, for what stands before it too; a line for itself alone',
      `
shell_command_before: [{cmd: x, enter: true, sleep_before: .5}, y]
windows:
  - panes:
      - {shell_command: [a, {cmd: b, enter: true, sleep_after: 2}, c], enter: off, sleep_before: 250ms, sleep_after: 1}`,
      [['x he 500 1000', 'y h 250 1000', 'a h 250 1000', 'b he 250 2000', 'c h 250 1000']],
    ],
  ])('%s', (_name, text, expected) => expect(mannersOf(text)).toEqual(expected));
});

describe('what tmuxp has besides', () => {
  it('is read in every form', () => {
    const file = fileOf(`
before_script: |
  ./boot.sh "a b"
options: {repeat-time: 738, status: false, empty: null, "@own": "#{x}", "update-environment[3]": A}
global_options: {default-shell: /bin/sh}
plugins: some.plugin.Class
workspace_builder: mine.Builder
workspace_builder_paths: [./x]
workspace_builder_options: {pane_readiness: always}
windows:
  - window_shell: top
    options: {automatic-rename: on, main-pane-height: 67%}
    options_after: {synchronize-panes: true}
    panes: [null, {shell: /usr/bin/vim -u none, shell_command: iA}, {command: make}]
`);
    expect(file).toMatchObject({
      beforeScript: { value: './boot.sh "a b"', line: 2 },
      options: [
        { name: 'repeat-time', value: '738' },
        { name: 'status', value: 'off' },
        { name: '@own', value: '#{x}' },
        { name: 'update-environment[3]', value: 'A' },
      ],
      globalOptions: [{ name: 'default-shell', value: '/bin/sh' }],
      foreign: [
        'a plugin of tmuxp does not run here: some.plugin.Class',
        'a builder of tmuxp does not run here: mine.Builder',
      ],
    });
    expect(file.windows).toMatchObject([
      {
        options: [
          { name: 'automatic-rename', value: 'on' },
          { name: 'main-pane-height', value: '67%' },
        ],
        optionsAfter: [{ name: 'synchronize-panes', value: 'on' }],
        panes: [{ shell: 'top' }, { shell: '/usr/bin/vim -u none' }, { shell: null }],
      },
    ]);
  });
});
