import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSessionFile } from '../../../src/rules/session-file/read.ts';
import { failureOf } from './reading.ts';

const KEYS = [
  ...[
    'session_name',
    'windows',
    'panes',
    'label',
    'command',
    'shell_command',
    'hooks',
    'on_pane_exit',
    'then',
  ],
  ...[
    'environment',
    'metadata',
    'layout',
    'focus',
    'scale',
    'ready',
    'options',
    '<<',
    '__proto__',
    'constructor',
  ],
];
const word = fc.oneof(
  fc.constantFrom(
    ...KEYS,
    'on',
    '~',
    '*a',
    '&a x',
    '!!str 1',
    '!x',
    '|',
    '>-',
    '"',
    "'",
    '%YAML 1.1',
    '---',
    '...',
  ),
  fc.string({ maxLength: 8 }),
);
const line = fc.tuple(
  fc.constantFrom('', '  ', '    ', '\t', '- ', '  - ', '? '),
  word,
  fc.constantFrom('', ': ', ':', ' #'),
  word,
);
const yaml = fc
  .array(line, { maxLength: 12 })
  .map((lines) => lines.map((parts) => parts.join('')).join('\n'));
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.string({ maxLength: 6 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('map'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4, noNullPrototype: false }),
}));

describe('any text', () => {
  it.each<[string, fc.Arbitrary<string>]>([
    ['that looks like YAML', yaml],
    ['of any characters', fc.string({ unit: 'binary', maxLength: 200 })],
    ['that is JSON with our keys', tree.map.map((value) => JSON.stringify(value))],
  ])('%s is a file or a failure with a place', (_name, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const read = readSessionFile(text, 'x.yml');
        if (read.ok) {
          expect(read.value.windows.length).toBeGreaterThan(0);
          for (const { panes } of read.value.windows) expect(panes.length).toBeGreaterThan(0);
          return;
        }
        const { line, column, caret } = read.failure.data;
        expect(read.failure.code).toBe('invalid_file');
        expect([typeof line, typeof column, typeof caret]).toEqual(['number', 'number', 'string']);
        expect(Number(line)).toBeLessThanOrEqual(text.split('\n').length);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a text that was made to be hard', () => {
  it.each([
    [
      'aliases that unfold',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[at]}`).join(',')}]`)
        .join('\n')}\n`,
      /more than 50000 values/,
    ],
    ['an alias of itself', 'windows: &a [*a]', /nested too deeply, or holds itself/],
    ['many brackets', '['.repeat(3_000), /nested too deeply/],
    ['many levels', `windows: ${'['.repeat(100)}${']'.repeat(100)}`, /nested too deeply/],
    ['many panes', `windows: [{panes: [${'a,'.repeat(201)}]}]`, /at most 200 panes/],
    ['more than a file may have', 'a'.repeat(1_048_577), /at most 1 MiB/],
    ['a long key', `windows: [{panes: [{${'k'.repeat(900)}: 1}]}]`, /no key "k{80}"/],
  ])('%s', (_name, text, message) => {
    expect(failureOf(text).message).toMatch(message);
    expect(failureOf(text).message.length).toBeLessThan(300);
  });

  it('keeps names of the language as names', () => {
    const read = readSessionFile(
      'environment: {__proto__: a}\nwindows: [{panes: [{metadata: {__proto__: {x: 1}}}]}]',
      'x',
    );
    if (!read.ok) throw new Error(read.failure.message);
    expect(Object.entries(read.value.environment)).toEqual([['__proto__', 'a']]);
    expect(Object.keys(read.value.windows[0]?.panes[0]?.metadata ?? {})).toEqual(['__proto__']);
  });
});
