import { afterEach, expect, it } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import { failed, success } from '../../src/domain/result.ts';
import { VERSION } from '../../src/protocol/version.ts';
import { refusedForeign, type ShownPanel, showPanel } from '../support/panel.tsx';
import { NOW_MS, paneIdOf, stateOf } from '../support/panel-fixture.ts';
import { crowd, emptyServer, farm, workerScreen } from '../support/panel-scenes.ts';
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

it('begins on the first pane and watches it', async () => {
  const panel = open(farm, 120, 32);
  expect(await screenOf(panel)).toMatch(/▌ +● +0 main/);
  expect(panel.watched).toEqual(['%0']);
});

it('asks before it kills, and No is the default', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('jx');
  expect(await screenOf(panel)).toContain('Kill pane worker %1?');
  await panel.type('\r');
  expect(panel.calls).toEqual([]);
  expect(await screenOf(panel)).not.toContain('Kill pane');
});

it('kills by identity when y answers, and says so', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('jxy');
  expect(panel.calls).toEqual([{ command: 'pane-kill', input: { session: '$0', pane: '%1', force: false } }]);
  expect(await screenOf(panel)).toContain('killed pane worker %1');
});

it("tells that a pane is a person's before killing it, and forces only then", async () => {
  const panel = open(farm, 80, 24);
  await panel.type('Gx');
  expect(await screenOf(panel)).toContain('panectl did not make it');
  await panel.type('y');
  expect(panel.calls).toEqual([{ command: 'pane-kill', input: { session: '$1', pane: '%8', force: true } }]);
});

it('turns a refusal about a foreign pane into a question', async () => {
  const panel = open(farm, 80, 24, {
    answer: (_, input) =>
      JSON.stringify(input).includes('"force":true') ? { ok: true, value: {} } : refusedForeign,
  });
  await panel.type('Gshello\r');
  expect(await screenOf(panel)).toContain('Do it all the same?');
  await panel.type('y');
  expect(panel.calls.at(-1)).toEqual({
    command: 'pane-send-keys',
    input: { session: '$1', pane: '%8', keys: ['hello'], literal: true, enter: true, force: true },
  });
});

it('shows what went wrong with a command', async () => {
  const panel = open(farm, 120, 24, {
    answer: () => failed(failure('label_exists', 'worker exists already', 'choose another')),
  });
  await panel.type('r');
  await panel.type('\u0015worker\r');
  expect(await screenOf(panel)).toContain('worker exists already (choose another)');
});

it('keeps a label that is not allowed in the prompt, with the reason', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('r\u0015a:b\r');
  expect(await screenOf(panel)).toContain('a label has none of');
  expect(panel.calls).toEqual([]);
});

it('makes a pane from a label and a command', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('aweb\r');
  expect(await screenOf(panel)).toContain('New pane in claude-poc: web');
  await panel.type('npm run dev\r');
  expect(panel.calls).toEqual([
    { command: 'pane-create', input: { session: '$0', label: 'web', command: 'npm run dev' } },
  ]);
});

it('sends named keys, runs commands, zooms and goes', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('SC-c Up\r');
  await panel.type('els -l\r');
  await panel.type('z');
  await panel.type('\r');
  expect(panel.calls).toEqual([
    { command: 'pane-send-keys', input: { session: '$0', pane: '%0', keys: ['C-c', 'Up'] } },
    { command: 'pane-exec', input: { session: '$0', pane: '%0', command: 'ls -l' } },
    { command: 'pane-zoom', input: { session: '$0', pane: '%0' } },
    { command: 'pane-attach', input: { session: '$0', pane: '%0' } },
  ]);
  expect(await screenOf(panel)).toContain('back: prefix l');
});

it('closes a dialog when its pane goes, and the focus stays where it was', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('jx');
  const panes = Object.fromEntries(Object.entries(farm.panes).filter(([id]) => id !== '%1'));
  panel.desk.setState({ ...farm, panes });
  const text = await screenOf(panel);
  expect(text).not.toContain('Kill pane');
  expect(text).toMatch(/▌ +✖! +2 build/);
});

it('keeps the focus on a pane that moves to another row', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('jj');
  const sessions = Object.entries(farm.sessions).map(([id, session]) => [
    id,
    id === '$0' ? { ...session, name: 'zzz' } : session,
  ]);
  panel.desk.setState({ ...farm, sessions: Object.fromEntries(sessions) });
  expect(await screenOf(panel)).toMatch(/▌ +✖! +2 build/);
});

it('folds to one row that carries the worst state and the number of panes', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('hhhh');
  expect(await screenOf(panel)).toMatch(/▸ ✖! claude-poc \(7\)/);
  await panel.type('l');
  expect(await screenOf(panel)).toContain('api-log');
});

it('filters by regex while typing, Enter keeps it and Esc clears it', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('/lint|build');
  expect(await screenOf(panel)).not.toContain('api-log');
  await panel.type('\r');
  expect(await screenOf(panel)).toContain('/lint|build');
  await panel.type('\u001b');
  await panel.settled();
  panel.desk.press([{ name: 'Esc', text: null }]);
  expect(await screenOf(panel)).toContain('api-log');
});

it('leaves the typing into a pane also with a key that comes in one piece with what was typed', async () => {
  const held = { kind: 'panel', name: null, tmux_pane: null } as const;
  const main = farm.panes[paneIdOf(0)];
  if (main === undefined) throw new Error('there is no main');
  const panel = open(
    { ...farm, panes: { ...farm.panes, [main.tmuxPane]: { ...main, heldBy: held } } },
    120,
    32,
  );
  await panel.type('i');
  expect(await screenOf(panel)).toContain('TYPING into main');
  await panel.type('ls\u001c\u001d');
  expect(await screenOf(panel)).not.toContain('TYPING');
  const sent = panel.calls.slice(1).map(({ input }) => input);
  expect(sent).toMatchObject([{ keys: ['l'] }, { keys: ['s'] }, { keys: ['C-\\'] }]);
});

it('shows what is wrong with a filter and lists everything meanwhile', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('/(');
  const text = await screenOf(panel);
  expect(text).toContain('api-log');
  expect(text).toMatch(/\/\(.*missing/);
});

it("does not list the panel's own pane", async () => {
  const panel = open(farm, 120, 40);
  expect(await screenOf(panel)).not.toMatch(/\d panel/);
});

it('says why a key does nothing', async () => {
  const panel = open(farm, 120, 24);
  await panel.type('k');
  await panel.type('z');
  expect(panel.calls).toEqual([]);
  expect(await screenOf(panel)).toContain('choose a pane for that, not a window');
});

it('does nothing to tmux while the daemon is away, and says so', async () => {
  const panel = open(farm, 80, 24);
  panel.desk.setLink({ kind: 'lost', reason: 'closed', attempt: 1, nextTryAtMs: NOW_MS });
  await panel.type('x');
  expect(await screenOf(panel)).toContain('the daemon is not connected');
});

it('watches again after the daemon came back', async () => {
  const panel = open(farm, 80, 24);
  panel.desk.setLink({ kind: 'lost', reason: 'closed', attempt: 1, nextTryAtMs: NOW_MS });
  panel.desk.setLink({ kind: 'live' });
  expect(panel.watched).toEqual(['%0', '%0']);
});

it('names both versions when they differ, and works all the same', async () => {
  const panel = open(farm, 80, 24);
  panel.desk.setLink({ kind: 'live', otherVersion: '0.0.1' });
  expect(await screenOf(panel)).toContain(`daemon 0.0.1, panel ${VERSION} panectl daemon-stop`);
  await panel.type('z');
  expect(panel.calls).toHaveLength(1);
});

it('offers a new session where there is none', async () => {
  const panel = open(emptyServer, 80, 24);
  expect(await screenOf(panel)).toContain('no sessions yet');
  await panel.type('afarm\r');
  expect(panel.calls).toEqual([{ command: 'session-create', input: { session: 'farm' } }]);
});

it('quits on q, but types it into a prompt', async () => {
  const panel = open(farm, 80, 24);
  await panel.type('sq');
  expect(panel.quits()).toBe(0);
  panel.desk.press([{ name: 'Esc', text: null }]);
  await panel.type('q');
  expect(panel.quits()).toBe(1);
});

it('keeps whole borders while the window shrinks and grows', async () => {
  const panel = open(crowd, 200, 60);
  for (const [columns, rows] of [
    [40, 10],
    [200, 60],
    [85, 24],
    [84, 24],
    [51, 12],
    [20, 5],
    [120, 40],
  ] as const) {
    await panel.resize(columns, rows);
    const text = await panel.text();
    expect(text.length).toBe(rows);
    expect(text.filter((row) => row.includes('╭')).length).toBe(
      text.filter((row) => row.includes('╰')).length,
    );
  }
});

it('writes nothing when nothing that is seen has changed', async () => {
  const panel = open(farm, 80, 24);
  await panel.settled();
  const before = panel.bytesWritten();
  panel.desk.setState(stateOf([], []));
  panel.desk.setState({ ...farm });
  await panel.settled();
  panel.desk.tick();
  await panel.settled();
  expect(panel.bytesWritten() - before).toBeLessThan(64);
});

it('hands the terminal to tmux when it has to attach, and comes back whole', async () => {
  const argv = ['tmux', '-S', '/tmp/x', 'attach-session', '-t', '$0'];
  const panel = open(farm, 80, 24, { answer: () => success({ kind: 'attach', argv }) });
  await panel.type('\r');
  await until(() => panel.desk.store.getState().handedOver === null && panel.handedOver.length > 0, {
    what: 'the command to have run',
  });
  expect(panel.handedOver).toEqual([argv]);
  expect(await screenOf(panel)).toMatch(/▌ +● +0 main/);
});

it('scrolls help to its end and not beyond, so that one step back is seen at once', async () => {
  const panel = open(farm, 80, 12);
  await panel.type(`?${'j'.repeat(60)}`);
  const end = await screenOf(panel);
  expect(end).toContain('tmux brings you back');
  await panel.type('k');
  expect(await screenOf(panel)).not.toContain('tmux brings you back');
});

it('scrolls the preview over the rows of the screen and says how many there are in either direction', async () => {
  const panel = open(farm, 120, 24);
  await panel.type('j');
  const lines = Array.from({ length: 40 }, (_, at) => `row-${at}`);
  panel.desk.setScreen({ ...workerScreen, lines });
  const [, above = ''] = /K (\d+) above/.exec(await screenOf(panel)) ?? [];
  await panel.type('K'.repeat(60));
  const top = await screenOf(panel);
  expect(top).toContain('row-0');
  expect(top).toContain(`J ${above} below`);
  await panel.type('J');
  expect(await screenOf(panel)).toContain('K 3 above');
});

it('counts only what it shows when it is about one session', async () => {
  const panel = open(farm, 120, 24, { session: 'notes' });
  expect(await screenOf(panel)).toMatch(/notes +1 pane +● 1 running/);
});
