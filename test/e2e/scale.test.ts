import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { eventsOf } from '../support/rule-house.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

const labelsOf = async ({ ask }: PanectlHouse): Promise<readonly unknown[]> =>
  listIn(await ask('pane-list', 'farm'), 'panes').map((pane) => [at(pane, 'label'), at(pane, 'dead')]);

const living = (...labels: readonly string[]) => labels.map((label) => [label, false]);

describe('pane-scale', () => {
  it('makes replicas, respawns dead ones first, ends the highest gently and says what it refuses', () =>
    withPanectl(async (house) => {
      const { ask, panectl, tmux } = house;
      await ask('session-create', 'farm');
      const command = "trap 'echo bye; exit 0' TERM; echo $COLOUR in $PWD; while sleep 0.05; do :; done";
      const made = ['--command', command, '--env', 'COLOUR=red', '--cwd', tmux.folder];
      await ask('pane-create', 'farm', 'worker', ...made);
      await ask('pane-metadata-set', 'farm', 'worker', 'kind', 'slow');

      // Two at a time count right.
      const both = await Promise.all([
        ask('pane-scale', 'farm', 'worker', '+1'),
        ask('pane-scale', 'farm', 'worker', '+1'),
      ]);
      expect(both.map((each) => Number(at(each, 'from'))).toSorted((a, b) => a - b)).toEqual([1, 2]);
      expect(await labelsOf(house)).toEqual(living('main', 'worker', 'worker-2', 'worker-3'));
      const copy = await ask('pane-status', 'farm', 'worker-3');
      expect(copy).toMatchObject({ command, metadata: { kind: 'slow' }, window_index: 0 });
      const said = ['pane-watch', 'farm', 'worker-3', `^red in ${tmux.folder}$`];
      expect((await panectl(...said)).status).toBe(0);

      await tmux.run(
        'send-keys',
        '-t',
        String(at(await ask('pane-find', 'farm', 'worker-2'), 'tmux_pane')),
        'C-c',
      );
      await until(async () => at(await ask('pane-status', 'farm', 'worker-2'), 'dead') === true, {
        what: 'a death',
      });
      const again = await ask('pane-scale', 'farm', 'worker', '3');
      expect(again).toMatchObject({ from: 2, to: 3, removed: [] });
      expect(await labelsOf(house)).toEqual(living('main', 'worker', 'worker-2', 'worker-3'));

      const third = at(await ask('pane-find', 'farm', 'worker-3'), 'tmux_pane');
      expect(await ask('pane-scale', 'farm', 'worker', '-1')).toMatchObject({ to: 2, removed: [third] });
      const [ended] = listIn(await ask('exec-list', 'farm'), 'execs').filter(
        (exec) => at(exec, 'tmux_pane') === third,
      );
      expect(ended).toMatchObject({ ended_by: 'scale', exit_code: 0 });

      expect(await ask('pane-scale', 'farm', 'worker', '-5')).toMatchObject({ from: 2, to: 1 });
      const none = await ask('pane-scale', 'farm', 'worker', '0');
      expect(none).toMatchObject({ from: 1, to: 0, removed: [], session_closed: false });
      expect(await labelsOf(house)).toEqual([...living('main'), ['worker', true]]);
      expect(await ask('pane-scale', 'farm', 'worker', '+1')).toMatchObject({ from: 0, to: 1 });
      const counts = (await eventsOf(house, 'service.scaled')).map((event) => [
        ...[at(event, 'label'), at(event, 'data', 'from'), at(event, 'data', 'to')],
      ]);
      expect(counts).toEqual([
        ...[1, 2, 2, 3, 2, 1, 0].map((from, step) => ['worker', from, [2, 3, 3, 2, 1, 0, 1][step]]),
      ]);

      await tmux.run('set-option', '-p', '-t', String(await splitByHand(house)), '@label', 'worker-2');
      const failures: readonly (readonly [readonly string[], number, string])[] = [
        [['farm', 'main', '2'], 2, 'is a shell'],
        [['farm', 'worker', 'many'], 2, 'as many as 3'],
        [['farm', 'worker', '201'], 2, 'at most 200'],
        [['farm', 'worker', '-0'], 2, 'as many as 3'],
        [['farm', '%1', '2'], 2, 'a label does not start with'],
        [['farm', 'nobody', '2'], 3, 'pane_not_found'],
        [['nowhere', 'worker', '2'], 3, 'session_not_found'],
        [['farm', 'worker', '1'], 4, 'refused_foreign'],
      ];
      for (const [words, status, text] of failures) {
        const ran = await panectl('pane-scale', ...words);
        expect([words, ran.status, ran.stdout.includes(text)]).toEqual([words, status, true]);
      }
    }));
});

const splitByHand = async ({ tmux }: PanectlHouse): Promise<unknown> => {
  const [made] = await tmux.lines(
    'split-window',
    '-d',
    '-t',
    '=farm:',
    '-P',
    '-F',
    '#{pane_id}',
    'sleep 1000',
  );
  return made;
};

it('a rule makes no more replicas than rules may make panes', () =>
  withPanectl(async ({ ask, home }) => {
    writeFileSync(join(home, 'config.yml'), 'rules: {max_panes: 2}\n');
    await ask('session-create', 'farm');
    await ask('pane-create', 'farm', 'w', '--command', 'exec cat');
    await ask('on-created', 'farm', 'go', 'pane-scale {{ session }} w 9', '--name', 'many');
    await ask('pane-create', 'farm', 'go');
    const error = async () => at(await ask('rule-show', 'many'), 'last_error');
    await until(async () => (await error()) !== null, { what: 'the refusal' });
    expect(await error()).toMatch(/rules have made 2 panes in this session already \(2 made before that/);
    const [scaled] = listIn(await ask('orchestration-log', 'farm', '--type', 'service.scaled'), 'events');
    expect(at(scaled, 'data')).toMatchObject({
      from: 1,
      to: 3,
      added: [expect.any(String), expect.any(String)],
    });
    expect(at(await ask('pane-count', 'farm'), 'count')).toBe(5);
  }));

/** Memory, as it is the same on a busy machine: as much as the load says, which all of them share. */
const WORKER = `held=
while sleep 0.2; do
  if [ -e load ]; then [ -n "$held" ] || held=$(printf '%060000000d' 0); else held=; fi
done`;

const FILE = `start_directory: .
windows:
  - window_name: farm
    panes:
      - label: worker
        command: sh worker
        metadata: {kind: slow}
        scale: {max: 3, up: "avg(memory) > 40M", down: "avg(memory) < 20M", for: 500ms, cooldown: 1s}
  - window_name: rest
    panes: [{label: main}]
hooks:
  on_pane_bell: [{pane: 1, then: notify rang}]
`;

describe('a session file with scale', () => {
  it('grows with the load up to its limit, shrinks without it, and comes back as it was', () =>
    withPanectl(async (house) => {
      const { ask, panectl, tmux } = house;
      writeFileSync(join(house.home, 'config.yml'), 'metrics: {interval: 250ms}\n');
      writeFileSync(join(tmux.folder, 'worker'), WORKER);
      const file = join(tmux.folder, 'farm.yml');
      writeFileSync(file, FILE);
      await ask('session-create', 'farm', '--file', file);
      expect(await labelsOf(house)).toEqual(living('worker', 'main'));
      const untilWorkers = (count: number) =>
        until(async () => (await labelsOf(house)).length === count + 1, { what: `${count} workers` });
      writeFileSync(join(tmux.folder, 'load'), '');
      await untilWorkers(3);
      // It goes on to be true, and nothing is said of it: at the limit there is nothing to do.
      const upRule = () => ask('rule-show', 'scale-up-worker');
      const rests = async () => at(await upRule(), 'state') !== 'cooling';
      await until(rests, { what: 'the cooldown to be over' });
      const heldMs = async () => Number(at(await upRule(), 'progress', '0', 'held_ms'));
      const before = await heldMs();
      await until(async () => (await heldMs()) > before + 500, { what: 'one more reading' });
      expect((await labelsOf(house)).length).toBe(4);
      const up = await upRule();
      expect(up).toMatchObject({ last_error: null, progress: [{ threshold: 40 * 1_048_576 }] });
      expect(Number(at(up, 'fired'))).toBeGreaterThanOrEqual(2);
      const beyond = await panectl('pane-scale', 'farm', 'worker', '4');
      expect([beyond.status, beyond.stdout.includes('limit_reached')]).toEqual([4, true]);
      expect((await panectl('pane-scale', 'farm', 'worker', '0')).status).toBe(4);

      // A second session of the same file has rules of its own.
      await ask('session-create', 'other', '--file', file);
      expect(await ask('rule-show', 'scale-up-worker-2')).toMatchObject({ scope: { session: 'other' } });
      await ask('session-kill', 'other');

      await ask('rule-pause', 'scale-down-worker');
      const saved = join(tmux.folder, 'saved.yml');
      expect(await ask('session-save', 'farm', saved)).toMatchObject({ panes: 4, left_out: [] });
      expect(readFileSync(saved, 'utf8')).toMatch(/scale:\s+min: 1\s+max: 3\s+up: avg\(memory\) > 40M/);
      await ask('session-kill', 'farm');
      const back = await ask('session-restore', saved, '--run', 'auto');
      expect(Object.keys(Object(at(back, 'map'))).length).toBe(4);
      expect(await labelsOf(house)).toEqual(living('worker', 'main', 'worker-2', 'worker-3'));
      expect(await upRule()).toMatchObject({ fired: at(up, 'fired') });
      expect(await ask('rule-show', 'scale-down-worker')).toMatchObject({ state: 'paused' });
      expect(await ask('pane-status', 'farm', 'worker-3')).toMatchObject({ metadata: { kind: 'slow' } });

      rmSync(join(tmux.folder, 'load'));
      await ask('rule-resume', 'scale-down-worker');
      await untilWorkers(1);
      const fired = await eventsOf(house, 'rule.fired');
      const downs = fired.filter((event) => at(event, 'data', 'rule') === 'scale-down-worker');
      expect(downs.length).toBeGreaterThanOrEqual(2);
      expect(await ask('rule-show', 'scale-down-worker')).toMatchObject({ cooldown: 1_000 });
      // It is told when the pane has gone.
      const last = await until(
        async () => (await eventsOf(house, 'service.scaled')).find((event) => at(event, 'data', 'to') === 1),
        { what: 'the last change to be told' },
      );
      expect(last).toMatchObject({
        actor: { kind: 'rule', name: 'scale-down-worker' },
        data: { from: 2, to: 1 },
      });
      expect(at(last, 'data', 'reason')).toMatch(/^avg memory \d+ MiB < 20 MiB, 0.5 s$/);
    }));
});
