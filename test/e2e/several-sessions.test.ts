import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { until } from '../support/until.ts';
import { withPanectl } from '../support/with-panectl.ts';

const CONFIG = ['set -g default-shell /bin/bash', "set -g default-command ''"];

describe('several sessions', () => {
  it('are in groups that outlive the daemon, a rename, and a restore', () =>
    withPanectl(
      async ({ tmux, ask, panectl }) => {
        for (const name of ['a', 'b', 'c']) await ask('session-create', name);
        expect(await ask('session-link', 'a', 'b')).toEqual({ group: 'a', sessions: ['a', 'b'] });
        expect(await ask('session-link', 'c', 'b')).toEqual({ group: 'a', sessions: ['a', 'b', 'c'] });
        expect(await ask('session-link', 'c', 'c', '--group', 'x #{y};')).toMatchObject({ sessions: ['c'] });
        expect(await panectl('session-link', 'a', 'c')).toMatchObject({ status: 2 });
        await tmux.run('rename-session', '-t', '=a', 'renamed');
        const renamed = async () => ask('orchestration-log', '--type', 'session.renamed');
        await until(async () => listIn(await renamed(), 'events').length > 0, { what: 'the new name' });
        await ask('daemon-stop');
        const groups = { group: 'a', sessions: ['b', 'renamed'] };
        expect(await ask('session-groups')).toEqual({
          groups: [groups, { group: 'x #{y};', sessions: ['c'] }],
        });
        expect((await panectl('--text', 'session-list')).stdout).toMatch(/ GROUP\n(?:.*\n)*b .* a\n/);
        expect(await ask('session-unlink', 'renamed')).toMatchObject({ session: 'renamed', group: null });
        await ask('session-depends', 'c', 'b', '--condition', 'ready');
        const file = join(tmux.folder, 'c.yml');
        await ask('session-save', 'c', file);
        const text = readFileSync(file, 'utf8');
        expect(text).toContain('group: "x #{y};"\ndepends_on:\n  b: ready\n');
        await ask('session-kill', 'c');
        await ask('session-depends', 'c', '--remove');
        await ask('session-restore', file);
        expect(listIn(await ask('session-list'), 'sessions')).toContainEqual(
          expect.objectContaining({ session: 'c', group: 'x #{y};' }),
        );
        expect(await ask('session-depends', 'c')).toEqual({
          session: 'c',
          depends_on: [{ session: 'b', condition: 'ready', state: 'fulfilled', reason: null }],
        });
        // What a file said ends with the session.
        await ask('session-kill', 'c');
        expect(await ask('session-depends', 'c')).toEqual({ session: 'c', depends_on: [] });
        const log = listIn(await ask('orchestration-log', '--type', 'session.*'), 'events');
        const types = new Set(log.map((event) => at(event, 'type')));
        expect(types).toEqual(
          new Set([
            ...['session.created', 'session.linked', 'session.unlinked', 'session.renamed'],
            ...['session.depends_set', 'session.saved', 'session.killed'],
          ]),
        );
      },
      { config: CONFIG },
    ));

  it('start when what they wait for is so, and not at all when it can not be any more', () =>
    withPanectl(
      async ({ tmux, ask, panectl }) => {
        const file = (name: string, text: string): string => {
          const path = join(tmux.folder, `${name}.yml`);
          writeFileSync(path, text);
          return path;
        };
        const circle = file('db', 'windows: []\ndepends_on:\n  web: ready\n');
        await ask('session-depends', 'web', 'db', '--condition', 'completed');
        expect(await panectl('session-create', 'db', '--file', circle)).toMatchObject({
          status: 6,
          json: { error: { code: 'invalid_file', data: { line: 3, column: 3 } } },
        });
        const late = await panectl('session-create', 'web', '--timeout', '200ms');
        expect(late).toMatchObject({
          status: 124,
          json: { ok: true, data: { outcome: 'timeout', reason: 'there is no session "db" yet' } },
        });
        // The web waits, while the database is made; both panes of it have to end first.
        const gate = join(tmux.folder, 'gate');
        const web = ask('session-create', 'web', '--cwd', tmux.folder);
        const panes = `[{command: "true"}, "until [ -e ${gate} ]; do sleep 0.05; done"]`;
        await ask('session-create', 'db', '--file', file('db', `windows: [{panes: ${panes}}]`));
        expect(await ask('session-depends', 'web')).toMatchObject({ depends_on: [{ state: 'pending' }] });
        expect(await panectl('session-metrics', 'web')).toMatchObject({ status: 3 });
        writeFileSync(gate, '');
        expect(await web).toMatchObject({ session: 'web', pane_count: 1 });
        // What has failed never succeeds.
        await panectl('pane-exec', 'db', '1', '(exit 3)', '--wait');
        await ask('session-depends', 'tests', 'db', '--condition', 'completed');
        expect(await panectl('--text', 'session-create', 'tests')).toMatchObject({
          status: 1,
          stdout: expect.stringContaining('tests was not made: not all that ran in session "db" succeeded'),
        });
        expect(listIn(await ask('session-list'), 'sessions')).toHaveLength(2);
      },
      { config: CONFIG, session: null },
    ));

  it('take a command all at once, with a result for each', () =>
    withPanectl(
      async ({ tmux, ask, panectl }) => {
        for (const name of ['a', 'b', 'c']) await ask('session-create', name, '--cwd', tmux.folder);
        await ask('session-link', 'a', 'b', '--group', 'shop');
        const meet = 'touch met-$TMUX_PANE; until [ -e met-%1 ] && [ -e met-%2 ]; do sleep 0.05; done';
        const ran = await panectl('session-broadcast-exec', meet, '--group', 'shop', '--wait');
        expect(ran.status).toBe(0);
        expect(listIn(at(ran.json, 'data'), 'results')).toMatchObject([
          { session: 'a', pane_id: 0, ok: true, error: null, outcome: 'completed', exit_code: 0 },
          { session: 'b', pane_id: 0, ok: true, error: null, outcome: 'completed', exit_code: 0 },
        ]);
        const some = await panectl('session-broadcast-exec', '--sessions', 'b,work,no,a', '--', 'true');
        expect(some.status).toBe(1);
        expect(listIn(at(some.json, 'data'), 'results')).toMatchObject([
          { session: 'b', ok: true },
          { session: 'work', pane_id: 0, ok: false, error: { code: 'refused_foreign' } },
          { session: 'no', pane_id: null, exec_id: null, ok: false, error: { code: 'session_not_found' } },
          { session: 'a', ok: true },
        ]);
        await until(async () => (await panectl('wait-all', 'exit:a/0', 'exit:b/0')).status === 0, {
          what: 'free shells',
        });
        const failed = await panectl('session-broadcast-exec', '[ $TMUX_PANE != %3 ]', '--all', '--wait');
        expect(failed.status).toBe(1);
        const outcomes = listIn(at(failed.json, 'data'), 'results').map((each) => at(each, 'exit_code'));
        expect(outcomes).toEqual([0, 0, 1]);
        expect(await panectl('session-broadcast-exec', 'true', '--group', 'none')).toMatchObject({
          status: 3,
        });
        expect(await panectl('session-broadcast-exec', 'true')).toMatchObject({ status: 2 });
      },
      { config: CONFIG },
    ));
});
