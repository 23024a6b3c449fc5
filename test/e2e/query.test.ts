import { describe, expect, test } from 'vitest';
import { at } from '../daemon/real-daemon.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

/** The columns and the order of the documents that panectl comes from. */
const COLUMNS = 'session_name, pane_id, label, command, status, created_at, completed_at, metadata';

const rows = async (house: PanectlHouse, sql: string): Promise<unknown> =>
  at(await house.ask('query', sql), 'rows');

describe('the panes table', () => {
  test('answers by label, status and time', () =>
    withPanectl(
      async (house) => {
        const before = new Date(Date.now() - 1).toISOString();
        await house.ask('session-create', 'build');
        await house.ask('pane-create', 'build', 'good', '--command', 'true', '--wait', 'exit');
        await house.ask('pane-create', 'build', 'bad', '--command', 'exit 3', '--wait', 'exit');
        await house.ask('pane-metadata-set', 'build', 'bad', 'ticket', '{"id": 7}');
        const asked = await house.ask('query', `SELECT ${COLUMNS} FROM panes WHERE label = 'bad'`);
        expect(at(asked, 'columns')).toEqual(COLUMNS.split(', '));
        const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(at(asked, 'rows')).toEqual([
          ['build', 2, 'bad', 'exit 3', 'failed', time, time, '{"ticket":{"id":7}}'],
        ]);
        expect(await rows(house, `SELECT label FROM panes WHERE status = 'completed'`)).toEqual([['good']]);
        expect(
          await rows(
            house,
            `SELECT label FROM panes WHERE session_name = 'build' AND created_at > '${before}' ORDER BY pane_id`,
          ),
        ).toEqual([['main'], ['good'], ['bad']]);
        expect(
          await rows(house, `SELECT metadata ->> '$.ticket.id' FROM panes WHERE completed_at IS NOT NULL`),
        ).toContainEqual([7]);
        expect(await rows(house, `SELECT label FROM panes WHERE created_at < '${before}'`)).toEqual([]);
      },
      { session: null },
    ));

  test('keeps a pane that has gone, with the time of its end', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 'build');
      await house.ask('pane-create', 'build', 'brief');
      await house.ask('pane-kill', 'build', 'brief');
      expect(
        await rows(
          house,
          `SELECT label, completed_at >= created_at, gone_at IS NOT NULL FROM panes WHERE label = 'brief'`,
        ),
      ).toEqual([['brief', 1, 1]]);
    }));
});

test('query reads every table that its help names', () =>
  withPanectl(async (house) => {
    const { stdout } = await house.panectl('help', 'query');
    for (const table of ['panes', 'execs', 'events', 'rules', 'firings']) {
      expect(stdout).toContain(table);
      expect(await house.ask('query', `SELECT count(*) AS n FROM ${table}`)).toMatchObject({
        columns: ['n'],
      });
    }
  }));
