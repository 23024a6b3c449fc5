import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KEY_MAP } from '../../src/ui/input/keymap.ts';

const JOURNEYS = join(import.meta.dirname, '../journeys');

/** Where tmux, which presses the keys there, has another name for one. */
const TMUX_NAMES: Readonly<Record<string, string>> = { Esc: 'Escape', 'S-Tab': 'BTab' };

const pressed = new Set(
  readdirSync(JOURNEYS)
    .map((file) => readFileSync(join(JOURNEYS, file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/\bpress\(([^)]*)\)/g)])
    .flatMap(([, keys = '']) => [...keys.matchAll(/'([^']*)'/g)].map(([, key]) => key)),
);

it('every action of the key map has a key that a journey in a real tmux presses', () => {
  const untried = KEY_MAP.filter(({ keys }) => !keys.some((key) => pressed.has(TMUX_NAMES[key] ?? key)));
  expect(untried.map(({ context, id, keys }) => `${context}: ${keys.join(' ')} (${id})`)).toEqual([]);
});
