import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { field, type ShellHouse, textsOf, withShell } from '../daemon/shells/shell-house.ts';
import { runPanectl } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { expectUsage } from './hostile-corpus.ts';

const WORDS = fileURLToPath(new URL('../fixtures/bin/words', import.meta.url));

const METACHARACTERS = `$HOME \`id\` $(id) \${x} "q" \\ \\\\ * ? [a-z] {b,c} ~ | & ; < > ( ) # % ^ = + , . / : @ - ! !! !x $'\\n' && || ;; <<E >&2`;

/** What a program is to be given, each as one word. */
const ARGUMENTS: readonly string[] = [
  METACHARACTERS,
  'two\nlines\n\n\nand a last one',
  '😀👩‍👩‍👧🏳️‍🌈 漢字 e\u0301 \u00a0\u200b ﷽',
  '-n',
  '',
  ' ',
  '%begin 1 2 3',
  '#{pane_id}#(id)',
  '👩‍👩‍👧'.repeat(4_000),
  'x'.repeat(99_000),
];

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

const shortened = (text: string): string => text.slice(0, 40);

/** The words that the program got, once it has them. */
const given = async (file: string): Promise<readonly string[]> => {
  const read = (): string | null => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return null;
    }
  };
  const text = await until(read, { what: 'the words' });
  rmSync(file);
  return text.split('\0').slice(0, -1);
};

const commandOf = async ({ ask, panectl }: ShellHouse, made: unknown) => {
  const id = String(field(made, 'exec_id'));
  const ended = (await panectl('exec-wait', id)).json;
  const said = await ask('exec-output', id);
  return { ended, lines: textsOf(field(said, 'output')) };
};

describe('a command line with everything in it', () => {
  it('is run as it was written in a pane of its own, and kept so', () =>
    withShell('bash', async (house) => {
      const file = join(house.userHome, 'words');
      for (const word of ARGUMENTS) {
        const command = `${WORDS} ${file} ${quoted(word)} # and a comment`;
        const made = await house.ask('pane-create', 's', 'odd', '--unique', '--command', command);
        const { ended, lines } = await commandOf(house, made);
        expect([shortened(word), await given(file), lines]).toEqual([shortened(word), [word], ['1 words']]);
        expect(field(ended, 'data', 'command')).toBe(command);
      }
    }));

  it('of many lines is run as it was written, in a pane of its own and in a shell', () =>
    withShell('bash', async (house) => {
      const run = async (made: unknown, count: number): Promise<void> => {
        const id = String(field(made, 'exec_id'));
        const ended = (await house.panectl('exec-wait', id)).json;
        expect(field(ended, 'data', 'exit_code')).toBe(9);
        const said = await house.ask('exec-output', id, '-n', '10000', '--bytes', '1000000');
        expect(textsOf(field(said, 'output'))).toEqual(Array.from({ length: count }, (_, at) => `${at}`));
      };
      const lines = (count: number): string =>
        `${Array.from({ length: count }, (_, at) => `echo ${at}`).join('\n')}\n(exit 9)`;
      await run(await house.ask('pane-create', 's', 'many', '--command', lines(8_000)), 8_000);
      // An editor that draws its lines anew with each one takes long for thousands of them.
      await run(await house.ask('pane-exec', 's', 'main', lines(500)), 500);
    }));

  it('is refused where it is too long or has a NUL, and nothing was made', () =>
    withShell('bash', async ({ panectl, ask, tmux, home }) => {
      expectUsage(await panectl('pane-create', 's', 'odd', '--command', 'x'.repeat(100_001)), 'create');
      expectUsage(await panectl('pane-exec', 's', 'main', 'x'.repeat(100_001)), 'exec');
      expectUsage(await panectl('pane-send-keys', 's', 'main', 'x'.repeat(100_001)), 'keys');
      const options = { socket: tmux.socket, env: { PANECTL_HOME: home }, input: 'a\0b' };
      expectUsage(await runPanectl(['pane-send-keys', 's', 'main', '--stdin'], options), 'stdin');
      expect(await ask('pane-count', 's')).toEqual({ count: 1 });
      expect(await ask('exec-list', 's')).toMatchObject({ execs: [] });
    }));
});

describe('a program that is typed into', () => {
  /** A pane whose program copies its input to a file, with the terminal set so. */
  const copier = async ({ ask, userHome }: ShellHouse, mode: string) => {
    const file = join(userHome, mode);
    // There from the first moment on: what is typed is read there before the program may have begun.
    writeFileSync(file, '');
    const command = `stty ${mode} -echo; echo ready; exec cat > ${quoted(file)}`;
    await ask('pane-create', 's', mode, '--command', command);
    await ask('pane-watch', 's', mode, '^ready$');
    return () => readFileSync(file, 'utf8');
  };

  it('gets a hundred kilobytes to the last character where it reads as they come', () =>
    withShell('bash', async (house) => {
      const typed = await copier(house, 'raw');
      let all = '';
      for (const text of ['x'.repeat(100_000), '👩‍👩‍👧'.repeat(4_000), `${'line\n'.repeat(10_000)}`]) {
        await house.ask('pane-send-keys', 's', 'raw', '--literal', '--', text);
        all += text;
        await until(() => typed() === all, { what: shortened(text) });
      }
    }));

  it('is not given a line that its terminal would cut', () =>
    withShell('bash', async (house) => {
      const { ask, panectl, tmux, home } = house;
      const typed = await copier(house, 'icanon');
      const fits = 'x'.repeat(4_095);
      for (const [at, text] of [`${fits}x`, `a\n${fits}x\nb`, 'é'.repeat(2_048)].entries())
        expectUsage(await panectl('pane-send-keys', 's', 'icanon', '--literal', '--enter', '--', text), at);
      const options = { socket: tmux.socket, env: { PANECTL_HOME: home }, input: `${fits}x\n` };
      expectUsage(await runPanectl(['pane-send-keys', 's', 'icanon', '--stdin'], options), 'stdin');
      await ask('pane-send-keys', 's', 'icanon', '--literal', '--enter', '--', `a\n${fits}`);
      await until(() => typed() === `a\n${fits}\n`, { what: 'the lines that fit' });
    }));

  it('and is a shell without an editor refuses such a command line as well', () =>
    withShell('bash', async ({ ask, panectl, tmux }) => {
      await tmux.run('set-option', '-g', 'default-command', 'exec /bin/sh');
      await ask('pane-create', 's', 'plain');
      expectUsage(await panectl('pane-exec', 's', 'plain', `: ${'x'.repeat(4_095)}`), 'exec');
      const made = await ask('pane-exec', 's', 'plain', `echo ${'x'.repeat(4_000)}`);
      const id = String(field(made, 'exec_id'));
      await panectl('exec-wait', id);
      expect(textsOf(field(await ask('exec-output', id), 'output')).join('')).toContain('x'.repeat(4_000));
    }));
});
