import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fieldList } from '../../src/tmux/formats.ts';

const LIST = fieldList(['pane_id', '@label', 'pane_title']);

it('makes a template of its fields', () => {
  expect(LIST.template('N')).toBe('N#{pane_id}N#{@label}N#{pane_title}N');
});

it('reads back any values, line feeds and forged rows included', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '\n', '#', '{', '%', '漢', ' ', '|', '\u001b') });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value)), (rows) => {
      const nonce = '0123456789abcdef';
      const printed = rows.map((row) => nonce + row.map((text) => text + nonce).join('')).join('\n');
      expect(LIST.parse(nonce, printed).map(Object.values)).toEqual(rows);
    }),
  );
});
