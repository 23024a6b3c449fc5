import { describe, expect, it } from 'vitest';
import { compileExpression, type ExpressionValues } from '../../src/rules/expression.ts';
import type { RuleFacts } from '../../src/rules/names.ts';

const UNKNOWN: ExpressionValues = {
  session: null,
  pane: null,
  pane_id: null,
  label: null,
  status: null,
  exit_code: null,
  signal: null,
  line: null,
  cpu: null,
  memory: null,
  service: null,
  replicas: null,
  rule: null,
  match: {},
};

const test = (source: string, values: Partial<ExpressionValues> = {}): unknown => {
  const compiled = compileExpression(source);
  if (!compiled.ok) throw new Error(compiled.failure.message);
  const tested = compiled.value.test({ ...UNKNOWN, ...values });
  return tested.ok ? tested.value : tested.failure;
};

describe('a condition', () => {
  it.each([
    ["status == 'failed' && exit_code != 130", { status: 'failed', exit_code: 1 }, true],
    ["status == 'failed' && exit_code != 130", { status: 'failed', exit_code: 130 }, false],
    ["status == 'failed' && exit_code != 130", { status: 'completed', exit_code: 0 }, false],
    ['cpu > 80', { cpu: 80.5 }, true],
    ['cpu == 80', { cpu: 80 }, true],
    ['80 != cpu', { cpu: 80 }, false],
    ['exit_code >= 1.5', { exit_code: 2 }, true],
    ['memory / 1024 / 1024 > 500', { memory: 600 * 1024 ** 2 }, true],
    ['memory * 2 > 1e9', { memory: 600 * 1024 ** 2 }, true],
    ["label in ['api', 'web']", { label: 'web' }, true],
    ['exit_code in [1, 2]', { exit_code: 3 }, false],
    ["label.startsWith('worker') && !label.endsWith('-0')", { label: 'worker-1' }, true],
    ["line.contains('ERROR') || line.lowerAscii().contains('fatal')", { line: 'FATAL x' }, true],
    ["line.re('^E[0-9]+$')", { line: 'E42' }, true],
    ["line.re('^E[0-9]+$')", { line: 'E' }, false],
    [
      "match.host == 'db1' && match.1 == 'db1' && match['2'] == 'x'",
      { match: { 1: 'db1', host: 'db1', 2: 'x' } },
      true,
    ],
    ['int(match.n) > 80', { match: { n: '91' } }, true],
    ['double(match.n) > 80', { match: { n: '91.5' } }, true],
    ["'n' in match", { match: { n: '' } }, true],
    ["signal == 'KILL' ? exit_code == 137 : exit_code == 0", { signal: 'KILL', exit_code: 137 }, true],
    ["line == 'match.1'", { line: 'match.1' }, true],
    ['line.size() > 3 && size(line) < 5', { line: 'four' }, true],
    ['exit_code == -1', { exit_code: -1 }, true],
    ['replicas < 4', { replicas: 3 }, true],
    ['replicas < 4', { replicas: 4 }, false],
    ['replicas < 4', {}, false],
  ])('%s of %j is %s', (source, values, expected) => {
    expect(test(source, values)).toBe(expected);
  });

  it.each([
    'exit_code != 130',
    'exit_code == 130',
    '!(exit_code == 130)',
    "label != 'a'",
    "label == 'a'",
    'cpu > 80',
    'cpu <= 80',
    "match.name != 'x'",
    "match['2'] == ''",
    "line.contains('')",
    "!line.re('x')",
    "label in ['a']",
    "!(label in ['a'])",
    "exit_code != 130 && status == 'failed'",
    "signal == 'KILL' ? true : true",
  ])('%s does not hold where nothing is known', (source) => {
    expect(test(source)).toBe(false);
  });

  it.each([
    ["exit_code != 130 || status == 'idle'", true],
    ["status == 'idle' || exit_code != 130", true],
    ["exit_code != 130 && status == 'dead'", false],
    ['exit_code == null', true],
    ['exit_code != null', false],
    ['null == status', false],
    ['status != null', true],
    ['match.name == null && match.1 == null', true],
    ["match['name'] != null", false],
    ['!(label == null)', false],
    ['pane == null || session == null', true],
    ["label == null ? status == 'idle' : label == 'x'", true],
  ])('%s is decided by what is known: %s', (source, expected) => {
    expect(test(source, { status: 'idle' })).toBe(expected);
  });

  it('says what can not be computed, with a caret', () => {
    expect(test('cpu > 1 && int(match.1) > 80', { cpu: 2, match: { 1: 'many' } })).toMatchObject({
      code: 'invalid_expression',
      data: { caret: `cpu > 1 && int(match.1) > 80\n${' '.repeat(11)}^` },
    });
    expect(test('9223372036854775807 * exit_code > 0', { exit_code: 2 })).toMatchObject({
      code: 'invalid_expression',
    });
  });
});

describe('a condition that is wrong', () => {
  it.each([
    ['', 1],
    ["labl == 'x'", 1],
    ["label == 'x' && statsu == 'idle'", 17],
    ['label == 3', 1],
    ["cpu > '80'", 1],
    ['label', 1],
    ['exit_code', 1],
    ["'text'", 1],
    ['label ==', 9],
    ["status = 'failed'", 8],
    ["status == 'failed' and cpu > 3", 20],
    ['status == failed', 11],
    ["status == 'fialed'", 11],
    ["status in ['failed', 'ded']", 22],
    ["'unclosed", 1],
    ["line.matches('a+')", 1],
    ["line.re('(')", 10],
    ['line.re(label)', 9],
    ["line.re('a', 'b')", 1],
    ['[1, 2].all(x, x > 0)', 1],
    ['cel.bind(x, 1, x == 1)', 1],
    ['has(match.x)', 1],
    ["type(label) == type('')", 1],
    ['dyn(label) == 1', 1],
    ["{'a': 1}.a == 1", 10],
    ["label.constructor == 'x'", 7],
    ["match[1] == 'x'", 1],
    ["match[label] == 'x'", 1],
    ['known_names == null', 1],
    ["'x' in known_names", 8],
    ['(label + label) == null', 2],
    ['1 == null', 1],
    ['google.protobuf.Duration == null', 17],
    ["__proto__ == 'x'", 1],
    ["constructor == 'x'", 1],
    ['cpu > 80 |', 10],
  ])('%s is refused at column %i', (source, column) => {
    expect(compileExpression(source)).toMatchObject({
      ok: false,
      failure: { code: 'invalid_expression', data: { line: 1, column } },
    });
  });

  it.each([
    ["labl == 'x'", /label/],
    ['status == failed', /'failed'/],
    ["status = 'x'", /==/],
    ["status == 'fialed'", /idle running completed failed/],
    ["line.matches('a')", /\.re\(/],
    ["label == 'a' or label == 'b'", /\|\|/],
    ['[1].exists(x, true)', /loops/],
  ])('%s says what to do', (source, hint) => {
    const compiled = compileExpression(source);
    expect(compiled.ok ? null : compiled.failure.hint).toMatch(hint);
  });

  it('points into the line it is in', () => {
    expect(compileExpression("label == 'x' &&\n  lin == 'y'")).toMatchObject({
      failure: { data: { line: 2, column: 3, caret: "  lin == 'y'\n  ^" } },
    });
    expect(compileExpression('match.1 == match.2 && labl == label')).toMatchObject({
      failure: { data: { column: 23 } },
    });
  });

  it('is refused when it is too large', () => {
    for (const source of [
      `${'!'.repeat(2_000)}true`,
      `${'('.repeat(400)}true${')'.repeat(400)}`,
      `cpu > 1${' && cpu > 1'.repeat(80)}`,
      `label in [${Array.from({ length: 200 }, () => "'a'").join()}]`,
    ])
      expect(compileExpression(source)).toMatchObject({ failure: { code: 'invalid_expression' } });
  });

  it('never reaches what JavaScript objects have', () => {
    for (const name of ['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(compileExpression(`${name} != null`)).toMatchObject({ ok: false });
      for (const source of [`match.${name} != null`, `match['${name}'] != null`]) {
        const compiled = compileExpression(source);
        if (compiled.ok) expect(test(source)).toBe(false);
      }
      expect(test(`match['${name}'] == 'x'`, { match: Object.fromEntries([[name, 'x']]) })).toBe(true);
    }
  });

  it.each<[string, RuleFacts, string]>([
    ["line == 'x'", { event: 'exit', groups: [] }, 'only a pattern has a line'],
    ["match.x == 'x'", { event: 'exit', groups: [] }, 'only a pattern has a line'],
    ["match.x == 'x'", { event: 'pattern', groups: ['1', 'host'] }, 'it has 1, host'],
    ['match.2 == null', { event: 'pattern', groups: ['1'] }, 'it has 1'],
  ])('%s is refused of %j', (source, facts, hint) => {
    expect(compileExpression(source, facts)).toMatchObject({ ok: false, failure: { hint } });
    expect(compileExpression("match.1 == 'x' && line != ''", { event: 'pattern', groups: ['1'] }).ok).toBe(
      true,
    );
  });
});
