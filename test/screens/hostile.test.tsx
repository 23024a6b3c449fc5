import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { showPanel } from '../support/panel.tsx';
import { agoIso, paneIdOf, stateOf } from '../support/panel-fixture.ts';

const nasty = fc.oneof(
  fc.constantFrom(
    '日本語の長いラベル',
    '👩‍👩‍👧‍👦 family',
    '🇩🇪🇫🇷 flags',
    '❤️ 1️⃣ keycap',
    `z${'\u0301'.repeat(200)}`,
    '\u001b[2J\u001b[H\u001b]0;owned\u0007',
    '\u202eright to left\u2066',
    'tab\tnewline\nreturn\r',
    'x'.repeat(10_000),
    '한국어 ᄒ ᅡ ᆫ',
    'हिन्दी की',
    '\u0000\u0007\u0008\u007f\u009b31m',
    '\ud800 lone',
    '👍🏽 skin',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

it('no name and no screen of a pane ever breaks a border, at any size', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(nasty, { minLength: 5, maxLength: 5 }),
      fc.integer({ min: 20, max: 160 }),
      fc.integer({ min: 6, max: 50 }),
      fc.constantFrom('', 'x', 'r', '?', 's'),
      async ([label = '', command = '', session = '', window = '', line = ''], columns, rows, key) => {
        const panes = [
          { label, command, status: 'failed' as const, exitCode: 1, since: 3, cpu: 1, memory: 1 },
          { label: command, process: label, title: line },
        ];
        const panel = showPanel(
          stateOf([{ name: session, windows: [{ name: window, panes }] }]),
          columns,
          rows,
        );
        try {
          await panel.settled();
          panel.desk.setScreen({
            tmuxPane: paneIdOf(0),
            width: 80,
            height: 24,
            lines: [line, `${line}${line}`],
            at: agoIso(0),
          });
          await panel.type(key);
          expectWholeBorders(await panel.text(), columns);
        } finally {
          panel.dispose();
        }
      },
    ),
    { numRuns: 40 },
  );
});

/** Every row of a frame ends in the last column with a border, and no row is longer than the screen. */
const expectWholeBorders = (rows: readonly string[], columns: number): void => {
  rows.slice(1, -1).forEach((row, at) => {
    expect(row, `row ${at + 1}`).toMatch(/^[│╭╰├].*[│╮╯┤]$/u);
    expect(stringWidth(row)).toBe(columns);
  });
};
