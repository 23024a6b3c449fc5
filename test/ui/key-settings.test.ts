import { expect, it } from 'vitest';
import { keyMapWith } from '../../src/ui/input/key-settings.ts';
import { KEY_MAP, type KeyContext } from '../../src/ui/input/keymap.ts';
import { resolve } from '../../src/ui/input/resolve.ts';

const chosen = (...lines: readonly (readonly [action: string, ...keys: readonly string[]])[]) =>
  keyMapWith(
    lines.map(([action, ...keys], at) => ({ action, keys, line: at + 2, column: 3 })),
    'c.yml',
  );

const meaning = (map: ReturnType<typeof chosen>, context: KeyContext, key: string) =>
  resolve(map.keyMap, context, key);

it('gives an action other keys in every view, and none for null', () => {
  const map = chosen(['down', 'F', 'C-n'], ['pause-all']);
  expect(map.problems).toEqual([]);
  expect(meaning(map, 'panes', 'C-n')).toBe('down');
  expect(meaning(map, 'events', 'F')).toBe('down');
  expect(meaning(map, 'panes', 'j')).toBeNull();
  expect(meaning(map, 'panes', 'P')).toBeNull();
  expect(meaning(map, 'menu', 'j')).toBe('down');
});

it('changes one place alone by its name, and lets two actions swap their keys', () => {
  const map = chosen(['menu.accept', 'o'], ['panes.label', 'e'], ['panes.exec', 'r']);
  expect(map.problems).toEqual([]);
  expect(meaning(map, 'menu', 'o')).toBe('accept');
  expect(meaning(map, 'prompt', 'Enter')).toBe('accept');
  expect([meaning(map, 'panes', 'e'), meaning(map, 'panes', 'r')]).toEqual(['label', 'exec']);
});

it.each([
  [['kil', 'X'], 'keys.kil: there is no action "kil"; did you mean kill?'],
  [['kill', 'Entr'], 'keys.kill: there is no key "Entr"; did you mean Enter?'],
  [['kill', 'C-b'], 'keys.kill: C-b belongs to tmux, screen or the terminal'],
  [['kill', 'j'], 'keys.kill: j is down in panes already'],
  [['prompt.accept', 'x'], 'keys.prompt.accept: x is text there; take a key that types nothing'],
  [['typing.back'], 'keys.typing.back: typing.back is the way out there, so it needs a key'],
  [['question.no'], 'keys.question.no: question.no is the way out there, so it needs a key'],
  [['menu.pick', 'x'], 'keys.menu.pick: menu.pick goes by the numbers of the choices'],
  [
    ['kill', '\u001b[31m'],
    'keys.kill: there is no key "\\u001b[31m"; keys are like x, Enter, PgUp, C-x or M-x',
  ],
] as const)('names what is wrong with %j and keeps the keys as they come', (line, problem) => {
  const map = chosen(line);
  expect(map.problems).toEqual([`c.yml:2:3: ${problem}`]);
  expect(map.keyMap).toEqual(KEY_MAP);
});

it('keeps what is right beside what is wrong, and names all of it in order', () => {
  const map = chosen(['zoom', 'j'], ['label', 'F'], ['nothing', 'x']);
  expect(map.problems.map((problem) => problem.slice(0, 9))).toEqual(['c.yml:2:3', 'c.yml:4:3']);
  expect(meaning(map, 'panes', 'F')).toBe('label');
  expect(meaning(map, 'panes', 'z')).toBe('zoom');
});
