import { describe, expect, it } from 'vitest';
import { readLogEvent } from '../../src/client/demo/log-event.ts';
import { FIRST_PAGE, type Story, tell } from '../../src/client/demo/story.ts';
import { tableOf } from '../../src/client/demo/table.ts';

const DEMO = { kind: 'file', name: 'demo', tmux_pane: null };
const rule = (name: string) => ({ kind: 'rule', name, tmux_pane: '%1' });

/** Events as the log gives them, a second apart. */
const listen = (...events: readonly object[]): { lines: readonly string[]; story: Story } => {
  let story = FIRST_PAGE;
  const lines: string[] = [];
  for (const [index, event] of events.entries()) {
    const read = readLogEvent({
      ...{
        seq: index + 1,
        at: new Date(index * 1_000).toISOString(),
        caused_by: null,
        data: {},
        actor: DEMO,
      },
      ...event,
    });
    if (read === null) throw new Error('no event');
    const told = tell(story, read);
    story = told.story;
    if (told.line !== null) lines.push(told.line);
  }
  return { lines, story };
};

describe('the story of the demo', () => {
  it('names each firing once, and what follows from it beneath it', () => {
    const pane = { label: 'build', pane_id: 1 };
    const { lines, story } = listen(
      { type: 'rule.created' },
      { type: 'session.created' },
      { type: 'pane.created', label: 'main', pane_id: 0 },
      {
        ...{ type: 'rule.fired', label: 'main', actor: rule('start') },
        data: { line: 'go', reason: 'a line matched' },
      },
      { type: 'pane.created', ...pane, actor: rule('start'), caused_by: 4 },
      { type: 'exec.started', ...pane, actor: DEMO, caused_by: 4 },
      { type: 'keys.sent', ...pane, actor: rule('start'), caused_by: 4, data: { keys: ['your', 'turn'] } },
      {
        ...{ type: 'rule.fired', label: 'monitor', actor: rule('scale-up') },
        data: { reason: 'memory 52 MiB > 30 MiB, 2 s' },
      },
      { type: 'notice.sent', actor: rule('scale-up'), caused_by: 8, data: { text: 'help' } },
      { type: 'pane.killed', ...pane, actor: rule('start'), caused_by: 4 },
      {
        ...{ type: 'rule.recovered', label: 'monitor', actor: rule('scale-up') },
        data: { reason: 'no longer memory > 30M, 2 s' },
      },
    );
    expect(lines).toEqual([
      ' 2.0s pane 0 main, 1 rules  (panes: 1)',
      ' 3.0s start: main prints "go"',
      '      └ makes pane 1 build  (panes: 2)',
      '      └ tells build: your turn',
      ' 7.0s scale-up: monitor, memory 52 MiB > 30 MiB',
      '      └ says: help',
      '      └ start kills pane 1 build  (panes: 1)',
      '10.0s scale-up: over, no longer memory > 30M',
    ]);
    expect(story).toMatchObject({ operations: 3, byRules: 2, panes: 1, ending: null });
  });

  it('is over with the notice of its last rule, when its session is closed, or when something failed', () => {
    const endingOf = (event: object) => listen(event).story.ending;
    expect(endingOf({ type: 'notice.sent', actor: rule('built') })).toBeNull();
    expect(endingOf({ type: 'notice.sent', actor: rule('finish') })).toEqual({ kind: 'over' });
    expect(endingOf({ type: 'session.killed' })).toEqual({ kind: 'closed' });
    expect(endingOf({ type: 'notice.sent', actor: rule('alarm'), data: { text: 'db failed' } })).toEqual({
      ...{ kind: 'failed', message: 'db failed' },
    });
    expect(endingOf({ type: 'rule.failed', actor: rule('grow'), data: { message: 'no room' } })).toEqual({
      ...{ kind: 'failed', message: 'grow: no room' },
    });
  });

  it('is not told of what is no event', () => {
    expect(readLogEvent('nonsense')).toBeNull();
    expect(readLogEvent({ seq: '1', type: 'rule.fired' })).toBeNull();
    expect(readLogEvent({ seq: 1, type: 'rule.fired' })).toMatchObject({ label: null, rule: null });
  });
});

it('the panes of the demo are a table, whatever is unknown about them', () => {
  const panes = [
    { pane_id: 0, tmux_pane: '%4', label: 'main', status: 'idle', command: 'sh main' },
    { pane_id: 11, tmux_pane: '%15', label: null, status: 'running', command: null },
  ];
  expect(tableOf({ panes })).toEqual([
    'PANE  ID   LABEL  STATUS   COMMAND',
    '0     %4   main   idle     sh main',
    '11    %15  -      running  -',
  ]);
  expect(tableOf('nonsense')).toEqual(['PANE  ID  LABEL  STATUS  COMMAND']);
});
