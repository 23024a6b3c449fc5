import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import type { State } from '../../src/store/state.ts';
import { showPanel } from '../support/panel.tsx';
import { agoIso, eventOf, paneIdOf, stateOf } from '../support/panel-fixture.ts';
import { progressOf, questionOf, withRules } from '../support/rule-fixture.ts';

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

it('no name and no screen of a pane ever breaks a border, at any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(nasty, { minLength: 5, maxLength: 5 }),
      fc.integer({ min: 20, max: 250 }),
      fc.integer({ min: 6, max: 80 }),
      fc.constantFrom('', 'x', 'r', '?', 's', 'v', 'vv', ' X', ' GxL', 'y', 'o2f'),
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

it('no rule, no line and no question ever breaks a border, at any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(nasty, { minLength: 6, maxLength: 6 }),
      fc.integer({ min: 20, max: 250 }),
      fc.integer({ min: 6, max: 80 }),
      fc.constantFrom('', '2', '2+', '2++', '2p', '2x', '2?', '3', '3+', 'P', '4', '5', 'jjt'),
      fc.boolean(),
      async (words, columns, rows, keys, asks) => {
        const panel = showPanel(hostileState(words, asks), columns, rows);
        try {
          await panel.settled();
          if (!asks) await panel.type(keys);
          panel.desk.addLines({ id: 1, skipped: 9, lines: words.map(printed) });
          expectWholeBorders(await panel.text(), columns, HAS_LINE);
        } finally {
          panel.dispose();
        }
      },
    ),
    { numRuns: 60 },
  );
});

const printed = (text: string) => ({ tmuxPane: paneIdOf(0), at: agoIso(0), text });

/** The one row between frames that is no part of any, perhaps with a dialog over it. */
const HAS_LINE = /^ (?:2[ │╭╰]|[│╭╰])/u;

const hostileState = (words: readonly string[], asks: boolean): State => {
  const [name = '', pane = '', match = '', line = '', error = '', action = ''] = words;
  const last_match = { rule: name, pattern: match, line, groups: {}, cursor: 1, at: agoIso(1) };
  const state = withRules(
    stateOf([{ name: pane, windows: [{ name: line, panes: [{ label: name, hits: 7, cpu: 3 }] }] }]),
    [
      { name, pane, match, last_match, last_error: error, action: [action, action] },
      { name: error, pane: line, event: 'metric', metric: match, progress: [progressOf(0, 9, 3, 1, 2)] },
      { name: action, pane: name, event: 'exit', if: match, last_error: error, state: 'tripped' },
    ],
  );
  const data = { rule: name, reason: match, line, message: error, step: action, text: line, action: words };
  const types = ['rule.fired', 'rule.failed', 'rule.asked', 'notice.sent', 'session.created'] as const;
  return {
    ...state,
    events: types.map((type, at) =>
      eventOf(at + 1, { type, data, label: pane, caused_by: at, session: name }),
    ),
    questions: asks
      ? [questionOf(9, { rule: name, label: pane, session: line, action: [action, error] })]
      : [],
  };
};

/** Every row of a frame ends in the last column with a border, and no row is longer than the screen. */
const expectWholeBorders = (rows: readonly string[], columns: number, except = /^$/): void => {
  rows.slice(1, -1).forEach((row, at) => {
    expect(stringWidth(row)).toBeLessThanOrEqual(columns);
    if (except.test(row)) return;
    expect(row, `row ${at + 1}`).toMatch(/^[│╭╰├].*[│╮╯┤]$/u);
    expect(stringWidth(row)).toBe(columns);
  });
};
