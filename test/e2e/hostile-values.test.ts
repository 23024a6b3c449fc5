import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPanectl } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { expectNothingRan, expectUsage, MARKER, OBEYED, row, TEXTS } from './hostile-corpus.ts';

const panes = ({ tmux }: PanectlHouse) =>
  tmux.run('list-panes', '-a', '-F', '#{session_id} #{window_id} #{window_layout} #{pane_id} #{pane_pid}');

/** A pane that writes all it is sent to a file, as it is. */
const recorder = async ({ ask, panectl, tmux }: PanectlHouse): Promise<() => string> => {
  const file = join(tmux.folder, 'typed');
  await ask(
    'pane-create',
    'ours',
    'raw',
    '--command',
    `stty raw -echo; : > '${file}'; echo ready; exec cat >> '${file}'`,
  );
  await until(async () => (await panectl('pane-has-pattern', 'ours', 'raw', '^ready$')).status === 0, {
    what: 'the recorder',
  });
  return () => readFileSync(file, 'utf8');
};

describe('options that nobody meant well', () => {
  it('are refused before anything is made', () =>
    withPanectl(async (house) => {
      const { ask, panectl } = house;
      await ask('session-create', 'ours');
      const before = await panes(house);
      const sizes = [
        '',
        '0x0',
        '1x1',
        '-5x10',
        '10',
        '80x',
        '1e3x5',
        '99999x99999',
        '80x24; kill-server',
        ' 80x24',
      ];
      for (const size of sizes)
        expectUsage(await panectl('session-create', 'new', `--size=${size}`), ['size', size]);
      for (const size of ['', '-1', '50%%', '#{pane_id}', '10 ; kill-server', '1e9', '٣'])
        expectUsage(await panectl('pane-create', 'ours', 'new', '--split', 'h', `--size=${size}`), size);
      for (const cwd of TEXTS.filter((text) => !['~', '', '\\', ' ', '.'].includes(text)))
        expectUsage(await panectl('pane-create', 'ours', 'new', `--cwd=${cwd}`), ['cwd', cwd.slice(0, 50)]);
      for (const env of ['', 'A', '=x', '1A=x', 'A B=x', 'A;B=x', '-x=1', 'A\n=x', '#{x}=y'])
        expectUsage(await panectl('pane-create', 'ours', 'new', `--env=${env}`), ['env', env]);
      for (const layout of TEXTS.filter((text) => text !== ''))
        expectUsage(await panectl('session-layout', 'ours', `--window=0`, '--', layout), layout.slice(0, 50));
      for (const layout of ['0000,200x50,0,0,1', 'b25d,80x24,0,0,0{', 'tiled ; kill-server'])
        expectUsage(await panectl('pane-create', 'ours', 'new', '--layout', layout), layout);
      for (const window of ['@99', '99', '#{window_id}', '{end}', '+1', '!', `#(touch ${MARKER})`])
        expectUsage(await panectl('pane-create', 'ours', 'new', `--window=${window}`), window);
      for (const key of ['', 'a b', '1', 'a;b', '#{x}', 'a\nb', '-x'])
        expectUsage(await panectl('pane-metadata-set', 'ours', 'main', '--', key, 'v'), ['key', key]);
      expect(await panes(house)).toBe(before);
      expectNothingRan(house);
    }));

  it('a folder and an environment are taken as they are called', () =>
    withPanectl(async (house) => {
      const { ask, panectl, tmux } = house;
      await ask('session-create', 'ours');
      const names = [
        `#(touch ${MARKER})#{pane_id} %H:%M`,
        `$(touch ${MARKER}) ;'"\\`,
        'a\nb 👩‍👩‍👧',
        '-x',
        '#[x##{y',
      ];
      for (const [index, name] of names.entries()) {
        const cwd = join(tmux.folder, name);
        mkdirSync(cwd);
        const label = `at-${index}`;
        await ask(
          ...['pane-create', 'ours', label, `--cwd=${cwd}`, `--env=VALUE=${name}`],
          ...['--command', 'printf %s "$VALUE" > seen; pwd -P > where; cat'],
        );
        const read = (file: string) => {
          try {
            return readFileSync(join(cwd, file), 'utf8');
          } catch {
            return null;
          }
        };
        await until(() => read('where') === `${cwd}\n`, { what: JSON.stringify(name) });
        expect(read('seen')).toBe(name);
        const session = `s-${index}`;
        await ask('session-create', session, `--cwd=${cwd}`);
        expect(await tmux.run('display-message', '-p', '-t', `=${session}:`, '#{session_path}')).toBe(cwd);
        await ask('pane-create', session, 'inherits', '--command', 'cat');
        await until(async () => row(await ask('pane-status', session, 'inherits')).cwd === cwd, {
          what: `the folder of a pane in ${session}`,
        });
      }
      expect((await panectl('--text', 'pane-list-detailed', 'ours')).stdout).not.toMatch(OBEYED);
      expectNothingRan(house);
    }));

  it('metadata is kept exactly, whatever it is', () =>
    withPanectl(async (house) => {
      const { ask, panectl } = house;
      for (const text of TEXTS.filter((each) => each.length < 50_000)) {
        await ask('pane-metadata-set', 'work', '0', 'value', '--', text);
        const { value } = row(await ask('pane-metadata-get', 'work', '0', 'value'));
        expect(value).toBe(text.startsWith('"') ? JSON.parse(text) : text);
        expect((await panectl('--text', 'pane-metadata-get', 'work', '0')).stdout).not.toMatch(OBEYED);
      }
      expectUsage(await panectl('pane-metadata-set', 'work', '0', 'value', 'x'.repeat(100_000)), 'long');
      const json = '{"__proto__": {"a": 1}, "b": [null, "\\u001b"]}';
      await ask('pane-metadata-set', 'work', '0', '__proto__', json);
      const got = await panectl('pane-metadata-get', 'work', '0');
      expect(got.stdout).toContain('"__proto__":{"__proto__":{"a":1},"b":[null,"\\u001b"]}');
      expect((await panectl('pane-metadata-get', 'work', '0', 'constructor')).json).toEqual({
        ok: true,
        data: { key: 'constructor', value: null },
      });
      expectNothingRan(house);
    }));

  it('a name of a caller is only a name', () =>
    withPanectl(async (house) => {
      const { panectl, ask } = house;
      for (const name of [
        `#(touch ${MARKER})`,
        '$(x)',
        '\u001b[31m',
        '%exit',
        'a\n%exit',
        '👩‍👩‍👧',
        "'; x",
      ]) {
        const made = await panectl('--as', name, 'session-create', 'named');
        expect(made.json).toMatchObject({ ok: true, data: { owner: { kind: 'cli', name } } });
        expect((await panectl('--text', 'orchestration-log')).stdout).not.toMatch(OBEYED);
        await ask('session-kill', 'named');
      }
      expectNothingRan(house);
    }));
});

describe('what is typed', () => {
  it('arrives exactly, and is nothing else on the way', () =>
    withPanectl(async (house) => {
      const { ask, tmux, home } = house;
      await ask('session-create', 'ours', '--cwd', tmux.folder);
      const typed = await recorder(house);
      let all = '';
      for (const text of TEXTS.filter((each) => each !== '' && each.length < 50_000)) {
        await ask('pane-send-keys', 'ours', 'raw', '--literal', '--', text);
        all += text;
        await until(() => typed() === all, { what: JSON.stringify(text.slice(0, 50)) });
      }
      const piped = `${TEXTS.join('\u0001')}end`;
      const options = { socket: tmux.socket, env: { PANECTL_HOME: home }, input: piped };
      const ran = await runPanectl(['pane-send-keys', 'ours', 'raw', '--stdin'], options);
      expect(ran.status).toBe(0);
      await until(() => typed() === all + piped, { what: 'standard input' });
      const nul = await runPanectl(['pane-send-keys', 'ours', 'raw', '--stdin'], {
        ...options,
        input: 'a\0b',
      });
      expectUsage(nul, 'NUL');
      expect(typed()).toBe(all + piped);
      expect(await tmux.lines('list-buffers')).toEqual([]);
      expectNothingRan(house);
    }));

  it('as a command line is run by the shell alone, and with a control character not at all', () =>
    withPanectl(async (house) => {
      const { ask, panectl, tmux } = house;
      await ask('session-create', 'ours');
      const file = join(tmux.folder, 'words');
      const words = TEXTS.filter((text) => !/[\u0000-\u001f\u007f-\u009f]/.test(text) && text.length < 900);
      await ask('pane-exec', 'ours', 'main', '--', 'printf', '%s\\n', ...words, '--as-it-is');
      // The shell's own words, by way of its redirection, need a line of their own.
      await until(async () => row(await ask('pane-status', 'ours', 'main')).status !== 'running', {
        what: 'the first command',
      });
      const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
      await ask('pane-create', 'ours', 'job', '--command', `printf '%s\\n' ${quoted} > '${file}'`);
      const written = () => {
        try {
          return readFileSync(file, 'utf8');
        } catch {
          return null;
        }
      };
      await until(() => written() === words.map((word) => `${word}\n`).join(''), { what: 'the words' });
      for (const text of ['\u001b[31m', 'a\u0003b', 'a\u009bb', '\u0004', '   ', ''])
        expectUsage(await panectl('pane-exec', 'ours', 'main', text), ['exec', text]);
      expectNothingRan(house);
    }));
});
