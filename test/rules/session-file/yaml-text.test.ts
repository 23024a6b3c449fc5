import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSessionFile } from '../../../src/rules/session-file/read.ts';
import { yamlText } from '../../../src/rules/session-file/yaml-text.ts';

/** What people and programs write, and what means something else where it is not quoted. */
const odd = fc.constantFrom(
  ...[
    '',
    ' ',
    '~',
    '~/x',
    'no',
    'On',
    'null',
    '1',
    '0x1f',
    '.5',
    '.inf',
    '...',
    '---',
    '- a',
    'a: b',
    'a #b',
  ],
  ...[
    '# a',
    '&x',
    '*x',
    '!x',
    '%x',
    '@x',
    '`x`',
    '{a}',
    '[a]',
    '? a',
    'a:',
    ':a',
    "'a'",
    '"a"',
    '|',
    '>',
    '<<',
  ],
  ...[
    'a\nb',
    ' a\nb',
    'a\n b\n',
    'a\n\nb',
    'a\tb\nc',
    '\ta',
    'é ü',
    '日本',
    '\u2028',
    '\u0085',
    '\ufeffa',
    'a\r\nb',
  ],
  ...[
    'echo "x" && y | z > w',
    'pane-create {{ session }} gc',
    'a, b',
    '2026-01-31',
    'y',
    '1_000',
    '12:30:45',
  ],
);
const text = fc.oneof(
  odd,
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).map((s) => s.toWellFormed()),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
);
const key = text.filter((name) => name !== '<<' && name !== '__proto__');
const tree = fc.letrec<{ value: unknown; map: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    number,
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('map'),
  ),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));

const asYaml = (value: unknown): Parameters<typeof yamlText>[0] => JSON.parse(JSON.stringify(value));

describe('the text of a session file', () => {
  it('means what it was made of, whatever that holds', () => {
    fc.assert(
      fc.property(tree.map, (map) => {
        const made = asYaml(map);
        expect(parse(yamlText(made)) ?? {}).toEqual(made);
      }),
      { numRuns: 400 },
    );
  });

  it('is read by panectl as it was meant: lines, commands and metadata', () => {
    const line = text.filter(
      (each) => /\S/.test(each) && !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\n$/.test(each),
    );
    fc.assert(
      fc.property(line, line, tree.map, (command, typed, metadata) => {
        const made = asYaml({
          windows: [
            {
              panes: [
                { command, metadata },
                { label: 'x', shell_command: [{ cmd: typed }] },
              ],
            },
          ],
        });
        const read = readSessionFile(yamlText(made), 'x.yml');
        if (!read.ok) throw new Error(read.failure.message);
        const [first, second] = read.value.windows[0]?.panes ?? [];
        expect(first).toMatchObject({ command, metadata: asYaml(metadata) });
        expect(second?.lines.map(({ value }) => value)).toEqual([typed]);
      }),
      { numRuns: 200 },
    );
  });

  it('is written as a person would write it', () => {
    const made = {
      session_name: 'dev',
      start_directory: '~/src/api',
      windows: [
        {
          window_name: 'code',
          panes: [null, 'npm run dev', { label: 'server', metadata: { url: 'http://x:1', count: 1 } }],
        },
      ],
      hooks: {
        on_pane_exit: [{ if: "status == 'failed'", when: undefined, recover: 'pane-create {{ session }} d' }],
      },
      panectl: { size: '200x50', panes: ['%1', '%2'] },
    };
    expect(yamlText(made)).toBe(`session_name: dev
start_directory: ~/src/api
windows:
  - window_name: code
    panes:
      -
      - npm run dev
      - label: server
        metadata:
          url: http://x:1
          count: 1
hooks:
  on_pane_exit:
    - if: status == 'failed'
      recover: pane-create {{ session }} d
panectl:
  size: 200x50
  panes: ["%1", "%2"]
`);
  });
});
