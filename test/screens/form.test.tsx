import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import { failed, type Result, success } from '../../src/domain/result.ts';
import { frameText } from '../support/frame-text.ts';
import { loaded } from '../support/load-scenes.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { paneIdOf, sessionIdOf } from '../support/panel-fixture.ts';

process.env.TZ = 'UTC';

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

/** A daemon with one line that matches, which knows one mistake in patterns and one in actions. */
const answer = (command: string, input: unknown): Result<unknown> => {
  const text = JSON.stringify(input);
  if (command === 'rule-test' && text.includes('('))
    return failed(
      failure('invalid_pattern', 'missing closing ): a(b', 'close the group', { part: 'match', column: 3 }),
    );
  if (command === 'rule-test')
    return success({ lines: 42, matches: [{ line: 'first ERROR' }, { line: 'then an ERROR 7 came' }] });
  if (text.includes('nonsense'))
    return failed(failure('invalid_rule', 'there is no command nonsense', null, { part: 'then', column: 1 }));
  return success({});
};

const open = async (columns: number, rows: number): Promise<ShownPanel> => {
  const panel = showPanel(loaded, columns, rows, { answer });
  shown = panel;
  await panel.settled();
  await panel.type('jt');
  await panel.settled();
  return panel;
};

const TAB = '\t';
const RIGHT = '\u001b[C';
const ESC = 'Esc';

/** A lone escape byte would be the beginning of a sequence for a while. */
const pressed = async (panel: ShownPanel, key: string): Promise<void> => {
  if (key === ESC) panel.desk.press([{ name: ESC, text: null }]);
  else await panel.type(key);
};

describe.each([
  [120, 40],
  [80, 24],
  [40, 10],
] as const)('at %ix%i', (columns, rows) => {
  it.each([
    ['form', ['']],
    ['form-tested', [TAB, 'ERROR \\d']],
    ['form-invalid', [TAB, 'a(b']],
    ['form-metric', [RIGHT, RIGHT, RIGHT, TAB, 'cpu > 80', TAB]],
    ['form-leaving', [TAB, 'ERROR', ESC]],
  ])('the screen "%s" looks as it did', async (name, keys) => {
    const panel = await open(columns, rows);
    for (const key of keys) await pressed(panel, key);
    await panel.settled();
    await expect(frameText(panel.terminal)).toMatchFileSnapshot(`golden/${name}-${columns}x${rows}.txt`);
  });
});

it('a trigger is made by the command that an agent would call', async () => {
  const panel = await open(80, 24);
  for (const key of [TAB, 'ERROR', TAB, 'notify hi', TAB, 'oops', TAB, RIGHT, TAB, '5m', TAB, ' ', TAB, '\r'])
    await panel.type(key);
  await panel.settled();
  expect(panel.calls.at(-1)).toEqual({
    command: 'on-pattern',
    input: {
      session: sessionIdOf(0),
      pane: paneIdOf(1),
      pattern: 'ERROR',
      action: 'notify hi',
      name: 'oops',
      fire: 'once',
      cooldown: '5m',
      confirm: true,
      dry_run: false,
    },
  });
  expect(frameText(panel.terminal)).toContain('made trigger oops for worker');
});

it('what the daemon refuses stands under its field, and nothing is lost', async () => {
  const panel = await open(80, 24);
  for (const key of [TAB, 'ERROR', TAB, 'nonsense', TAB, TAB, TAB, TAB, TAB, '\r']) await panel.type(key);
  await panel.settled();
  expect(frameText(panel.terminal)).toMatch(/do {8}nonsense.*\n.* \^ .*\n.*there is no command nonsense/);
  await panel.type('\u0015notify ok');
  for (const key of [TAB, TAB, TAB, TAB, TAB, '\r']) await panel.type(key);
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('made trigger for worker');
});

it('a form that is not filled in says what is missing, and is left only after a question', async () => {
  const panel = await open(80, 24);
  for (const key of ['\r', '\r', '\r', '\r', '\r', '\r', '\r', '\r']) await panel.type(key);
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('type a pattern');
  expect(panel.calls.filter(({ command }) => command.startsWith('on-'))).toEqual([]);
  await panel.type('x');
  await pressed(panel, ESC);
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('leave what you typed?');
  await panel.type('n');
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('New trigger for worker');
  await pressed(panel, ESC);
  await panel.type('y');
  await panel.settled();
  expect(frameText(panel.terminal)).not.toContain('New trigger');
});

it('p pauses the triggers that watch the pane, and says where there are none', async () => {
  const panel = showPanel(loaded, 120, 40);
  shown = panel;
  await panel.settled();
  await panel.type('jp');
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('Pause 2 triggers of worker');
  await panel.type('\r');
  await panel.settled();
  expect(panel.calls).toEqual([
    { command: 'rule-pause', input: { rule: 'r1', for: '10m' } },
    { command: 'rule-pause', input: { rule: 'r2', for: '10m' } },
  ]);
  await panel.type('Gp');
  await panel.settled();
  expect(frameText(panel.terminal)).toContain('no trigger watches this pane');
});
