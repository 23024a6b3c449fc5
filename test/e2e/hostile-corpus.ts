import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { PanectlHouse } from '../support/with-panectl.ts';

/** The file that every text tries to make; relative, so that it also fits where a path does not. */
export const MARKER = `pwned-${process.pid}`;

/** Texts that somebody may take for a format, a control-mode line, shell text, an option or an escape. */
export const TEXTS: readonly string[] = [
  `#(touch ${MARKER})`,
  `x#(touch ${MARKER})#{pane_id}#S`,
  '#{l:x}##',
  `$(touch ${MARKER})`,
  `x$(touch ${MARKER})`,
  `\`touch ${MARKER}\``,
  `a;touch ${MARKER}`,
  `a ; run-shell "touch ${MARKER}"`,
  'a;',
  `a && touch ${MARKER}`,
  `a | touch ${MARKER} &`,
  `'; touch ${MARKER}; '`,
  `"; touch ${MARKER}; "`,
  `'"\\'"`,
  `a\ntouch ${MARKER}`,
  '\n',
  'a\rb',
  '%begin 1 1 1',
  '%exit',
  'x\n%exit\n%end 1 1 1',
  '\u001b[31mred\u001b[2J',
  '\u001b]2;title\u0007',
  '\u001bP\u001b\\',
  'a\u009b31m',
  'a\u202eb\u2066',
  '\ufeff\u200d',
  'x'.repeat(10_000),
  'x'.repeat(100_000),
  '👩‍👩‍👧',
  '🫨',
  'e\u0301 日本語',
  '-x',
  '--force',
  '--',
  'at %H:%M',
  'at %H%M',
  '\\',
  'a\\nb\\033',
  '~',
  '$HOME',
  '{last}',
  '#[fg=red]',
  ' ',
  '=work',
  '+1',
  '*',
  'constructor',
  '__proto__',
  '',
];

export type Row = Readonly<Record<string, unknown>>;
export const row = (value: unknown): Row => {
  if (!isRow(value)) throw new Error(`no object: ${JSON.stringify(value)}`);
  return value;
};
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;
export const rows = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.map(row) : []);

/** In an answer that is `usage`: what to do, and nothing that a terminal obeys. */
export const expectUsage = (ran: { status: number; stdout: string; json: unknown }, about: unknown): void => {
  expect([about, ran.status, ran.json], ran.stdout.slice(0, 500)).toMatchObject([
    about,
    2,
    { ok: false, error: { code: 'usage', hint: expect.any(String) } },
  ]);
  expect(ran.stdout.length).toBeLessThan(2_000);
};

/** What a terminal would obey, but for line feeds. */
export const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** No folder in which anything of ours, of tmux's or of a pane's runs holds the marker. */
export const expectNothingRan = ({ tmux, home }: PanectlHouse): void => {
  const folders = [tmux.folder, home, process.cwd(), homedir(), '/', '/tmp'];
  expect(folders.filter((folder) => existsSync(join(folder, MARKER)))).toEqual([]);
};
