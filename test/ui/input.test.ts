import { describe, expect, it } from 'vitest';
import { findCommand } from '../../src/commands/registry.ts';
import { editKey, insertText } from '../../src/ui/input/edit-text.ts';
import { KEY_MAP } from '../../src/ui/input/keymap.ts';
import { resolve } from '../../src/ui/input/resolve.ts';

describe('the key map', () => {
  it('gives no key two meanings in one place', () => {
    const uses = KEY_MAP.flatMap(({ context, keys }) => keys.map((key) => `${context} ${key}`));
    expect(uses).toEqual([...new Set(uses)]);
  });

  it('never uses the keys of tmux, screen or the terminal', () => {
    const keys = KEY_MAP.flatMap((binding) => binding.keys);
    expect(keys).not.toEqual(expect.arrayContaining(['C-b']));
    expect(keys.filter((key) => ['C-a', 'C-b', 'C-s', 'C-q'].includes(key))).toEqual([]);
  });

  it('names commands that exist', () => {
    for (const { command } of KEY_MAP) {
      if (command !== null) expect(findCommand(command)?.name).toBe(command);
    }
  });

  it('has nothing destructive on a motion or a control key', () => {
    const destructive = KEY_MAP.filter(
      ({ command }) => command !== null && findCommand(command)?.effect === 'destructive',
    );
    expect(destructive.map(({ context, keys }) => `${context} ${keys.join(' ')}`)).toEqual([
      'panes x',
      'panes R',
      'triggers x',
    ]);
  });

  it.each([
    ['panes', 'j', 'down'],
    ['panes', 'x', 'kill'],
    ['question', 'y', 'yes'],
    ['question', 'Enter', 'no'],
    ['question', 'x', null],
    ['prompt', 'j', null],
    ['triggers', 'p', 'pause'],
    ['triggers', 's', null],
    ['events', 'Enter', 'select-pane'],
    ['ask', 'y', 'yes'],
    ['ask', 'Enter', 'no'],
    ['ask', 'Esc', 'no'],
    ['ask', 'x', null],
    ['menu', '2', 'pick'],
  ] as const)('in %s the key %s means %s', (context, key, action) => {
    expect(resolve(KEY_MAP, context, key)).toBe(action);
  });
});

describe('a line being typed', () => {
  it('is edited by whole characters', () => {
    const line = insertText({ text: '', caret: 0 }, 'a👩‍👩‍👧b');
    expect(line.caret).toBe(3);
    const back = editKey({ ...line, caret: 2 }, 'Backspace');
    expect(back).toEqual({ text: 'ab', caret: 1 });
  });

  it.each([
    ['C-u', 'one two', 4, { text: 'two', caret: 0 }],
    ['C-w', 'one two', 7, { text: 'one ', caret: 4 }],
    ['Delete', 'abc', 1, { text: 'ac', caret: 1 }],
    ['Left', 'abc', 0, { text: 'abc', caret: 0 }],
    ['End', 'abc', 0, { text: 'abc', caret: 3 }],
  ])('%s in %j at %i', (key, text, caret, expected) => {
    expect(editKey({ text, caret }, key)).toEqual(expected);
  });

  it('takes pasted line breaks and control bytes as blanks and never grows without limit', () => {
    expect(insertText({ text: '', caret: 0 }, 'a\r\nb\u001b[A').text).toBe('a b [A');
    expect(insertText({ text: '', caret: 0 }, 'x'.repeat(100_000)).text.length).toBe(4_096);
  });

  it('leaves keys that do not edit to others', () => {
    expect(editKey({ text: 'a', caret: 1 }, 'Tab')).toBeNull();
  });
});
