import { afterEach, expect, it } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import { failed } from '../../src/domain/result.ts';
import type { Question } from '../../src/domain/rule.ts';
import type { State } from '../../src/store/state.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { NOW_MS } from '../support/panel-fixture.ts';
import { inIso, questionOf } from '../support/rule-fixture.ts';
import { ruled } from '../support/rule-scenes.ts';

let shown: ShownPanel | null = null;
let nowMs = NOW_MS;
afterEach(() => {
  shown?.dispose();
  shown = null;
  nowMs = NOW_MS;
});

const open = (columns = 120, rows = 32, given: Parameters<typeof showPanel>[3] = {}): ShownPanel => {
  shown = showPanel(ruled, columns, rows, { now: () => nowMs, ...given });
  return shown;
};
const asking = (...questions: readonly Question[]): State => ({ ...ruled, questions });
const screenOf = async (panel: ShownPanel): Promise<string> => (await panel.text()).join('\n');
const later = (panel: ShownPanel, seconds: number): void => {
  nowMs += seconds * 1_000;
  panel.desk.tick();
};

it('names rule, pane, the filled action and the seconds left', async () => {
  const panel = open();
  panel.desk.setState(asking(questionOf(7)));
  const text = await screenOf(panel);
  expect(text).toContain('scale-down asks');
  expect(text).toContain('about worker %1 in session claude-poc');
  expect(text).toContain('→ pane-kill claude-poc %1');
  expect(text).toContain("→ notify 'scaled down'");
  expect(text).toContain('No, unless you say yes within 24s');
});

it.each([
  ['y', 'yes'],
  ['n', 'no'],
  ['\r', 'no'],
])('the key %j answers %s at once', async (key, answer) => {
  const panel = open();
  panel.desk.setState(asking(questionOf(7)));
  await panel.type(key);
  expect(panel.calls).toEqual([{ command: 'rule-answer', input: { question: 7, answer } }]);
  expect(await screenOf(panel)).not.toContain('asks ─');
});

it('rings once for each question, so that tmux flags the window', () => {
  const panel = open();
  panel.desk.setState(asking(questionOf(7)));
  panel.desk.setState(asking(questionOf(7)));
  expect(panel.rings()).toBe(1);
  panel.desk.setState(asking(questionOf(7), questionOf(8)));
  panel.desk.setState(ruled);
  expect(panel.rings()).toBe(2);
});

it('Esc answers no', async () => {
  const panel = open();
  panel.desk.setState(asking(questionOf(7)));
  panel.desk.press([{ name: 'Esc', text: null }]);
  expect(panel.calls).toEqual([{ command: 'rule-answer', input: { question: 7, answer: 'no' } }]);
});

it('any other key is swallowed', async () => {
  const panel = open();
  panel.desk.setState(asking(questionOf(7)));
  await panel.type('xxs ');
  expect(panel.calls).toEqual([]);
  expect(await screenOf(panel)).toContain('scale-down asks');
});

it('closes when it is answered elsewhere or its time is over', async () => {
  const panel = open();
  panel.desk.setState(asking(questionOf(7)));
  panel.desk.setState(ruled);
  expect(await screenOf(panel)).not.toContain('scale-down asks');
  later(panel, 2);
  panel.desk.setState(asking(questionOf(8, { expires_at: inIso(5) })));
  expect(await screenOf(panel)).toContain('scale-down asks');
  later(panel, 4);
  expect(await screenOf(panel)).not.toContain('scale-down asks');
});

it('queues: the next one never opens under the finger that answered the one before', async () => {
  const panel = open();
  panel.desk.setState(asking(questionOf(7), questionOf(8, { rule: 'second' })));
  expect(await screenOf(panel)).toContain('1 more');
  await panel.type('yy');
  expect(panel.calls).toEqual([{ command: 'rule-answer', input: { question: 7, answer: 'yes' } }]);
  later(panel, 2);
  expect(await screenOf(panel)).toContain('second asks');
});

it('does not take the place of a question that has just gone before the operator could see it', async () => {
  const panel = open();
  panel.desk.setState(asking(questionOf(7)));
  panel.desk.setState(asking(questionOf(8, { rule: 'second' })));
  await panel.type('y');
  expect(panel.calls).toEqual([]);
  later(panel, 2);
  expect(await screenOf(panel)).toContain('second asks');
});

it('steals no key from somebody who types, and shows that it waits', async () => {
  const panel = open(120, 32);
  await panel.type('s');
  later(panel, 5);
  panel.desk.setState(asking(questionOf(7)));
  await panel.type('yes please');
  const text = await screenOf(panel);
  expect(text).toContain('> yes please');
  expect(text.split('\n')[0]).toContain('? 1 question');
  expect(text.split('\n').at(-1)).toContain('a rule asks');
  await panel.type('\r');
  expect(panel.calls.map(({ command }) => command)).toEqual(['pane-send-keys']);
  expect(await screenOf(panel)).not.toContain('scale-down asks');
  await panel.type('!');
  expect(await screenOf(panel)).toContain('scale-down asks');
});

it('does not open right after a key, which was meant for something else', async () => {
  const panel = open();
  await panel.type('j');
  panel.desk.setState(asking(questionOf(7)));
  expect(await screenOf(panel)).not.toContain('scale-down asks');
  expect((await panel.text()).at(-1)).toContain('! next');
  later(panel, 2);
  expect(await screenOf(panel)).toContain('scale-down asks');
});

it('says that nothing is asked', async () => {
  const panel = open();
  // The one failure is seen first.
  await panel.type('!d!');
  expect(await screenOf(panel)).toContain('no trigger asks anything');
});

it('is asked again when the answer did not arrive', async () => {
  const panel = open(120, 32, { answer: () => failed(failure('daemon_unavailable', 'not connected', null)) });
  panel.desk.setState(asking(questionOf(7)));
  await panel.type('y');
  expect(await screenOf(panel)).toContain('not connected');
  later(panel, 2);
  expect(await screenOf(panel)).toContain('scale-down asks');
});

it('shows the whole action, and says when there is no room for it', async () => {
  const long = `shell ${'echo harmless; '.repeat(60)} rm -rf /`;
  const panel = open(120, 40);
  panel.desk.setState(asking(questionOf(7, { action: [long] })));
  expect(await screenOf(panel)).toContain('rm -rf /');
  await panel.resize(80, 14);
  const small = await screenOf(panel);
  expect(small).toMatch(/\d+ more rows: enlarge the window/);
  expect(small).toContain('within 24s');
});
