import { describe, expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { eventsOf, noticesOf, untilNotices, withRuleHouse } from '../support/rule-house.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse } from '../support/with-panectl.ts';

/** Seven rules, each of another kind: what one makes is what the next one watches. */
const LEVELS: readonly { readonly rule: readonly string[]; readonly action: string }[] = [
  { rule: ['on-created', 'ours', 'one'], action: make('two', 'echo READY') },
  { rule: ['on-pattern', 'ours', 'two', '^READY$'], action: make('three', 'exit 3') },
  { rule: ['on-exit', 'ours', 'three', '--if', 'exit_code == 3'], action: make('four', 'sleep 1000') },
  { rule: ['on-metric', 'ours', 'four', 'memory > 1K'], action: make('five', 'sleep 1000') },
  { rule: ['on-silence', 'ours', 'five', '200ms'], action: make('six', "printf '\\a'; sleep 1000") },
  { rule: ['on-bell', 'ours', 'six'], action: make('seven', 'sleep 1000') },
  { rule: ['on-timeout', 'ours', 'seven', '200ms'], action: "notify 'the end of {{ label }}'" },
];
const KINDS = ['created', 'pattern', 'exit', 'metric', 'silence', 'bell', 'timeout'];

function make(label: string, command: string): string {
  return `pane-create {{ session }} ${label} --command "${command.replaceAll('\\', '\\\\')}"`;
}

/** The event, what caused it, what caused that, and so on to what nothing of ours caused. */
const lineageOf = (events: readonly unknown[], event: unknown): readonly unknown[] => {
  const cause = events.find((each) => at(each, 'seq') === at(event, 'caused_by'));
  return cause === undefined ? [event] : [event, ...lineageOf(events, cause)];
};

/** How it stands once as many hits as are expected have been seen to. */
const untilHits = (house: PanectlHouse, rule: string, hits: number): Promise<unknown> =>
  until(
    async () => {
      const stands = await house.ask('rule-show', rule);
      return at(stands, 'hits') === hits ? stands : null;
    },
    { what: `${hits} hits of ${rule}` },
  );

it('a chain of rules, seven levels deep and each of another kind, is told back to its first cause', () =>
  withRuleHouse(async (house) => {
    const { ask } = house;
    for (const [index, { rule, action }] of LEVELS.entries()) {
      const [command = '', session = '', pane = '', ...rest] = rule;
      const isOption = rest[0]?.startsWith('--') === true;
      const [words, options] = isOption ? [[], rest] : [rest, []];
      await ask(command, session, pane, ...words, action, ...options, '--name', KINDS[index] ?? '');
    }
    const first = await ask('pane-create', 'ours', 'one', '--command', 'sleep 1000');
    await untilNotices(house, ['the end of seven']);

    const events = await eventsOf(house);
    const notice = events.find((event) => at(event, 'type') === 'notice.sent');
    const lineage = lineageOf(events, notice);
    const fired = lineage.filter((event) => at(event, 'type') === 'rule.fired');
    expect(fired.map((event) => at(event, 'data', 'rule'))).toEqual(KINDS.toReversed());
    expect(lineage.at(-1)).toMatchObject({
      ...{ type: 'pane.created', label: 'one', tmux_pane: at(first, 'tmux_pane') },
      actor: { kind: 'cli' },
    });

    const { rows } = rowsOf(await ask('query', 'select rule, depth, outcome from firings order by seq'));
    expect(rows).toEqual(KINDS.map((kind, index) => [kind, index + 1, 'done']));
    const panes = listIn(await ask('pane-list-detailed', 'ours'), 'panes').slice(1);
    expect(panes.map((pane) => at(pane, 'label'))).toEqual([
      'one',
      'two',
      'three',
      'four',
      'five',
      'six',
      'seven',
    ]);
    // Who made whom: each the pane before it, and whose it is: the caller's.
    const makers = panes.map((pane) => at(pane, 'tmux_pane'));
    expect(panes.map((pane) => at(pane, 'parent'))).toEqual([null, ...makers.slice(0, -1)]);
    for (const pane of panes) expect(at(pane, 'owner')).toMatchObject({ kind: 'cli' });
  }));

describe('two rules that feed each other', () => {
  it('through keys are stopped at the sixteenth firing; all else goes on, and a person may begin anew', () =>
    withRuleHouse(async (house) => {
      const { ask } = house;
      for (const label of ['ping', 'pong'])
        await ask('pane-create', 'ours', label, '--command', 'while read -r it; do echo "got $it"; done');
      const feed = (from: string, to: string) =>
        ask(
          'on-pattern',
          'ours',
          from,
          '^got',
          `pane-send-keys {{ session }} ${to} ball --enter`,
          '--name',
          from,
        );
      await feed('ping', 'pong');
      await feed('pong', 'ping');
      await ask('on-pattern', 'ours', 'main', '^calm$', "notify 'still here'");
      const [daemon] = daemonsOf(house.tmux.socket);

      const serve = () => ask('pane-send-keys', 'ours', 'ping', 'ball', '--enter');
      await serve();
      // Eight firings each; the ninth of the first is the seventeenth of all.
      expect(await untilHits(house, 'ping', 9)).toMatchObject({ fired: 8, suppressed: 1, state: 'armed' });
      expect(await ask('rule-show', 'pong')).toMatchObject({
        hits: 8,
        fired: 8,
        suppressed: 0,
        state: 'armed',
      });
      const suppressed = await eventsOf(house, 'rule.suppressed');
      expect(suppressed).toMatchObject([{ data: { rule: 'ping', reason: 'cascade' } }]);
      const lineage = lineageOf(await eventsOf(house), suppressed[0]);
      const fired = lineage.filter((event) => at(event, 'type') === 'rule.fired').toReversed();
      expect(fired.map((event) => at(event, 'data', 'rule'))).toEqual(
        Array.from({ length: 16 }, (_, turn) => (turn % 2 === 0 ? 'ping' : 'pong')),
      );

      await ask('pane-exec', 'ours', 'main', 'echo calm', '--wait');
      await untilNotices(house, ['still here']);
      expect(daemonsOf(house.tmux.socket)).toEqual([daemon]);

      await serve();
      expect(await untilHits(house, 'ping', 18)).toMatchObject({ fired: 16, suppressed: 2 });
    }));

  it('through new panes are stopped at the sixteenth firing', () =>
    withRuleHouse(async (house) => {
      const { ask } = house;
      const breed = (from: string, to: string) =>
        ask(
          ...['on-created', 'ours', `${from}*`, '--name', from],
          `pane-create {{ session }} ${to} --unique --command 'sleep 1000'`,
        );
      await breed('hen', 'egg');
      await breed('egg', 'hen');
      await ask('on-created', 'ours', 'last', "notify 'still here'");
      await ask('pane-create', 'ours', 'hen', '--command', 'sleep 1000');
      expect(await untilHits(house, 'hen', 9)).toMatchObject({ fired: 8, suppressed: 1 });
      expect(await ask('rule-show', 'egg')).toMatchObject({ hits: 8, fired: 8, suppressed: 0 });
      expect(await eventsOf(house, 'rule.suppressed')).toMatchObject([
        { data: { rule: 'hen', reason: 'cascade' } },
      ]);
      expect(await ask('pane-count', 'ours')).toEqual({ count: 18 });
      await ask('pane-create', 'ours', 'last', '--command', 'sleep 1000');
      await untilNotices(house, ['still here']);
      expect(await noticesOf(house)).toHaveLength(1);
    }));
});

const rowsOf = (answer: unknown): { readonly rows: readonly unknown[] } => ({ rows: listIn(answer, 'rows') });
