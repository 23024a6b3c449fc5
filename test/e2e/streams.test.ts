import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Stream, streamPanectl } from '../support/stream-panectl.ts';
import { processesNaming } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { row, rows } from './hostile-corpus.ts';

/** A pane that says `text` and then what it is told. */
const echoing = async ({ ask }: PanectlHouse, label: string, session = 's'): Promise<void> => {
  await ask('pane-create', session, label, '--command', `stty -echo; echo ${label} began; exec cat`);
  await ask('pane-watch', session, label, `^${label} began$`);
};

const say = ({ ask }: PanectlHouse, label: string, text: string, session = 's'): Promise<unknown> =>
  ask('pane-send-keys', session, label, text, '--literal', '--enter');

const textsIn = (stream: Stream): readonly unknown[] => stream.items().map((item) => row(item).text);

const saw = (stream: Stream, ...texts: readonly string[]): Promise<unknown> =>
  until(() => texts.every((text) => textsIn(stream).includes(text)), { what: `${texts.join(', ')}` });

describe.each([
  ['pane-tail', ['pane-tail', 's', 'p', '--follow']],
  ['pane-stream', ['pane-stream', 's', 'p', '--since', '0']],
  ['session-logs', ['session-logs', 's', '--follow']],
])('%s that follows', (_name, words) => {
  it('gives what is there and each new line as one JSON object, until Ctrl-C', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      await echoing(house, 'p');
      const stream = streamPanectl(house, ...words);
      await saw(stream, 'p began');
      await say(house, 'p', 'one "two" 😀 \\');
      await saw(stream, 'one "two" 😀 \\');
      await say(house, 'p', 'three');
      await saw(stream, 'three');
      expect(textsIn(stream)).toEqual(['p began', 'one "two" 😀 \\', 'three']);
      expect(stream.items()[1]).toMatchObject({ cursor: 1, at: expect.stringMatching(/^\d{4}-.*Z$/) });
      stream.interrupt();
      expect([await stream.ended, stream.stderr()]).toEqual([130, '']);
    }));

  it('ends with its pane, and quietly where nobody reads it any more', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      await echoing(house, 'p');
      const read = streamPanectl(house, ...words);
      const left = streamPanectl(house, ...words);
      await saw(read, 'p began');
      await saw(left, 'p began');
      left.closeOutput();
      await say(house, 'p', 'more');
      await say(house, 'p', 'and more');
      expect([await left.ended, left.stderr()]).toEqual([0, '']);
      // What was typed is printed by a program, which may not have had its turn yet.
      await saw(read, 'more', 'and more');
      await house.ask('session-kill', 's');
      expect([await read.ended, read.stderr()]).toEqual([0, '']);
      // The prompt of the plain shell beside it is an unfinished line of the session, too.
      expect(textsIn(read).filter((text) => !/^[#$] $/.test(String(text)))).toEqual([
        'p began',
        'more',
        'and more',
      ]);
    }));
});

describe('session-logs', () => {
  it('merges panes of several sessions by time, and gives those and the times that were asked for', () =>
    withPanectl(async (house) => {
      const { ask } = house;
      await ask('session-create', 's');
      await ask('session-create', 't');
      await echoing(house, 'p');
      await echoing(house, 'q', 't');
      const order = ['p', 'q', 'q', 'p', 'q', 'p'];
      for (const [at, label] of order.entries()) {
        const session = label === 'p' ? 's' : 't';
        await say(house, label, `line ${at}`, session);
        await ask('pane-watch', session, label, `^line ${at}$`, '--since', '0');
      }
      const logs = async (...words: readonly string[]) =>
        rows(row(await ask('session-logs', ...words)).lines);
      const texts = async (...words: readonly string[]) => (await logs(...words)).map(({ text }) => text);
      const all = order.map((_label, at) => `line ${at}`);
      expect(await texts('s', 't')).toEqual(['p began', 'q began', ...all]);
      expect(await texts()).toEqual(['p began', 'q began', ...all]);
      expect(await texts('t')).toEqual(['q began', 'line 1', 'line 2', 'line 4']);
      expect(await texts('s', 't', '--pane', 'p')).toEqual(['p began', 'line 0', 'line 3', 'line 5']);
      expect(await texts('-n', '2')).toEqual(['line 4', 'line 5']);
      const lines = await logs('s', 't');
      expect(lines[3]).toEqual({
        ...{ session: 't', label: 'q', pane_id: 1, cursor: 1, text: 'line 1' },
        at: expect.any(String),
      });
      const [from, to] = [String(lines[4]?.at), String(lines[6]?.at)];
      const between = lines
        .filter(({ at }) => String(at) >= from && String(at) <= to)
        .map(({ text }) => text);
      expect(await texts('--since', from, '--until', to)).toEqual(between);
      expect(await texts('--since', '1h')).toHaveLength(8);
      expect(await texts('--until', '1h')).toEqual([]);
      for (const words of [
        ['--since', 'yesterday'],
        ['--until', '32nd of May'],
      ])
        expect((await house.panectl('session-logs', ...words)).status).toBe(2);
      for (const words of [['nope'], ['s', '--pane', 'nope']])
        expect((await house.panectl('session-logs', ...words)).status).toBe(3);
    }));

  it('that follows gives panes that come later, too', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      await house.ask('session-create', 't');
      await echoing(house, 'p');
      const stream = streamPanectl(house, 'session-logs', 's', '--follow');
      const one = streamPanectl(house, 'session-logs', 's', '--pane', 'p', '--follow');
      await saw(stream, 'p began');
      await saw(one, 'p began');
      await echoing(house, 'later');
      await echoing(house, 'elsewhere', 't');
      await say(house, 'p', 'last');
      await saw(stream, 'later began', 'last');
      await saw(one, 'last');
      expect(stream.items()[1]).toMatchObject({ session: 's', label: 'later', cursor: 0 });
      expect(textsIn(stream)).toEqual(['p began', 'later began', 'last']);
      expect(textsIn(one)).toEqual(['p began', 'last']);
      await house.ask('pane-kill', 's', 'p');
      expect(await one.ended).toBe(0);
      stream.interrupt();
      expect(await stream.ended).toBe(130);
    }));
});

describe('pane-stream with a callback', () => {
  const prepare = async (house: PanectlHouse) => {
    await house.ask('session-create', 's');
    await echoing(house, 'p');
    return join(house.tmux.folder, 'got');
  };
  const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

  it('gives it each line on its standard input, one after the other', () =>
    withPanectl(async (house) => {
      const got = await prepare(house);
      const stream = streamPanectl(
        house,
        'pane-stream',
        's',
        'p',
        `cat >> ${got}; echo seen`,
        '--since',
        '0',
      );
      await say(house, 'p', '$(touch x) `id` "q" \\n 漢');
      await until(() => read(got) === 'p began\n$(touch x) `id` "q" \\n 漢\n', { what: 'both lines' });
      await until(() => stream.lines().length === 2, { what: 'what the callback prints' });
      stream.interrupt();
      expect(await stream.ended).toBe(130);
      expect(stream.lines()).toEqual(['seen', 'seen']);
      // Neither the stream behind it nor anything else goes on.
      await until(() => processesNaming(`${house.tmux.socket}\0pane-stream`).length === 0, {
        what: 'the stream to end',
      });
    }));

  it('goes on after one that failed, and says so at its end', () =>
    withPanectl(async (house) => {
      const got = await prepare(house);
      const callback = `read -r line; echo "$line" >> ${got}; test "$line" != bad`;
      const stream = streamPanectl(house, 'pane-stream', 's', 'p', callback);
      await until(() => processesNaming(`${house.tmux.socket}\0pane-stream`).length > 1, {
        what: 'the stream',
      });
      await until(
        async () => {
          await say(house, 'p', 'bad');
          return read(got).includes('bad');
        },
        { what: 'the callback' },
      );
      await say(house, 'p', 'good');
      await until(() => read(got).endsWith('good\n'), { what: 'the next line' });
      await house.ask('pane-kill', 's', 'p');
      expect(await stream.ended).toBe(1);
      expect(stream.stderr()).toContain('exit status 1');
    }));

  it('ends at once where it can not be run', () =>
    withPanectl(async (house) => {
      await prepare(house);
      const stream = streamPanectl(house, 'pane-stream', 's', 'p', '/no/such/callback', '--since', '0');
      expect(await stream.ended).toBe(2);
      expect(stream.stderr()).toContain('/no/such/callback');
      expect((await house.panectl('pane-stream', 's', 'p', '')).status).toBe(2);
    }));
});
