import { describe, expect, it } from 'vitest';
import { nextRun, typedKey } from '../../src/ui/input/typed-key.ts';

describe('a key that is typed into a pane', () => {
  it.each([
    ['a', 'a', { kind: 'text', text: 'a' }],
    ['Space', ' ', { kind: 'text', text: ' ' }],
    ['Enter', null, { kind: 'key', name: 'Enter' }],
    ['Esc', null, { kind: 'key', name: 'Escape' }],
    ['PgUp', null, { kind: 'key', name: 'PPage' }],
    ['C-Up', null, { kind: 'key', name: 'C-Up' }],
    ['C-S-PgDn', null, { kind: 'key', name: 'C-S-NPage' }],
    ['S-Tab', null, { kind: 'key', name: 'BTab' }],
    ['C-c', null, { kind: 'key', name: 'C-c' }],
    ['M-x', null, { kind: 'key', name: 'M-x' }],
  ])('%s has the name that tmux gives it', (name, text, expected) => {
    expect(typedKey({ name, text })).toEqual(expected);
  });

  it('goes with the text around it in one call, and keys one by one, in their order', () => {
    const keys = ['l', 's', 'Enter', 'Up', 'x'].map((name) =>
      typedKey({ name, text: name.length === 1 ? name : null }),
    );
    const runs: unknown[] = [];
    for (let { run, rest } = nextRun(keys); run !== null; { run, rest } = nextRun(rest)) runs.push(run);
    expect(runs).toEqual([
      { kind: 'text', text: 'ls' },
      { kind: 'key', name: 'Enter' },
      { kind: 'key', name: 'Up' },
      { kind: 'text', text: 'x' },
    ]);
  });
});
