import { describe, expect, it } from 'vitest';
import { isBeyond, parseCondition, parseThreshold } from '../../src/rules/condition.ts';

describe('a condition', () => {
  it.each([
    ['exit:build/test', { kind: 'exit', target: { session: 'build', pane: 'test' } }],
    ['exit:e12', { kind: 'exec', execId: 'e12' }],
    ['failed:a/b/%7', { kind: 'failed', target: { session: 'a/b', pane: '%7' } }],
    ['ready:$1/0', { kind: 'ready', target: { session: '$1', pane: '0' } }],
    ['status:build/0:running', { kind: 'status', status: 'running' }],
    ['pattern:build/0:a:b', { kind: 'pattern', pattern: { source: 'a:b' } }],
    ['metric:build/0:cpu>80', { kind: 'metric', threshold: { metric: 'cpu', operator: '>', value: 80 } }],
    ['fired:scale-up', { kind: 'fired', rule: 'scale-up' }],
  ])('%s is understood', (text, condition) => {
    expect(parseCondition(text)).toMatchObject({ ok: true, value: condition });
  });

  it.each([
    '',
    'exit',
    'exit:',
    'exit:build',
    'exit:/x',
    'exit:build/',
    'ready:a/b:c',
    'status:a/b:great',
    'metric:a/b:disk>1',
    'nothing:a/b',
  ])('%s is usage, with the forms there are', (text) => {
    expect(parseCondition(text)).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  it('names what is wrong with a pattern', () => {
    expect(parseCondition('pattern:a/b:(x')).toMatchObject({
      ok: false,
      failure: { code: 'invalid_pattern' },
    });
  });
});

describe('a metric threshold', () => {
  it.each([
    ['cpu>80', { metric: 'cpu', operator: '>', value: 80 }],
    ['cpu >= 80%', { metric: 'cpu', operator: '>=', value: 80 }],
    ['memory > 500M', { metric: 'memory', operator: '>', value: 500 * 1024 ** 2 }],
    ['mem<1.5G', { metric: 'memory', operator: '<', value: 1.5 * 1024 ** 3 }],
  ])('%s is understood', (text, threshold) => {
    expect(parseThreshold(text)).toEqual(threshold);
  });

  it.each(['cpu', 'cpu>', 'cpu>80M', 'memory>10%', 'cpu=>80', '80<cpu'])('%s is none', (text) => {
    expect(parseThreshold(text)).toBeNull();
  });

  it.each([
    ['>', 80, false],
    ['>=', 80, true],
    ['<', 80, false],
    ['<=', 80, true],
  ] as const)('compares with %s', (operator, reading, expected) => {
    expect(isBeyond({ metric: 'cpu', operator, value: 80 }, reading)).toBe(expected);
  });
});
