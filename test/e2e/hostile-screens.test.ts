import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { expectNothingRan, MARKER, OBEYED, row, rows } from './hostile-corpus.ts';

/** A pane whose program writes these bytes and then waits. */
const writing = async ({ ask, tmux }: PanectlHouse, label: string, bytes: Buffer): Promise<void> => {
  const file = join(tmux.folder, `bytes-${label}`);
  writeFileSync(file, bytes);
  await ask('pane-create', 'ours', label, '--command', `cat '${file}'; exec cat`);
};

const titleOf = async ({ ask }: PanectlHouse, label: string): Promise<string> =>
  String(row(await ask('pane-status', 'ours', label)).title);

const TITLES = [
  `#(touch ${MARKER})#{pane_id}`,
  `$(touch ${MARKER})`,
  '%begin 1 1 1',
  '%exit',
  'a;b && c',
  'a\u202eb\u2066c',
  '👩‍👩‍👧 日本語',
  'at %H:%M',
  '__proto__',
];

describe('what a program writes', () => {
  it('as a title is a title, as it is, and inert everywhere', () =>
    withPanectl(
      async (house) => {
        const { ask, panectl, tmux } = house;
        await ask('session-create', 'ours', '--cwd', tmux.folder);
        for (const [index, title] of TITLES.entries()) {
          const label = `t${index}`;
          await writing(house, label, Buffer.from(`\u001b]2;${title}\u0007`));
          const [pane = ''] = await tmux.lines(
            'list-panes',
            '-a',
            '-f',
            `#{==:#{@label},${label}}`,
            '-F',
            '#D',
          );
          await until(
            async () =>
              (await titleOf(house, label)) ===
              (await tmux.run('display-message', '-p', '-t', pane, '#{pane_title}')),
            { what: title },
          );
          if (!/[\u202a-\u2069]/.test(title)) {
            await until(async () => (await titleOf(house, label)) === title, { what: `${title} exactly` });
          }
          const shown = await panectl('--text', 'pane-status', 'ours', label);
          expect(shown.stdout).not.toMatch(OBEYED);
          await ask('pane-kill', 'ours', label);
        }
        expectNothingRan(house);
      },
      {
        config: [
          'set -g set-titles on',
          'set -g pane-border-status top',
          'set -g window-status-format "#{T:pane_title}"',
        ],
      },
    ));

  it('as bytes that are no text does not end the daemon or leave an answer broken', () =>
    withPanectl(async (house) => {
      const { ask, panectl, tmux } = house;
      await ask('session-create', 'ours', '--cwd', tmux.folder);
      const { pid } = row(await ask('daemon-status'));
      const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x0e));
      const samples: Readonly<Record<string, Buffer>> = {
        invalid: Buffer.from([0xff, 0xfe, 0x80, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xf5, 0x80, 0x80, 0x80]),
        all,
        nul: Buffer.from('a\0b\0'),
        title: Buffer.concat([Buffer.from('\u001b]2;x'), Buffer.from([0xff, 0xc3]), Buffer.from('\u0007')]),
        c1: Buffer.from('\u009b31m\u009d2;x\u009c\u0085'),
        protocol: Buffer.from('%begin 1 1 1\r\n%end 1 1 1\r\n%exit\r\n%output %0 x\r\n{"ok":true}\r\n'),
        flood: Buffer.from('\u001b]2;'.concat('y'.repeat(100_000))),
        long: Buffer.from(`${'z'.repeat(100_000)}\r\n`),
        zwj: Buffer.from('👩‍👩‍👧 \u202eabc\u202c e\u0301\u0301\u0301'.repeat(50)),
      };
      for (const [label, bytes] of Object.entries(samples)) {
        await writing(house, label, Buffer.concat([bytes, Buffer.from('\u001b\\\u001bc\r\nafter\r\n')]));
        await until(async () => (await panectl('pane-has-pattern', 'ours', label, '^after')).status === 0, {
          what: `the end of ${label}`,
        });
        for (const words of [
          ['pane-status', 'ours', label],
          ['pane-capture', 'ours', label, '--history', '--ansi'],
          ['pane-list-detailed', 'ours'],
        ]) {
          const ran = await panectl(...words);
          expect([label, words, ran.status]).toEqual([label, words, 0]);
          expect(ran.stdout.slice(0, -1)).not.toMatch(OBEYED);
          expect(ran.stdout).toMatch(/^\{"ok":true,.*\}\n$/);
          const text = await panectl('--text', ...words);
          expect(text.stdout).not.toMatch(OBEYED);
        }
        await ask('pane-kill', 'ours', label);
      }
      expect(row(await ask('daemon-status')).pid).toBe(pid);
      expect(rows(row(await ask('pane-list', 'ours')).panes)).toHaveLength(1);
      expectNothingRan(house);
    }));

  it('as a line of control mode or an envelope is a line of its screen', () =>
    withPanectl(async (house) => {
      const { ask, tmux } = house;
      await ask('session-create', 'ours', '--cwd', tmux.folder);
      const lines = [
        '%begin 1 1 1',
        '%error 1 1 1',
        '%exit',
        '%%',
        '{"ok":false}',
        `#(touch ${MARKER})`,
        '#{pid}',
      ];
      await writing(house, 'lines', Buffer.from(`${lines.join('\r\n')}\r\n`));
      const shown = async () => row(row(await ask('pane-capture', 'ours', 'lines')).output).lines;
      await until(async () => JSON.stringify(await shown()) === JSON.stringify(lines), { what: 'the lines' });
      expectNothingRan(house);
    }));
});
