import { describe, expect, test } from 'vitest';
import { isKeyName } from '../../../src/daemon/operations/key-names.ts';
import { limitLines } from '../../../src/daemon/operations/limit-lines.ts';
import { hasRoom } from '../../../src/daemon/operations/room.ts';
import { formatLiteral } from '../../../src/tmux/format-literal.ts';
import { withPrivateTmux } from '../../support/private-tmux.ts';

describe('words', () => {
  test('tmux gives a format literal back as the text', () =>
    withPrivateTmux(async (tmux) => {
      for (const text of ['a#b', '#{pane_id}', '##', 'x#[y', 'a##[b', '#(date)', '###', '#,}']) {
        const printed = await tmux.lines('list-panes', '-F', `<${formatLiteral(text)}>`);
        expect(printed).toEqual([`<${text}>`]);
      }
    }));

  test('key names are those of tmux, everything else is typed', () => {
    for (const key of [
      'Enter',
      'C-c',
      'M-x',
      'C-M-Up',
      'F12',
      'PgUp',
      'BSpace',
      '^C',
      'C-Space',
      'KP5',
      'up',
    ])
      expect([key, isKeyName(key)]).toEqual([key, true]);
    for (const text of ['ls', 'a', 'C-', 'F13', 'Enter ', 'C-ab', 'hello world', '^', '-x', ''])
      expect([text, isKeyName(text)]).toEqual([text, false]);
  });
});

describe('answers with lines', () => {
  test('keep the newest that fit and say how many are left out', () => {
    const all = Array.from({ length: 60 }, (_, index) => `line ${index}`);
    expect(limitLines(all, {})).toMatchObject({ truncated: true, omitted: 10 });
    expect(limitLines(all, { lines: 100, bytes: 16 })).toMatchObject({
      lines: ['line 58', 'line 59'],
      omitted: 58,
    });
    expect(limitLines(['漢字漢字'], { bytes: 7 })).toMatchObject({
      lines: ['漢字'],
      truncated: true,
      omitted: 0,
    });
    expect(limitLines([], {})).toEqual({
      lines: [],
      next_cursor: null,
      truncated: false,
      omitted: 0,
      lost: 0,
    });
  });
});

test('a window has room for panes that can still be read', () => {
  const size = { width: 200, height: 50 };
  expect(hasRoom('tiled', 64, size)).toBe(true);
  expect(hasRoom('tiled', 2, { width: 10, height: 4 })).toBe(false);
  expect(hasRoom('even-vertical', 30, size)).toBe(false);
  expect(hasRoom('main-vertical', 8, size)).toBe(true);
});
