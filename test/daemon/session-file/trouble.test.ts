import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { layoutChecksum } from '../../../src/tmux/layout-string.ts';
import { until } from '../../support/until.ts';
import { got } from '../operations/small-house.ts';
import { type FileHouse, refusalOf, withFileHouse } from './file-house.ts';

const everything = ({ tmux }: FileHouse): Promise<readonly string[]> =>
  tmux.lines('list-panes', '-a', '-F', '#{session_name} #{pane_id} #{pane_pid}');

describe('a file that can not be made', () => {
  test.each<[string, string, Readonly<Record<string, unknown>>, object]>([
    ['a mistake', 'windows: [{panes: x}]', {}, { code: 'invalid_file', data: { line: 1, column: 19 } }],
    [
      'no folder',
      'windows:\n  - start_directory: nowhere',
      {},
      { code: 'invalid_file', data: { line: 2, column: 22 } },
    ],
    [
      'no folder for a pane',
      'windows:\n  - panes:\n      - start_directory: ~/x',
      {},
      { code: 'invalid_file', data: { line: 3, column: 26 } },
    ],
    [
      'a layout that nobody knows',
      'windows: [{layout: sideways}]',
      {},
      { code: 'invalid_file', data: { line: 1, column: 20 } },
    ],
    [
      'more panes than cells',
      `windows: [{layout: "${rawLayout(2)}", panes: [a, b, c]}]`,
      {},
      { code: 'invalid_file' },
    ],
    [
      'sizes for another number of panes',
      'windows: [{layout: {split: h, sizes: [60%, 40%]}, panes: [a, b, c]}]',
      {},
      { code: 'invalid_file', data: { line: 1, column: 20 } },
    ],
    [
      'sizes without room',
      'windows: [{layout: {split: h, sizes: [60, null]}, panes: [a, b]}]',
      { size: '65x20' },
      { code: 'invalid_file', data: { line: 1, column: 20 } },
    ],
    [
      'no room',
      `windows: [{}, {panes: [${'a,'.repeat(30)}]}]`,
      { size: '40x10' },
      { code: 'invalid_file', data: { line: 1, column: 15 } },
    ],
    [
      'a pattern',
      'hooks:\n  on_pane_output:\n    - {pattern: "a(b", then: notify x}',
      {},
      { code: 'invalid_pattern', data: { line: 3, column: 18 } },
    ],
    [
      'a condition',
      'hooks:\n  on_pane_exit:\n    - {if: "nobody == 1", then: notify x}',
      {},
      { code: 'invalid_expression', data: { line: 3 } },
    ],
    [
      'an action',
      'hooks:\n  on_pane_exit:\n    - then: pane-creat x y',
      {},
      { code: 'invalid_rule', data: { line: 3 } },
    ],
    [
      'a rule that fits no hook',
      'hooks:\n  on_pane_exit:\n    - {fire: edge, then: notify x}',
      {},
      { code: 'invalid_rule', data: { line: 3, column: 7 } },
    ],
    ['a session that is there', 'windows: []', { session: 'work' }, { code: 'session_exists' }],
  ])('%s: nothing is made', (_name, text, more, expected) =>
    withFileHouse(async (house) => {
      const before = await everything(house);
      const refused = await refusalOf(house.make(text, more));
      expect(refused).toMatchObject(expected);
      if (refused.code !== 'session_exists') expect(refused.data.caret).toMatch(/\n *\^$/);
      expect(await everything(house)).toEqual(before);
      expect(house.house.rules.book.all()).toEqual([]);
    }),
  );

  test('it is not there: the names that are', () =>
    withFileHouse(async ({ make, tmux }) => {
      mkdirSync(join(tmux.folder, 'files'));
      for (const name of ['sessions.yml', 'other.json', 'notes.txt'])
        writeFileSync(join(tmux.folder, 'files', name), '');
      const missing = await refusalOf(make('', { file: 'files/session.yml' }));
      expect(missing).toMatchObject({
        code: 'file_not_found',
        hint: 'did you mean sessions.yml?',
        data: { files: ['sessions.yml', 'other.json'] },
      });
      expect(await refusalOf(make('', { file: 'files' }))).toMatchObject({
        code: 'file_not_found',
        data: { files: ['other.json', 'sessions.yml'] },
      });
      expect(await refusalOf(make('', { file: 'none/x.yml' }))).toMatchObject({
        code: 'file_not_found',
        data: { files: [] },
      });
      expect(await refusalOf(make('', { file: '/dev/zero' }))).toMatchObject({ code: 'file_not_found' });
    }));

  test('it is no text, or too much of it', () =>
    withFileHouse(async ({ make, tmux }) => {
      writeFileSync(join(tmux.folder, 'bad.yml'), Buffer.from([0x61, 0x3a, 0xff]));
      writeFileSync(join(tmux.folder, 'huge.yml'), ' '.repeat(1_048_577));
      expect(await refusalOf(make('', { file: 'bad.yml' }))).toMatchObject({ code: 'invalid_file' });
      expect((await refusalOf(make('', { file: 'huge.yml' }))).message).toContain('at most 1 MiB');
    }));

  test('no room midway: what was made is taken away, and the pane is named', () =>
    withFileHouse(async (house) => {
      const before = await everything(house);
      const panes = '          - a\n'.repeat(150);
      const refused = await refusalOf(
        house.make(
          `windows:\n  - {}\n  - layout: "${rawLayout(150)}"\n    panes:\n${panes}hooks: {on_pane_bell: [{then: notify x}]}`,
          { size: '20x6' },
        ),
      );
      expect(refused.code).toBe('no_space');
      expect(refused.message).toMatch(/^session\.yml:\d+:13: pane: /);
      expect(await everything(house)).toEqual(before);
      expect(house.house.rules.book.all()).toEqual([]);
      await got(house.make('', { session: 'dev' }));
    }));

  test('tmux ends midway: the answer says so', () =>
    withFileHouse(async (house) => {
      const pid = Number(await house.tmux.serverPid());
      const answer = refusalOf(house.make(`windows: [${'{},'.repeat(100)}]`));
      await until(
        () =>
          house.look('x').then(
            ({ length }) => length > 3,
            () => false,
          ),
        { what: 'some windows' },
      );
      process.kill(pid, 'SIGKILL');
      expect((await answer).code).toMatch(/server_gone|internal/);
    }));
});

describe('several at once', () => {
  test('of two calls for one name one makes it, the other finds it', () =>
    withFileHouse(async ({ make, look }) => {
      const text = 'windows: [{panes: [a, b]}, {panes: [c]}]';
      const answers = await Promise.all([make(text), make(text), make(text, { if_missing: true })]);
      const said = answers.map((answer) => (answer.ok ? answer.value.pane_count : answer.failure.code));
      // Whoever comes first makes it; the last call is content with what is there.
      expect(said[2]).toBe(3);
      expect(said.slice(0, 2).filter((each) => each !== 'session_exists').length).toBeLessThan(2);
      expect(new Set(said)).toEqual(new Set([3, 'session_exists']));
      expect(await look('#{pane_id}')).toHaveLength(3);
    }));
});

/** A window of one column with so many panes, far larger than any here. */
function rawLayout(panes: number): string {
  const rows = Array.from({ length: panes }, (_, at) => `80x3,0,${at * 4},${at}`);
  const body = `80x${panes * 4 - 1},0,0[${rows.join(',')}]`;
  return `${layoutChecksum(body)},${body}`;
}
