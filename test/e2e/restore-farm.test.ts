import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { withoutIds } from './saved-session.ts';

const FARM = fileURLToPath(new URL('../../src/client/demo/farm', import.meta.url));

const SIDE = `session_name: side
environment: {STAGE: test}
windows:
  - panes: [{label: shell, environment: {ROLE: "x y"}}]
hooks:
  on_pane_output:
    - {name: once, pane: 0, pattern: "^hello", fire: once, then: notify once}
    - {name: cool, pane: shell, pattern: "^hello", cooldown: 1h, then: notify cool}
    - {name: rests, pane: shell, pattern: "^hello", then: notify rests}
  on_pane_metric:
    - {name: full, pane: shell, when: memory > 1K, for: 300ms, then: notify full}
    - {name: never, pane: "*", when: cpu < 0, for: 1s, then: notify never}
`;

const rulesOf = async ({ ask }: PanectlHouse): Promise<ReadonlyMap<unknown, unknown>> => {
  const rules = listIn(await ask('rule-list'), 'rules');
  const keys = ['state', 'hits', 'fired', 'suppressed', 'last_fired_at', 'then'];
  return new Map(rules.map((rule) => [at(rule, 'name'), keys.map((key) => at(rule, key))]));
};

/** The newest snapshot of a session, when nothing newer comes. */
const newest = async ({ ask }: PanectlHouse, session: string): Promise<string> => {
  const file = at(listIn(await ask('session-snapshots', session), 'snapshots').at(-1), 'file');
  return typeof file === 'string' ? readFileSync(file, 'utf8') : '';
};

const savedAgain = async (house: PanectlHouse, session: string): Promise<string> => {
  const file = join(house.tmux.folder, `${session}-again.yml`);
  await house.ask('session-save', session, file);
  return withoutIds(readFileSync(file, 'utf8'));
};

/** Both sessions in the middle of their work, with rules in every state. */
const begin = async (house: PanectlHouse): Promise<void> => {
  const { tmux, ask } = house;
  const farm = join(tmux.folder, 'farm');
  cpSync(FARM, farm, { recursive: true });
  writeFileSync(join(farm, 'story'), '');
  // Nobody comes to it, so that the story gets no further than seven panes, however long that is looked at.
  writeFileSync(
    join(farm, 'monitor'),
    readFileSync(join(farm, 'monitor'), 'utf8').replace('-lt 40', '-lt 0'),
  );
  writeFileSync(join(farm, 'main'), readFileSync(join(farm, 'main'), 'utf8').replace('sleep 1', ':'));
  writeFileSync(join(tmux.folder, 'side.yml'), SIDE);
  await ask('session-create', 'side', '--file', join(tmux.folder, 'side.yml'));
  await ask('rule-pause', 'rests');
  await ask('pane-exec', 'side', 'shell', 'echo hello; echo hello', '--wait');
  await ask('session-create', 'demo', '--file', join(farm, 'session.yml'));
  await until(async () => listIn(await ask('pane-list', 'demo'), 'panes').length >= 7, {
    what: 'seven panes',
  });
  await ask('pane-label', 'demo', 'logs', 'journal');
  await ask('pane-metadata-set', 'demo', 'journal', 'url', 'http://localhost:80');
  await until(async () => (await newest(house, 'demo')).includes('http://localhost:80'), {
    what: 'its snapshot',
  });
  await until(async () => /held_in/.test(await newest(house, 'side')), { what: 'the one beside it' });
};

it('a farm of panes whose server is killed in the middle of its work comes back as it was saved', () =>
  withPanectl(
    async (house) => {
      const { tmux, ask } = house;
      await begin(house);
      const before = await rulesOf(house);
      await tmux.run('kill-server');
      await until(async () => listIn(await ask('session-list'), 'sessions').length === 0, {
        what: 'the end',
      });
      const [demo, side] = [await newest(house, 'demo'), await newest(house, 'side')];
      // Somebody has begun anew by the time.
      await tmux.run('new-session', '-d', '-s', 'work', '-x', '100', '-y', '30');
      const work = await tmux.run(
        'list-panes',
        '-t',
        '=work:',
        '-F',
        '#{pane_id} #{pane_pid} #{window_layout}',
      );
      const done = await ask('session-restore', '--all', '--run', 'never');
      expect(listIn(done, 'restored').map((each) => [at(each, 'session'), at(each, 'outcome')])).toEqual([
        ['demo', 'restored'],
        ['side', 'restored'],
        ['work', 'skipped'],
      ]);
      // Everything that a file says: windows, layouts, panes with their numbers and folders, and how each rule stands.
      expect(await savedAgain(house, 'demo')).toBe(withoutIds(demo));
      expect(await savedAgain(house, 'side')).toBe(withoutIds(side));
      const after = await rulesOf(house);
      for (const name of ['once', 'cool', 'rests', 'start', 'grow', 'alarm', 'again'])
        expect([name, after.get(name)]).toEqual([name, before.get(name)]);
      expect(['once', 'cool', 'rests', 'never'].map((name) => at(after.get(name), '0'))).toEqual([
        ...['spent', 'cooling', 'paused', 'armed'],
      ]);
      const pending = listIn(done, 'pending_commands').map((each) => [
        at(each, 'label'),
        at(each, 'command'),
      ]);
      expect(pending).toEqual(
        expect.arrayContaining([
          ['main', 'sh main'],
          ['journal', 'sh logs'],
          ['db', 'sh db'],
        ]),
      );
      const kept = await tmux.run(
        'list-panes',
        '-t',
        '=work:',
        '-F',
        '#{pane_id} #{pane_pid} #{window_layout}',
      );
      expect(kept).toBe(work);
      const [pid] = await tmux.lines('list-panes', '-t', '=side:', '-F', '#{pane_pid}');
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      expect(environment).toEqual(expect.arrayContaining(['STAGE=test', 'ROLE=x y']));
      // What was true when it was saved is true again, and is no news: only after it was false.
      const progress = async () => listIn(await ask('rule-show', 'full'), 'progress');
      await until(async () => Number(at((await progress())[0], 'held_ms')) >= 1_000, { what: 'its time' });
      expect(await ask('rule-show', 'full')).toMatchObject({ fired: 1, hits: 1 });
      await ask('session-kill', 'demo');
      await ask('session-restore', '--last', 'demo', '--run', 'auto');
      await until(
        async () => {
          const panes = listIn(await ask('pane-list', 'demo'), 'panes');
          const journal = panes.find((pane) => at(pane, 'label') === 'journal');
          return at(journal, 'status') === 'running' && at(journal, 'command') === 'sh logs';
        },
        { what: 'what ran before' },
      );
    },
    { config: ['set -g default-shell /bin/bash', "set -g default-command ''"] },
  ));
