import { expect, it } from 'vitest';
import { layoutChecksum, layoutProblem } from '../../src/tmux/layout-string.ts';
import { checkLayout, checkMainSize } from '../../src/tmux/layouts.ts';

it('accepts a layout string that tmux printed', () => {
  expect(layoutProblem('c29e,90x20,0,0[90x10,0,0,0,90x9,0,11,1]')).toBeNull();
  expect(layoutProblem('a87d,100x30,0,0,0')).toBeNull();
});

it.each([
  ['c29f,90x20,0,0[90x10,0,0,0,90x9,0,11,1]', /checksum/],
  ['nonsense', /none of the names/],
  [`${layoutChecksum('90x20,0,0[90x10,0,0,0,90x10,0,11,1]')},90x20,0,0[90x10,0,0,0,90x10,0,11,1]`, /add up/],
  [`${layoutChecksum('0x0,0,0,0')},0x0,0,0,0`, /can not be read/],
  [`${layoutChecksum('9x9,0,0'.padEnd(400, '{'))},${'9x9,0,0'.padEnd(400, '{')}`, /can not be read/],
])('refuses %s', (text, problem) => {
  expect(layoutProblem(text)).toMatch(problem);
});

it('knows which names a version has', () => {
  expect(checkLayout('tiled', '3.3a').ok).toBe(true);
  expect(checkLayout('main-vertical-mirrored', '3.3a')).toMatchObject({
    ok: false,
    failure: { code: 'usage' },
  });
  expect(checkLayout('main-vertical-mirrored', '3.5a').ok).toBe(true);
});

it('takes cells or a share for the main pane', () => {
  expect(['60%', '120', '0', '101%', 'x', '-5'].map((text) => checkMainSize(text).ok)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
