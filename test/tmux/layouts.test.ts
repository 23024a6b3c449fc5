import { expect, it } from 'vitest';
import type { SplitTree } from '../../src/domain/split-tree.ts';
import { fitLayout, mirrored, writeLayout } from '../../src/tmux/layout-cell.ts';
import { isUntouched } from '../../src/tmux/layout-change.ts';
import { layoutChecksum, layoutProblem, readLayout } from '../../src/tmux/layout-string.ts';
import { checkLayout, checkMainSize, layoutFor } from '../../src/tmux/layouts.ts';
import { splitLayout } from '../../src/tmux/split-layout.ts';

/** As tmux 3.3a printed them: three panes tiled, and main-vertical. */
const TILED = '4efd,200x50,0,0[200x24,0,0{99x24,0,0,0,100x24,100,0,1},200x25,0,25,2]';
const MAIN = '5baa,200x50,0,0{80x50,0,0,1,119x50,81,0[119x24,81,0,2,119x25,81,25,0]}';

const signed = (body: string): string => `${layoutChecksum(body)},${body}`;
const body = (text: string | null): string | null => text?.slice(5) ?? null;
const cellOf = (text: string) => {
  const cell = readLayout(text);
  if (cell === null) throw new Error(`no layout: ${text}`);
  return cell;
};

it('accepts a layout string that tmux printed', () => {
  expect(layoutProblem('c29e,90x20,0,0[90x10,0,0,0,90x9,0,11,1]')).toBeNull();
  expect(layoutProblem('a87d,100x30,0,0,0')).toBeNull();
});

it.each([
  ['c29f,90x20,0,0[90x10,0,0,0,90x9,0,11,1]', /checksum/],
  ['nonsense', /none of the names/],
  [signed('90x20,0,0[90x10,0,0,0,90x10,0,11,1]'), /add up/],
  [signed('0x0,0,0,0'), /can not be read/],
  [signed('9x9,0,0'.padEnd(400, '{')), /can not be read/],
])('refuses %s', (text, problem) => {
  expect(layoutProblem(text)).toMatch(problem);
});

it('knows every name on every version', () => {
  expect(['tiled', 'main-vertical-mirrored', 'main-diagonal'].map((text) => checkLayout(text).ok)).toEqual([
    ...[true, true],
    false,
  ]);
});

it('takes cells or a share for the main pane', () => {
  expect(['60%', '120', '0', '101%', 'x', '-5'].map((text) => checkMainSize(text).ok)).toEqual([
    ...[true, true],
    ...[false, false, false, false],
  ]);
});

it('writes what it has read, turned round or for another size, as tmux would accept it', () => {
  for (const text of [TILED, MAIN]) {
    expect(writeLayout(cellOf(text))).toBe(text);
    for (const size of [
      { width: 7, height: 5 },
      { width: 317, height: 91 },
    ])
      expect(layoutProblem(writeLayout(fitLayout(cellOf(text), size) ?? cellOf('')))).toBeNull();
  }
  expect(body(writeLayout(mirrored(cellOf(MAIN))))).toBe(
    '200x50,0,0{119x50,0,0[119x24,0,0,2,119x25,0,25,0],80x50,120,0,1}',
  );
  expect(fitLayout(cellOf(TILED), { width: 2, height: 50 })).toBeNull();
});

it('gives a string the size of the window and wants a cell for each pane', () => {
  expect(layoutFor(MAIN, 3, { width: 100, height: 25 })).toMatchObject({
    value: expect.stringContaining(',100x25,0,0{40x25,0,0,1,59x25,41,0['),
  });
  expect(layoutFor(MAIN, 4, { width: 200, height: 50 })).toMatchObject({ failure: { code: 'usage' } });
  expect(layoutFor(MAIN, 3, { width: 2, height: 2 })).toMatchObject({ failure: { code: 'no_space' } });
});

it.each([
  ['nothing has changed', TILED, true],
  ['the window has another size', '80x24,0,0[80x11,0,0{39x11,0,0,0,40x11,40,0,1},80x12,0,12,2]', true],
  ['a pane has ended and its neighbour has the room', '200x50,0,0[200x24,0,0,0,200x25,0,25,2]', true],
  ['all but one have ended', '200x50,0,0,2', true],
  ['somebody resized', '200x50,0,0[200x30,0,0{99x30,0,0,0,100x30,100,0,1},200x19,0,31,2]', false],
  ['somebody swapped', '200x50,0,0[200x24,0,0{99x24,0,0,1,100x24,100,0,0},200x25,0,25,2]', false],
  ['somebody split', '200x50,0,0[200x24,0,0{99x24,0,0,0,50x24,100,0,3,49x24,151,0,1},200x25,0,25,2]', false],
  ['somebody moved a pane while the size changed', '80x24,0,0{39x24,0,0,0,20x24,40,0,1,19x24,61,0,2}', false],
  ['it can not be read', 'nonsense', false],
])('tells by itself from by hand: %s', (_what, after, isOwn) => {
  expect(isUntouched(TILED, after === TILED ? TILED : signed(after))).toBe(isOwn);
});

it('sees a row within a row as one row', () => {
  const nested = signed('100x9,0,0{49x9,0,0,1,50x9,50,0[50x4,50,0,2,50x4,50,5{25x4,50,5,3,24x4,76,5,4}]}');
  expect(isUntouched(nested, signed('100x9,0,0{49x9,0,0,1,25x9,50,0,3,24x9,76,0,4}'))).toBe(true);
});

const tree = (split: 'h' | 'v', ...sizes: readonly (string | SplitTree | null)[]): SplitTree => ({
  split,
  sizes: sizes.map((size) =>
    typeof size === 'string'
      ? {
          size: { unit: size.endsWith('%') ? 'percent' : 'cells', count: Number.parseInt(size, 10) },
          tree: null,
        }
      : { size: null, tree: size },
  ),
});

it.each<[SplitTree, string | null]>([
  [tree('h', '60%', '40%'), '200x50,0,0{119x50,0,0,0,80x50,120,0,1}'],
  [tree('h', '30%', null), '200x50,0,0{60x50,0,0,0,139x50,61,0,1}'],
  [tree('v', null, '10', null), '200x50,0,0[200x19,0,0,0,200x10,0,20,1,200x19,0,31,2]'],
  [
    tree('h', '60%', tree('v', '70%', null)),
    '200x50,0,0{120x50,0,0,0,79x50,121,0[79x35,121,0,1,79x14,121,36,2]}',
  ],
  [tree('h', '190', '20'), null],
  [tree('h', '195', null), null],
  [tree('v', '1', null), null],
])('divides a window as the tree %# says', (given, expected) => {
  const text = splitLayout(given, { width: 200, height: 50 }, { width: 10, height: 2 });
  expect(body(text)).toBe(expected);
  expect(text === null ? null : layoutProblem(text)).toBeNull();
});
