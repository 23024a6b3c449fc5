import fc from 'fast-check';
import { expect, it } from 'vitest';
import { completionLines } from '../../../src/cli/complete/main.ts';
import { readWord, writeWord } from '../../../src/cli/complete/shell-words.ts';

const ANSWERS: Readonly<Record<string, unknown>> = {
  'session-list': {
    sessions: [
      { session: 'shop', pane_count: 2 },
      { session: 'a\u001b[2J', pane_count: 1 },
    ],
  },
  'pane-list': {
    panes: [
      { pane_id: 0, label: null, tmux_pane: '%1', status: 'idle', command: null },
      { pane_id: 1, label: '$(touch x)', tmux_pane: '%2', status: 'running', command: 'sleep\n9' },
      { pane_id: 2, label: '--force', tmux_pane: '%3', status: 'idle', command: null },
    ],
  },
  'rule-list': { rules: [{ name: 'over', state: 'armed' }] },
  'exec-list': { execs: [{ exec_id: 'e1', outcome: 'failed', command: 'make' }] },
};

/** What zsh and fish are offered for these words, the last one being typed, without the notes. */
const offered = async (...words: readonly string[]): Promise<readonly string[]> => {
  const lines = await completionLines(['fish', ...words], () => async (command) => ANSWERS[command]);
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t')[0] ?? '');
};

it.each([
  [
    ['pane', 'st'],
    ['words', 'create', 'status', 'kill'],
  ],
  [[''], ['words', 'pane-create', 'session-list', 'help', 'completion']],
  [
    ['--as', 'me', '-L', 'x', 'pane-st'],
    ['words', 'pane-status'],
  ],
  [
    ['help', ''],
    ['words', 'pane-create'],
  ],
  [
    ['help', 'pane', ''],
    ['words', 'create'],
  ],
  [['pane-list-js'], ['words', 'pane-list-json']],
])('%j is a command', async (words, some) => {
  expect(await offered(...words)).toEqual(expect.arrayContaining(some));
});

it.each([
  [
    ['pane-status', ''],
    ['words', 'shop'],
  ],
  [
    ['pane', 'status', 'shop', ''],
    ['words', '0', '$(touch x)'],
  ],
  [
    ['pane-status', '--json', 'shop', ''],
    ['words', '0', '$(touch x)'],
  ],
  [
    ['pane-swap', 'shop', '0', ''],
    ['words', '0', '$(touch x)'],
  ],
  [['session-create', ''], ['words']],
  [['session-create', '--file', ''], ['files']],
  [['session-create', '--cwd='], ['folders']],
  [['-S', ''], ['files']],
  [['-L', ''], ['words']],
  [
    ['rule-show', ''],
    ['words', 'over'],
  ],
  [
    ['exec-show', ''],
    ['words', 'e1'],
  ],
  [
    ['pane-list', 'shop', '--status', 'i'],
    ['words', 'idle', 'running', 'completed', 'failed', 'dead', 'unknown'],
  ],
  [
    ['session-restore', '--run=a'],
    ['words', '--run=ask', '--run=auto', '--run=never'],
  ],
  [
    ['wait-any', ''],
    ['open', ...['exit:', 'failed:', 'ready:', 'pattern:', 'status:', 'metric:', 'fired:']],
  ],
  [
    ['wait-any', 'exit:shop/0', 'exit:'],
    ['open', 'exit:shop/'],
  ],
  [
    ['wait-all', 'exit:shop/'],
    ['words', 'exit:shop/0', 'exit:shop/$(touch x)', 'exit:shop/--force'],
  ],
  [
    ['wait-all', 'pattern:shop/'],
    ['open', 'pattern:shop/0:', 'pattern:shop/$(touch x):', 'pattern:shop/--force:'],
  ],
  [
    ['wait-all', 'fired:'],
    ['words', 'fired:over'],
  ],
  [
    ['rule-test', 'over', '--pane', 'shop/'],
    ['words', 'shop/0', 'shop/$(touch x)', 'shop/--force'],
  ],
  [['pane-exec', 'shop', '0', '--', ''], ['words']],
  [['no-such', 'words', ''], ['words']],
])('%j is offered %j', async (words, wanted) => {
  expect(await offered(...words)).toEqual(wanted);
});

it('offers an option once, unless it may be given again', async () => {
  const once = await offered('pane-create', 'shop', 'x', '--cwd', '/', '--env', 'A=1', '--');
  expect(once).toContain('--env');
  expect(once).toContain('--layout');
  expect(once).not.toContain('--cwd');
});

it('says nothing of a daemon that does not answer', async () => {
  expect(await completionLines(['bash', 'pane-status', ''], () => async () => null)).toBe('words\n');
});

it('quotes for bash what bash inserts as it is told', async () => {
  const bash = (...words: readonly string[]) =>
    completionLines(['bash', ...words], () => async (command) => ANSWERS[command]);
  expect(await bash('pane-status', 'shop', '')).toBe('words\n0\n\\$\\(touch\\ x\\)\n');
  expect(await bash('pane-status', 'shop', "'$(t")).toBe('words\n$(touch x)\n');
  expect(await bash('pane-status', 'shop', '"\\$(t')).toBe('words\n\\$(touch x)\n');
  expect(await bash('pane-status', "'sh'op", '')).toContain('touch');
});

it('writes words that read back as they were', () => {
  const line = fc.string({ unit: 'binary' }).filter((text) => !/[\n\0]/.test(text) && text.isWellFormed());
  fc.assert(
    fc.property(line, fc.constantFrom('' as const, '"' as const, "'" as const), (text, quote) => {
      const written = writeWord(text, quote);
      if (written !== null) expect(readWord(`${quote}${written}`)).toEqual({ text, quote });
    }),
  );
});
