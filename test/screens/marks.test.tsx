import { afterEach, expect, it } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import { failed, type Result, success } from '../../src/domain/result.ts';
import { refusedForeign, type ShownPanel, showPanel } from '../support/panel.tsx';
import { farm } from '../support/panel-scenes.ts';

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

type Answer = (command: string, input: unknown) => Result<unknown>;
const open = (answer?: Answer): ShownPanel => {
  shown = showPanel(farm, 120, 32, answer === undefined ? {} : { answer });
  return shown;
};
const screenOf = async (panel: ShownPanel): Promise<string> => (await panel.text()).join('\n');
const esc = (panel: ShownPanel): void => panel.desk.press([{ name: 'Esc', text: null }]);
const isAbout = (input: unknown, pane: string): boolean => JSON.stringify(input).includes(`"${pane}"`);

it('marks panes with a sign and a count, and Esc takes the marks off after the filter', async () => {
  const panel = open();
  await panel.type(' j ');
  expect(await screenOf(panel)).toMatch(/panes {2}2 marked/);
  expect(await screenOf(panel)).toMatch(/│ ■ +● +0 main/);
  expect(await screenOf(panel)).toMatch(/│▌■ +● +1 worker/);
  await panel.type(' /lint\r');
  expect(await screenOf(panel)).toMatch(/panes {2}1 marked {2}\/lint/);
  esc(panel);
  expect(await screenOf(panel)).toMatch(/panes {2}1 marked ─/);
  esc(panel);
  expect(await screenOf(panel)).not.toContain('marked');
});

it('marks all panes of a group, or takes all marks off it', async () => {
  const panel = open();
  await panel.type('k ');
  expect(await screenOf(panel)).toMatch(/panes {2}5 marked/);
  await panel.type(' ');
  expect(await screenOf(panel)).not.toContain('marked');
});

it('kills all marked after one question with their number, and names what failed', async () => {
  const gone = failed(failure('pane_not_found', 'there is no pane "%2"', null));
  const panel = open((_, input) => (isAbout(input, '%2') ? gone : success({})));
  await panel.type(' j j j x');
  const asked = await screenOf(panel);
  expect(asked).toContain('Kill 4 marked panes?');
  expect(asked).toContain('4 panes end');
  expect(panel.calls).toEqual([]);
  await panel.type('y');
  const kill = (pane: string) => ({ command: 'pane-kill', input: { session: '$0', pane, force: false } });
  expect(panel.calls).toEqual(['%0', '%1', '%2', '%3'].map(kill));
  expect(await screenOf(panel)).toContain('killed 3 of 4 panes; there is no pane "%2"');
});

it('sends, runs and labels on all marked, each label with a number of its own', async () => {
  const panel = open();
  await panel.type(' j ');
  await panel.type('shello\r');
  await panel.type('els\r');
  expect(panel.calls.map(({ command, input }) => [command, input])).toMatchObject([
    ['pane-send-keys', { pane: '%0', keys: ['hello'] }],
    ['pane-send-keys', { pane: '%1', keys: ['hello'] }],
    ['pane-exec', { pane: '%0', command: 'ls' }],
    ['pane-exec', { pane: '%1', command: 'ls' }],
  ]);
  await panel.type('r\u0015job\r');
  expect(panel.calls.slice(4).map(({ input }) => input)).toMatchObject([
    { label: 'job' },
    { label: 'job-2' },
  ]);
  expect(await screenOf(panel)).toContain('labelled 2 panes');
});

it("asks once for all panes that are a person's", async () => {
  const panel = open((_, input) =>
    isAbout(input, '%8') && !JSON.stringify(input).includes('"force":true') ? refusedForeign : success({}),
  );
  await panel.type(' G shi\r');
  expect(await screenOf(panel)).toContain('panectl did not make 1 of the 2 panes.');
  await panel.type('y');
  expect(panel.calls).toHaveLength(3);
  expect(panel.calls.at(-1)?.input).toMatchObject({ pane: '%8', force: true });
});

it('acts on marked panes that the filter hides', async () => {
  const panel = open();
  await panel.type(' j /nothing like it\r');
  await panel.type('x');
  expect(await screenOf(panel)).toContain('Kill 2 marked panes?');
  await panel.type('n');
  await panel.type('sls\r');
  expect(panel.calls.map(({ input }) => input)).toMatchObject([{ pane: '%0' }, { pane: '%1' }]);
});

it('forgets the mark of a pane that has gone', async () => {
  const panel = open();
  await panel.type(' j ');
  const panes = Object.fromEntries(Object.entries(farm.panes).filter(([id]) => id !== '%1'));
  panel.desk.setState({ ...farm, panes });
  expect(await screenOf(panel)).toMatch(/panes {2}1 marked/);
});

it('interrupts first of all signals, and asks before it ends anything', async () => {
  const panel = open();
  await panel.type('X\r');
  expect(panel.calls).toEqual([
    { command: 'pane-send-keys', input: { session: '$0', pane: '%0', keys: ['C-c'] } },
  ]);
  await panel.type('X4');
  expect(await screenOf(panel)).toContain('Terminate main %0?');
  await panel.type('y');
  expect(panel.calls.at(-1)).toEqual({
    command: 'pane-kill',
    input: { session: '$0', pane: '%0', grace: '5s', force: false },
  });
});

it('respawns after a question, makes windows, arranges and swaps', async () => {
  const panel = open();
  await panel.type('R');
  expect(await screenOf(panel)).toContain('Respawn main %0?');
  await panel.type('n');
  await panel.type('Aapi\rnpm start\r');
  await panel.type('L4');
  await panel.type('>');
  await panel.type('<');
  expect(panel.calls.map(({ command, input }) => [command, input])).toEqual([
    ['pane-create', { session: '$0', label: 'api', window: 'new', command: 'npm start' }],
    ['session-layout', { session: '$0', layout: 'main-vertical', window: '@0' }],
    ['pane-swap', { session: '$0', pane: '%0', with: '%1' }],
  ]);
  expect(await screenOf(panel)).toContain('it is the first pane of its window');
});
