import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { field, type ShellHouse, textsOf, withShell } from '../daemon/shells/shell-house.ts';
import { OBEYED } from './hostile-corpus.ts';

const ODD = fileURLToPath(new URL('../fixtures/bin/odd-output', import.meta.url));

interface Said {
  readonly outcome: unknown;
  readonly code: unknown;
  readonly lines: readonly string[];
  readonly lost: unknown;
}

/** As `printf` of the shell takes them. */
const UNFINISHED = [
  ['an escape alone', '\\033'],
  ['a colour', '\\033[31'],
  ['a title', '\\033]0;never'],
  ['a mark of ours', '\\033]133;D;0;aid='],
  ['a device string', '\\033Ptmux;'],
  ['an application string', '\\033_half'],
  ["a window's name", '\\033kname'],
  ['a charset', '\\033('],
  ['half a character', '\\342\\202'],
  ['the alternate screen', '\\033[?1049h'],
] as const;

/** Both ways in which a command runs: as a pane's own, and in a shell. */
const WAYS = ['a pane of its own', 'a shell'] as const;
type Way = (typeof WAYS)[number];

const start = async ({ ask }: ShellHouse, way: Way, command: string): Promise<string> => {
  const made =
    way === 'a shell'
      ? await ask('pane-exec', 's', 'main', command)
      : await ask('pane-create', 's', 'odd', '--unique', '--command', command);
  return String(field(made, 'exec_id'));
};

const endOf = async ({ ask, panectl }: ShellHouse, execId: string): Promise<Said> => {
  const ended = (await panectl('exec-wait', execId)).json;
  const said = await ask('exec-output', execId, '-n', '100000', '--bytes', '16777216');
  return {
    outcome: field(ended, 'data', 'outcome'),
    code: field(ended, 'data', 'exit_code'),
    lines: textsOf(field(said, 'output')),
    lost: field(said, 'output', 'lost'),
  };
};

const run = async (house: ShellHouse, way: Way, words: string): Promise<Said> =>
  endOf(house, await start(house, way, `${ODD} ${words}`));

describe.each(WAYS)('in %s', (way) => {
  it('bytes that are no text stand as U+FFFD, and controls show nothing', () =>
    withShell('bash', async (house) => {
      expect(await run(house, way, 'invalid')).toMatchObject({
        code: 0,
        // As the Encoding Standard counts them: one for each byte that begins nothing, one for a character cut short.
        lines: ['a\ufffdb\ufffd\ufffdc\ufffd\ufffd\ufffdd\ufffd', '\ufffd\ufffd\ufffd\ufffde'],
      });
      expect((await run(house, way, 'nul')).lines).toEqual(['abc', '']);
      expect((await run(house, way, 'controls')).lines).toEqual(['ab']);
    }));

  it('a character that comes in two pieces is whole', () =>
    withShell('bash', async (house) => {
      const id = await start(house, way, `${ODD} split`);
      const pane = String(field(await house.ask('exec-show', id), 'tmux_pane'));
      for (const cursor of [0, 2]) {
        const first = Number(field(await house.ask('exec-show', id), 'first_cursor'));
        // The half character came with this line, in one write.
        await house.ask('pane-watch', 's', pane, '^half$', '--since', String(first + cursor));
        await house.ask('pane-send-keys', 's', pane, 'Enter');
      }
      expect((await endOf(house, id)).lines).toEqual(['half', '€', 'half', '😀']);
    }));

  it('a line of a megabyte that nothing ends is there to its last character', () =>
    withShell('bash', async (house) => {
      const said = await run(house, way, 'line 1000000');
      expect(said.code).toBe(0);
      expect(said.lines.map((line) => [line.length, /^x*$/.test(line)])).toEqual([[1_000_000, true]]);
      const longer = await run(house, way, 'line 1500000');
      expect(longer.lines.join('').length).toBe(1_500_000);
    }));

  it('ten thousand sequences leave the text alone, and forge nothing', () =>
    withShell('bash', async (house) => {
      const said = await run(house, way, 'sequences 10000');
      const expected = Array.from({ length: 1_428 }, (_, at) => `link${at * 7 + 6}`);
      expect(said).toMatchObject({ outcome: 'completed', code: 0, lost: 0 });
      expect(said.lines).toEqual([...expected, 'link']);
      expect((await house.exec('echo usable')).lines).toEqual(['usable']);
    }));

  it('a program that ends amid a sequence has its code and its last line', () =>
    withShell('bash', async (house) => {
      for (const [about, bytes] of UNFINISHED) {
        const said = await run(house, way, `unfinished '${bytes}'`);
        expect([about, said.outcome, said.code, said.lines[0]]).toEqual([about, 'failed', 7, 'last line']);
        const next = await house.exec('echo usable');
        expect([about, next.exit_code, next.lines]).toEqual([about, 0, ['usable']]);
      }
    }));

  it('is read without anything that a terminal obeys, by each way to read', () =>
    withShell('bash', async (house) => {
      const { panectl, ask } = house;
      const id = await start(house, way, `${ODD} invalid; ${ODD} controls; ${ODD} sequences 7`);
      const pane = String(field(await ask('exec-show', id), 'tmux_pane'));
      await panectl('exec-wait', id);
      for (const words of [
        ['pane-tail', 's', pane],
        ['pane-capture', 's', pane],
        ['session-logs', 's'],
        ['exec-output', id],
      ])
        for (const format of ['--json', '--text']) {
          const ran = await panectl(format, ...words);
          expect([words, ran.status]).toEqual([words, 0]);
          expect(ran.stdout.replaceAll('\n', '')).not.toMatch(OBEYED);
          expect(ran.stdout).toContain('link6');
        }
    }));
});
