import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import { failed } from '../../src/domain/result.ts';
import type { State } from '../../src/store/state.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { agoIso, eventOf, NOW_MS, paneIdOf } from '../support/panel-fixture.ts';
import { farm } from '../support/panel-scenes.ts';
import { questionOf, withRules } from '../support/rule-fixture.ts';
import { EVERY_STATE, LOG, manyRules, ruled } from '../support/rule-scenes.ts';

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
const esc = (panel: ShownPanel): void => panel.desk.press([{ name: 'Esc', text: null }]);

describe('the triggers', () => {
  it('stand beneath the panes where there is room, as one line at 80x24, and not at all at 40x10', async () => {
    expect(await screenOf(open(ruled, 120, 32))).toMatch(/├ 2 triggers .*\n│ {2}◐ scale-up/);
    shown?.dispose();
    const narrow = (await open(ruled, 80, 24).text()).filter((row) => row.includes('held 4s/10s'));
    expect(narrow).toHaveLength(1);
    shown?.dispose();
    expect(await screenOf(open(ruled, 40, 10))).not.toContain('scale-up');
  });

  it('are not there without a rule, and their key says how to make one', async () => {
    const panel = open(farm, 120, 32);
    expect(await screenOf(panel)).not.toContain('triggers');
    await panel.type('2');
    expect(await screenOf(panel)).toContain('there are no triggers yet');
  });

  it('show the live reading of the worst pane against the threshold', async () => {
    expect(await screenOf(open(ruled, 80, 24))).toMatch(/worker\* cpu +93% █+ 80% +held 4s\/10s +×1/);
  });

  it('keep the focus on a rule when others come and go', async () => {
    const panel = open(ruled, 120, 32);
    await panel.type('2jj');
    expect(await screenOf(panel)).toMatch(/▌ ○ leak/);
    const rules = Object.fromEntries(Object.entries(ruled.rules).filter(([id]) => id !== 'r1'));
    panel.desk.setState({ ...ruled, rules });
    expect(await screenOf(panel)).toMatch(/▌ ○ leak/);
  });

  it('go back to the panes when the last rule is gone', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('2');
    panel.desk.setState(farm);
    expect(await screenOf(panel)).toMatch(/1 panes[\s\S]*▌ +● +0 main/);
  });

  it('are windowed: of 100 rules the rows in sight are drawn, and the last can be reached', async () => {
    const panel = open(manyRules, 120, 32);
    await panel.type('2G');
    const text = await screenOf(panel);
    expect(text).toMatch(/▌ ○ rule-99/);
    expect(text).toContain('100 of 100');
    expect(text.match(/rule-\d+ /g)?.length).toBeLessThan(12);
  });

  it('are paused for as long as the menu says, by their id', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('2p');
    expect(await screenOf(panel)).toContain('Pause scale-up');
    await panel.type('j\r');
    await panel.type('p1');
    await panel.type('p3');
    expect(panel.calls).toEqual([
      { command: 'rule-pause', input: { rule: 'r1', for: '1h' } },
      { command: 'rule-pause', input: { rule: 'r1', for: '10m' } },
      { command: 'rule-pause', input: { rule: 'r1' } },
    ]);
    expect(await screenOf(panel)).toContain('paused scale-up until resumed');
  });

  it('are resumed by the same key, when paused or tripped', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('2jjjjp');
    await panel.type('jjjp');
    expect(panel.calls).toEqual([
      { command: 'rule-resume', input: { rule: 'r5' } },
      { command: 'rule-resume', input: { rule: 'r8' } },
    ]);
  });

  it('are paused and resumed all at once, from every view', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('P2');
    await panel.type('3P4');
    expect(panel.calls).toEqual([
      { command: 'rule-pause', input: { all: true, for: '1h' } },
      { command: 'rule-resume', input: { all: true } },
    ]);
  });

  it('are removed after a question whose default is No, and which closes when the rule goes', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('2x');
    expect(await screenOf(panel)).toContain('Remove trigger scale-up?');
    await panel.type('\r');
    expect(panel.calls).toEqual([]);
    await panel.type('xy');
    expect(panel.calls).toEqual([{ command: 'rule-remove', input: { rule: 'r1' } }]);
    await panel.type('x');
    panel.desk.setState(withRules(ruled, []));
    expect(await screenOf(panel)).not.toContain('Remove trigger');
  });

  it('lead to the pane that is nearest to firing, also where that is folded away', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('hhh');
    await panel.type('2\r');
    expect(await screenOf(panel)).toMatch(/▌ +● +1 worker/);
    await panel.type('/nvim\r');
    await panel.type('2\r');
    expect(await screenOf(panel)).toMatch(/▌ +● +1 worker/);
  });

  it('say so where no pane has come near', async () => {
    const panel = open(withRules(farm, [{ name: 'lonely', pane: 'nobody' }]), 120, 32);
    await panel.type('2\r');
    expect(await screenOf(panel)).toContain('no pane has come near it yet');
  });

  it('show all of a failed action in the details', async () => {
    const panel = open(ruled, 120, 32);
    await panel.type('2jjj');
    expect(await screenOf(panel)).toMatch(/✖ +pane-exec: pane_not_found: there is/);
  });

  it('can not be changed while the daemon is away', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('2');
    panel.desk.setLink({ kind: 'lost', reason: 'closed', attempt: 1, nextTryAtMs: NOW_MS });
    await panel.type('p');
    expect(panel.calls).toEqual([]);
    expect(await screenOf(panel)).toContain('the daemon is not connected');
  });

  it('show only those of the session that the panel is about', async () => {
    const state = withRules(farm, [{ name: 'mine' }, { name: 'other', session: 'notes' }]);
    const text = await screenOf(open(state, 120, 32, { session: 'notes' }));
    expect(text).toContain('other');
    expect(text).not.toContain('mine');
  });
});

describe('the events', () => {
  it('stand beneath their causes with the reason in words', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('3');
    const text = await screenOf(panel);
    expect(text).toMatch(
      /build %2 failed, exit 2.*\n.* {3}└ on-fail fired \(it failed\).*\n.* {5}└ debugger %9 created/,
    );
    expect(text).toContain('scale-up fired (cpu 91 %, cpu > 80)');
    expect(text).toContain('✖ on-fail failed: pane-exec: there is no pane api');
    expect(text).toContain('» the database is up');
    expect(text).toContain('fired worker %1 "postgres: ready on port 5432"');
  });

  const later = (state: State, count: number): State => ({
    ...state,
    events: [
      ...state.events,
      ...Array.from({ length: count }, (_, at) =>
        eventOf(200 + at, { type: 'keys.sent', label: `late-${at}` }),
      ),
    ],
  });

  it('follow what happens, and stand still while one reads', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('3');
    panel.desk.setState(later(ruled, 1));
    expect(await screenOf(panel)).toMatch(/▌\d\d:\d\d:\d\d late-0 got keys/);
    await panel.type('jj');
    const before = await panel.text();
    panel.desk.setState(later(ruled, 5));
    const after = await panel.text();
    expect(after.slice(2, 13)).toEqual(before.slice(2, 13));
    expect(after.join('\n')).toContain('g 4 newer');
    await panel.type('g');
    expect(await screenOf(panel)).toMatch(/▌\d\d:\d\d:\d\d late-4 got keys/);
  });

  it('show the newest consequence of an old cause that has had many', async () => {
    const consequences = Array.from({ length: 40 }, (_, at) =>
      eventOf(100 + at, { type: 'keys.sent', label: `step-${at}`, caused_by: 81 }),
    );
    const panel = open({ ...ruled, events: [...LOG, ...consequences] }, 120, 32);
    expect(await screenOf(panel)).toContain('step-39');
  });

  it('lead to the pane that they are about', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('3');
    await panel.type('k\r');
    expect(await screenOf(panel)).toMatch(/1 panes[\s\S]*▌ +● +1 worker/);
  });

  it('say so when that pane has gone', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('3\r');
    expect(await screenOf(panel)).toContain('its pane has gone, or it has none');
  });

  it('take turns with the other views on Tab, and Esc leads back', async () => {
    const panel = open(ruled, 80, 24);
    await panel.type('\t');
    expect(panel.desk.store.getState().ui.view).toBe('triggers');
    await panel.type('\t');
    expect(panel.desk.store.getState().ui.view).toBe('events');
    await panel.type('+');
    esc(panel);
    expect(panel.desk.store.getState().ui).toMatchObject({ view: 'events', screenMode: 'both' });
    esc(panel);
    expect(panel.desk.store.getState().ui.view).toBe('panes');
  });
});

describe('a notice', () => {
  const noticed = (text: string, at: string): State => ({
    ...farm,
    events: [...farm.events, eventOf(300, { type: 'notice.sent', at, data: { text } })],
  });

  it('is shown for three seconds, and is an event', async () => {
    let nowMs = NOW_MS;
    const panel = open(farm, 120, 32, { now: () => nowMs });
    await panel.settled();
    panel.desk.setState(noticed('web is \u001b[31mup', agoIso(0)));
    const text = await screenOf(panel);
    expect(text.split('\n').at(-1)).toBe(' » web is ^[[31mup');
    expect(text.match(/» web is/g)).toHaveLength(2);
    nowMs += 3_001;
    panel.desk.tick();
    expect((await screenOf(panel)).split('\n').at(-1)).toContain('help');
  });

  it('is not shown when it is old, as in the first picture', async () => {
    const panel = open(farm, 120, 32);
    panel.desk.setState(noticed('long ago', agoIso(60)));
    expect((await screenOf(panel)).split('\n').at(-1)).toContain('help');
  });

  it('never hides what went wrong', async () => {
    const panel = open(farm, 120, 32, { answer: () => failed(failure('pane_dead', 'it is dead', null)) });
    await panel.type('z');
    panel.desk.setState(noticed('hello', agoIso(0)));
    expect((await screenOf(panel)).split('\n').at(-1)).toContain('it is dead');
  });
});

it('hits of patterns stand in the tree, and longer than the sparkline', async () => {
  expect(await screenOf(open(ruled, 120, 32))).toMatch(/1 worker .*◆2/);
  shown?.dispose();
  const narrow = await screenOf(open(ruled, 60, 24));
  expect(narrow).toMatch(/1 worker .*◆2/);
  expect(narrow).not.toContain('▁');
});

it('a folded row counts the hits of what it hides', async () => {
  const panel = open(ruled, 120, 32);
  await panel.type('hh');
  expect(await screenOf(panel)).toMatch(/▸ ✖! 0 work .*◆2/);
});

it('the header tells of triggers that are pending or were stopped', async () => {
  expect((await open(ruled, 120, 32).text())[0]).toMatch(/rules 9 {2}1 pending {2}1 tripped/);
  shown?.dispose();
  expect((await open(ruled, 80, 24).text())[0]).toContain('1 tripped');
});

it('a rule that nobody paused needs no menu to be resumed: the menu for all offers it only where it helps', async () => {
  const panel = open(withRules(farm, EVERY_STATE.slice(0, 1)), 80, 24);
  await panel.type('P');
  expect(await screenOf(panel)).not.toContain('resume all');
});

it('a question names the pane by its number where it has no label', async () => {
  const panel = open(farm, 80, 24);
  panel.desk.setState({ ...farm, questions: [questionOf(5, { label: null, tmux_pane: paneIdOf(4) })] });
  expect(await screenOf(panel)).toContain('about bash %4 in session claude-poc');
});
