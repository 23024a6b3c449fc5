import { describe, expect, it } from 'vitest';
import { parseShellMark } from '../../src/rules/shell-mark.ts';

describe('a shell mark', () => {
  it.each([
    ['133;A;aid=n1;code=2', { kind: 'prompt', code: 2, number: null }],
    ['133;A;aid=n1;n=12', { kind: 'prompt', code: null, number: 12 }],
    ['133;B;aid=n1', { kind: 'input' }],
    [
      '133;C;aid=n1;cmdline_url=echo hi%3B true',
      { kind: 'start', commandLine: 'echo hi; true', number: null },
    ],
    ['133;C;aid=n1;cmdline_url=100%', { kind: 'start', commandLine: '100%', number: null }],
    ['133;C;aid=n1;n=3', { kind: 'start', commandLine: null, number: 3 }],
    ['133;D;42;aid=n1', { kind: 'end', code: 42, number: null }],
    ['133;D;42;aid=n1;n=7', { kind: 'end', code: 42, number: 7 }],
  ])('%s is understood', (body, mark) => {
    expect(parseShellMark(body, 'n1')).toEqual(mark);
  });

  it.each([
    '133;D;0',
    '133;D;0;aid=other',
    '133;D;0;aid=n11',
    '133;D;zero;aid=n1',
    '133;Z;aid=n1',
    '7;file:///tmp',
    '',
    '133;',
  ])('%s without the nonce or sense means nothing', (body) => {
    expect(parseShellMark(body, 'n1')).toBeNull();
  });

  it('is never valid for an empty nonce', () => {
    expect(parseShellMark('133;D;0;aid=', '')).toBeNull();
  });
});
