import { describe, expect, it } from 'vitest';
import { parseCondition } from '../../src/rules/condition.ts';

describe('a condition', () => {
  it.each([
    ['exit:build/test', { kind: 'exit', target: { session: 'build', pane: 'test' } }],
    ['exit:e12', { kind: 'exec', execId: 'e12' }],
    ['failed:a/b/%7', { kind: 'failed', target: { session: 'a/b', pane: '%7' } }],
    ['ready:$1/0', { kind: 'ready', target: { session: '$1', pane: '0' } }],
    ['status:build/0:running', { kind: 'status', status: 'running' }],
    ['pattern:build/0:a:b', { kind: 'pattern', pattern: { source: 'a:b' } }],
    ['metric:build/0:cpu>80', { kind: 'metric', metric: { source: 'cpu>80' } }],
    ['metric:a/b:cpu > 80 && memory > 1G', { kind: 'metric', target: { session: 'a', pane: 'b' } }],
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

  it('names what is wrong with a metric', () => {
    expect(parseCondition('metric:a/b:disk>1')).toMatchObject({
      ok: false,
      failure: { code: 'invalid_expression', data: { column: 1 } },
    });
  });
});
