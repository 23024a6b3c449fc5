import { describe, expect, it } from 'vitest';
import { failureOf, marked } from './reading.ts';

const pane = (text: string): string => `windows:\n  - panes:\n      - ${text}\n`;
const scaled = (text: string): string => pane(`label: w\n        command: a\n        scale: {${text}}`);
const hook = (text: string): string => `hooks:\n  on_pane_output:\n    - {${text}}\n`;

/** What is wrong stands behind the sign. */
const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ['an unknown key of the session', '▼window: []', /a session file has no key "window"/],
  ['an unknown key of a window', 'windows:\n  - ▼windowname: x', /a window has no key "windowname"/],
  ['an unknown key of a pane', pane('▼lable: x'), /a pane has no key "lable"/],
  ['an unknown key of a line', pane('shell_command: [{▼command: x}]'), /has no key "command"/],
  ['an unknown hook', 'hooks: {▼on_exit: []}', /hooks has no key "on_exit"/],
  ['an unknown key of a hook', hook('pattern: x, ▼action: y, then: z'), /has no key "action"/],
  ['a key of another hook', hook('pattern: x, ▼after: 3s, then: z'), /has no key "after"/],
  ['a text for a file', '▼just text', /a session file is a map, not "just text"/],
  ['a list for a file', '▼- a', /a session file is a map, not a list/],
  ['a map for windows', 'windows: ▼{a: 1}', /windows is a list, not a map/],
  ['a text for a window', 'windows: [▼x]', /a window is a map, not "x"/],
  ['a text for panes', 'windows: [{panes: ▼x}]', /panes is a list/],
  ['a map for a name', 'session_name: ▼{A}', /session_name is text, not a map/],
  ['a list for a label', pane('label: ▼[a]'), /a label is text, not a list/],
  ['a label with a dot', pane('label: ▼a.b'), /a label has none of/],
  ['a label of digits', pane('label: ▼12'), /not all digits/],
  ['a label that begins like an id', pane('label: ▼"%1"'), /does not start with/],
  ['two labels', `${pane('label: a')}      - label: ▼a\n`, /two panes have the label "a"/],
  [
    'two labels in two windows',
    `${pane('label: a')}  - panes: [{label: ▼a}]\n`,
    /two panes have the label "a"/,
  ],
  ['two indexes', 'windows: [{window_index: 1}, {window_index: ▼1}]', /two windows have the window_index 1/],
  ['a name that tmux would rewrite', 'session_name: ▼a:b', /tmux would rewrite/],
  ['an empty name', 'session_name: ▼""', /a session name is not empty/],
  ['an empty window name', 'windows: [{window_name: ▼""}]', /a window name is not empty/],
  ['a window name of two lines', 'windows: [{window_name: ▼"a\\nb"}]', /no control characters/],
  ['a negative index', 'windows: [{window_index: ▼-1}]', /a whole number/],
  ['an index that is a text', 'windows: [{window_index: ▼x}]', /a whole number/],
  ['a split without sizes', 'windows: [{layout: ▼{split: h}}]', /a split needs sizes/],
  ['a key of a split', 'windows: [{layout: {split: h, ▼size: 3, sizes: [1, 2]}}]', /no key "size"/],
  ['a direction', 'windows: [{layout: {split: ▼x, sizes: [1, 2]}}]', /split is one of h, v/],
  ['one size', 'windows: [{layout: {split: h, sizes: ▼[50%]}}]', /a list of two or more/],
  ['a size', 'windows: [{layout: {split: h, sizes: [▼100%, 1]}}]', /1% to 99%, not "100%"/],
  [
    'a size within a split',
    'windows: [{layout: {split: h, sizes: [5, {split: v, size: ▼0, sizes: [~, ~]}]}}]',
    /a number of cells or a share/,
  ],
  ['sizes of more than all', 'windows: [{layout: {split: h, sizes: ▼[70%, 40%]}}]', /110% together/],
  ['a size that leaves nothing', 'windows: [{layout: {split: v, sizes: ▼[70%, 30%, ~]}}]', /no room left/],
  ['a list for a layout', 'windows: [{layout: ▼[h]}]', /layout is text, not a list/],
  ['a focus that is neither', pane('focus: ▼maybe'), /focus is true or false, not "maybe"/],
  ['a name for the environment', 'environment: {▼a-b: 1}', /letters, digits and _/],
  ['a value of the environment', 'environment: {A: ▼[1]}', /A is text, not a list/],
  ['nothing for a value', 'environment: {A: ▼null}', /A is text, not nothing/],
  ['a list for the environment', 'environment: ▼[A=1]', /environment is a map/],
  ['two ways to run', pane('{command: a, ▼shell_command: b}'), /a command or shell_command, not both/],
  ['an empty command', pane('command: ▼" "'), /a command is not empty/],
  ['a control character', pane('shell_command: ▼"a\\x1bb"'), /control character 0x1b/],
  ['NUL', pane('command: ▼"a\\0"'), /NUL/],
  ['half a character', pane('command: ▼"\\uD800"'), /valid Unicode/],
  ['a list in a list', pane('[▼[a]]'), /not a list/],
  ['a line without a command', pane('[▼{enter: true}]'), /needs cmd/],
  ['metadata that is no map', pane('metadata: ▼7'), /metadata is a map/],
  ['metadata beyond JSON', pane('metadata: {a: ▼.nan}'), /no value of JSON/],
  ['a shape of ready', pane('ready: ▼{timeout: 3s}'), /ready has one of/],
  ['a key of restart', pane('{command: a, restart: {▼polcy: always}}'), /restart has no key "polcy"/],
  ['a policy', pane('{command: a, restart: {policy: ▼maybe}}'), /policy is one of/],
  ['a policy alone', pane('{command: a, restart: ▼maybe}'), /restart is one of no, on_failure, always/],
  ['a restart of a shell', pane('▼restart: always'), /restart is for a pane with a command/],
  [
    'a back-off that is no longer',
    pane('{command: a, restart: {policy: always, delay: 5s, ▼max_delay: 1s}}'),
    /shorter than delay/,
  ],
  ['two ready checks', pane('ready: ▼{log: a, tcp: 80}'), /ready has one of/],
  ['a pattern of ready', pane('ready: {log: ▼"("}'), /log: missing closing/],
  ['a port', pane('ready: {tcp: ▼70000}'), /tcp is a port or host:port/],
  ['an address', pane('ready: {http: ▼ftp://x}'), /http is an address/],
  ['a quiet time', pane('ready: {idle: ▼soon}'), /idle is a duration/],
  ['an empty exec', pane('ready: {exec: ▼" "}'), /exec is not empty/],
  ['a signal', pane('stop: {signal: ▼STOPIT}'), /signal is one of TERM, INT/],
  [
    'a label that nobody has',
    'windows: [{panes: [{label: db}, {depends_on: {▼dv: started}}]}]',
    /no pane of the file has the label "dv"/,
  ],
  [
    'ready of nobody who says so',
    'windows: [{panes: [{label: db}, {depends_on: {▼db: ready}}]}]',
    /db has no ready check/,
  ],
  [
    'the end of what never ends',
    'windows:\n- panes:\n  - {label: db, command: a, restart: always}\n  - {depends_on: {▼db: completed}}',
    /never completes/,
  ],
  [
    'a circle',
    'windows:\n- panes:\n  - {label: a, depends_on: {b: started}}\n  - {label: b, depends_on: {▼a: started}}',
    /for ever: a → b → a/,
  ],
  [
    'a pane that waits for itself',
    'windows: [{panes: [{label: a, depends_on: {▼a: started}}]}]',
    /for ever: a → a/,
  ],
  ['a condition', pane('depends_on: {db: ▼up}'), /one of started, ready, completed/],
  ['a condition of a session', 'depends_on: {db: ▼up}', /one of started, ready, completed/],
  ['a list for a condition', 'depends_on: {db: ▼[ready]}', /one of started, ready, completed, not a list/],
  ['a session that can not be', 'depends_on: {▼"a:b": ready}', /tmux would rewrite/],
  ['a session that can not be, in a list', 'depends_on: [db, ▼-x]', /does not start with/],
  ['a group that is a list', 'group: ▼[a]', /group is text, not a list/],
  ['a group of two lines', 'group: ▼"a\\nb"', /no control characters/],
  ['a stop with both', pane('stop: {keys: C-c, ▼signal: TERM}'), /not both/],
  ['a grace', pane('stop: {grace: ▼soon}'), /a duration/],
  ['options that are a list', 'options: ▼[a]', /options is a map, not a list/],
  ['an option that is a list', 'windows: [{options: {mode-keys: ▼[vi]}}]', /the option mode-keys is text/],
  ['an option of ours', 'global_options: {"@panectl_owner": ▼x}', /no name of an option of tmux/],
  ['a name that is no option', 'options: {"-g": ▼x}', /no name of an option of tmux/],
  ['a script that is nothing', 'before_script: ▼" "', /before_script is not empty/],
  ['an Enter that is neither', pane('{shell_command: a, enter: ▼maybe}'), /enter is true or false/],
  ['a time before now', pane('[{cmd: a, sleep_before: ▼-1}]'), /sleep_before is at most 24h/],
  ['a time that is none', pane('[{cmd: a, sleep_after: ▼soon}]'), /sleep_after is a duration/],
  ['a shell beside a command', pane('{command: a, ▼shell: b}'), /a command or shell, not both/],
  ['a plugin that is a map', 'plugins: [▼{a: 1}]', /a plugin is text/],
  ['a scale', scaled('min: ▼many, max: 3'), /a whole number/],
  ['a scale without a limit', pane('{label: w, command: a, scale: ▼{min: 1}}'), /scale needs max/],
  ['a scale of nobody', pane('{command: a, ▼scale: {max: 3}}'), /scale needs a label/],
  ['a scale of a shell', pane('{label: w, ▼scale: {max: 3}}'), /scale needs a command/],
  ['a scale of none', scaled('max: ▼0'), /a whole number from 1/],
  ['a scale of too many', scaled('max: ▼201'), /to 200/],
  ['a scale upside down', scaled('min: ▼4, max: 3'), /min 4 is more than max 3/],
  ['a cooldown of a scale', scaled('max: 3, cooldown: ▼soon'), /a duration/],
  ['a key of a scale', scaled('max: 3, ▼downn: cpu < 3'), /scale has no key "downn"/],
  ['up and down at once', scaled('max: 3, up: avg(cpu) > 20, down: ▼avg(cpu) < 80'), /at the same time/],
  ['up and down in one point', scaled('max: 3, up: avg(cpu) >= 9, down: ▼9 >= avg(cpu)'), /at the same time/],
  ['up and down in one way', scaled('max: 3, up: max(cpu) > 80, down: ▼max(cpu) > 90'), /at the same time/],
  ['a repeated key', 'windows: []\n▼windows: []', /"windows" stands here twice/],
  ['a key that is a list', '? ▼[a]\n: 1', /a key is text/],
  ['an alias of nothing', 'windows: ▼*nope', /nothing is called &nope/],
  ['an unknown tag', 'session_name: ▼!secret x', /Unresolved tag/],
  ['a merge of a text', '<<: ▼x', /<< takes a map/],
  ['two documents', 'windows: []\n▼---\na: 1', /multiple documents/i],
  ['an open bracket', 'windows: [▼', /must end with a \]|Flow sequence/],
  ['a wrong indent', 'windows:\n  - panes: []\n▼ - a', /implicit map key/],
  ['a tab', 'windows:\n▼\t- a', /[Tt]ab/],
];

describe('what is wrong with a file', () => {
  it.each(WRONG)('%s', (_name, sample, message) => {
    const { text, line, column } = marked(sample);
    const failure = failureOf(text);
    expect(failure.message).toMatch(message);
    expect(failure.code).toBe('invalid_file');
    expect(failure.data).toMatchObject({ file: 'session.yml', line, column });
    expect(failure.message.startsWith(`session.yml:${line}:${column}: `)).toBe(true);
    expect(failure.data.caret).toBe(
      `${(text.split('\n')[line - 1] ?? '').replaceAll('\t', ' ')}\n${' '.repeat(column - 1)}^`,
    );
  });

  it('names the nearest known key', () => {
    expect(failureOf(pane('lable: x'))).toMatchObject({
      hint: 'did you mean label?',
      data: { nearest: ['label'] },
    });
    expect(failureOf(pane('zzzzzz: x')).hint).toContain('it has label, command');
  });

  it('says the first mistake', () => {
    expect(failureOf('windows:\n  - {x: 1, y: 1}\n  - {z: 1}').data).toMatchObject({ line: 2, column: 6 });
  });

  it('shows of a long line the part around it', () => {
    const failure = failureOf(`windows: [${'{}, '.repeat(100)}{x: 1}]`);
    const [shown = '', caret = ''] = String(failure.data.caret).split('\n');
    expect(shown.length).toBeLessThanOrEqual(100);
    expect(shown[caret.length - 1]).toBe('x');
  });
});
