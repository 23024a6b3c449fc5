import { afterEach, expect, it } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import { failed, success } from '../../src/domain/result.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { farm } from '../support/panel-scenes.ts';
import { until } from '../support/until.ts';

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

const open = (...given: Parameters<typeof showPanel>): ShownPanel => {
  shown = showPanel(...given);
  return shown;
};

const screenOf = async (panel: ShownPanel): Promise<string> => (await panel.text()).join('\n');

/** The registry is loaded when it is first needed. */
const sees = (panel: ShownPanel, wanted: string): Promise<string> =>
  until(
    async () => {
      const text = await screenOf(panel);
      return text.includes(wanted) ? text : null;
    },
    { what: `${wanted} on the screen` },
  );

it('completes a command from a few of its letters and shows its help', async () => {
  const panel = open(farm, 100, 30);
  await panel.type(':');
  await sees(panel, 'session-create');
  await panel.type('swap');
  await sees(panel, 'pane-swap');
  await panel.type('\t');
  const text = await sees(panel, ': pane-swap ');
  expect(text).toContain('pane-swap <session> <pane>');
  expect(text).toContain('a session name, $N');
});

it('offers session and pane of the selected row, and sends what was typed as it is', async () => {
  const panel = open(farm, 100, 30, { answer: () => success({}) });
  await panel.type('j:pane-label ');
  expect(await sees(panel, 'claude-poc worker')).toContain('▏claude-poc worker');
  await panel.type('\u001b[C');
  await sees(panel, 'claude-poc worker▏');
  await panel.type(" 'the other'\r");
  await sees(panel, 'pane-label: done');
  expect(panel.calls).toEqual([
    { command: 'pane-label', input: { session: 'claude-poc', pane: 'worker', label: 'the other' } },
  ]);
});

it('goes through values with Tab and back with Shift-Tab, and through what was run with the arrows', async () => {
  const panel = open(farm, 100, 30);
  await panel.type(':daemon-status\r');
  await until(() => panel.calls.length === 1, { what: 'the call' });
  await panel.type(':pane-status ');
  await panel.type('\t\t');
  const second = await sees(panel, '▌');
  await panel.type('\u001b[Z');
  await sees(panel, ': pane-status claude-poc');
  expect(second).not.toContain(': pane-status claude-poc▏');
  await panel.type('\u001b[A');
  await sees(panel, ': daemon-status▏');
  await panel.type('\u001b[B');
  await sees(panel, ': pane-status');
});

it.each([
  ['', 'type a command'],
  ['pane-kil x', 'there is no command pane-kil; did you mean pane-kill'],
  ["notify 'half", "the quote ' is not closed"],
  ['panel', 'this is the panel'],
  ['help pane-kill', 'its help stands here while its name is typed'],
  ['pane-send-keys a b --stdin', 'it reads standard input'],
  ['orchestration-log --follow', 'it goes on for ever'],
  ['pane-list --nonsense', 'Unknown option'],
])('says why it can not run %s, and keeps the line', async (line, reason) => {
  const panel = open(farm, 100, 30);
  await panel.type(`:${line}\r`);
  expect(await sees(panel, reason)).toContain(`: ${line}`);
  expect(panel.calls).toEqual([]);
});

it('shows a long answer to scroll in, a short one as a message, and what went wrong', async () => {
  const lines = Array.from({ length: 60 }, (_, at) => `line ${at}`);
  const panel = open(farm, 100, 30, {
    answer: (command) =>
      command === 'daemon-logs'
        ? success({ lines, file: '/log' })
        : command === 'pane-count'
          ? success({ count: 4 })
          : failed(failure('rule_not_found', 'there is no rule ghost', 'panectl rule-list')),
  });
  await panel.type(':daemon-logs\r');
  expect(await sees(panel, 'line 25')).not.toContain('line 26');
  await panel.type('G');
  await sees(panel, '35-60 of 60');
  await panel.type('q:pane-count claude-poc\r');
  await sees(panel, 'count  4');
  await panel.type(':rule-show ghost\r');
  await sees(panel, 'there is no rule ghost (panectl rule-list)');
});

it('shows what was run on tmux, the newest at once, with what tmux said of what failed', async () => {
  const ran = Array.from({ length: 40 }, (_, at) => ({
    at: '2026-11-21T12:04:31.000Z',
    command: `tmux select-pane -t %${at}`,
    ok: at !== 39,
    error: at === 39 ? "can't find pane: %39" : null,
  }));
  const panel = open(farm, 80, 24, { answer: () => success({ commands: ran }) });
  await panel.type('c');
  const text = await sees(panel, '! tmux select-pane -t %39');
  expect(text).toContain("can't find pane: %39");
  expect(text).not.toContain('%10');
});

it('keeps every row whole on the smallest screen, whatever is typed', async () => {
  const panel = open(farm, 40, 10);
  await panel.type(':pane-create 家族👩‍👩‍👧‍👦\u202e "half');
  await sees(panel, 'pane-create');
  for (const row of await panel.text()) expect([...row].length, row).toBeLessThanOrEqual(40);
});
