import { describe, expect, test } from 'vitest';
import { at } from '../daemon/real-daemon.ts';
import { type Stream, streamPanectl } from '../support/stream-panectl.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

const follow = async (
  house: PanectlHouse,
  args: readonly string[],
  body: (stream: Stream) => Promise<void>,
): Promise<void> => {
  const stream = streamPanectl(house, 'orchestration-log', ...args, '--follow');
  try {
    await body(stream);
  } finally {
    stream.interrupt();
    await stream.ended;
  }
};

const typesOf = (events: readonly unknown[]): readonly unknown[] => events.map((event) => at(event, 'type'));
const numbersOf = (events: readonly unknown[]): readonly unknown[] => events.map((event) => at(event, 'seq'));

/** Something that is logged: `keys.sent` or the like. */
const label = (house: PanectlHouse, name: string): Promise<unknown> =>
  house.ask('pane-metadata-set', 'build', 'main', 'note', name);

const notesOf = (events: readonly unknown[]): readonly unknown[] =>
  events.map((event) => at(event, 'data', 'value'));

describe('orchestration-log --follow', () => {
  test('prints what was, then what happens, each event once and in order', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 'build');
      await label(house, 'old');
      await follow(house, ['--since', '1'], async ({ lines, items }) => {
        await until(() => lines().some((line) => line.includes('"old"')), { what: 'the old event' });
        for (let count = 0; count < 5; count += 1) await label(house, `new ${count}`);
        await until(() => lines().some((line) => line.includes('"new 4"')), { what: 'the last event' });
        expect(items()).toEqual(at(await house.ask('orchestration-log', '--since', '1'), 'events'));
        const seqs = numbersOf(items()).map(Number);
        expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      });
    }));

  test('keeps to a session and a type, and begins with the newest', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 'build');
      await house.ask('session-create', 'other');
      for (let count = 0; count < 12; count += 1) await label(house, `old ${count}`);
      await follow(house, ['build', '--type', 'pane.metadata_set'], async ({ lines, items }) => {
        await until(() => lines().length === 10, { what: 'the newest ten' });
        await house.ask('pane-metadata-set', 'other', 'main', 'note', 'elsewhere');
        await house.ask('pane-create', 'build', 'second');
        await label(house, 'new');
        await until(() => lines().length === 11, { what: 'the new event' });
        expect(typesOf(items()).every((type) => type === 'pane.metadata_set')).toBe(true);
        expect(notesOf(items())).toEqual([
          ...Array.from({ length: 10 }, (_, index) => `old ${index + 2}`),
          'new',
        ]);
      });
    }));

  test('speaks to people in lines of text', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 'build');
      await follow(house, ['--text'], async ({ lines }) => {
        await label(house, 'to \u001b[31mread');
        await until(() => lines().some((line) => line.includes('pane.metadata_set')), { what: 'a line' });
        expect(lines().join('\n')).not.toContain('\u001b');
        expect(lines().at(-1)).toMatch(/^ *\d+ \S+ pane\.metadata_set +build\/main by cli/);
      });
    }));

  test('ends with 130 at Ctrl-C, and when nobody reads any more', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 'build');
      await follow(house, ['-n', '1'], async ({ lines, interrupt, ended }) => {
        await until(() => lines().length > 0, { what: 'the first line' });
        interrupt();
        expect(await ended).toBe(130);
      });
      await follow(house, ['-n', '1'], async ({ lines, closeOutput, ended }) => {
        await until(() => lines().length > 0, { what: 'the first line' });
        closeOutput();
        await label(house, 'into the void');
        await label(house, 'again');
        expect(await ended).toBe(0);
      });
    }));

  test('takes a time in many forms', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 'build');
      for (const [since, isShown] of TIMES) {
        const events = at(await house.ask('orchestration-log', '--since', since), 'events');
        expect([since, Array.isArray(events) && events.length > 0]).toEqual([since, isShown]);
      }
      expect(await house.panectl('orchestration-log', '--follow', '--since', 'tea')).toMatchObject({
        status: 2,
      });
    }));
});

const TIMES = [
  ['1', true],
  ['120s', true],
  ['5m ago', true],
  ['2020-01-01', true],
  ['2020-01-01T00:00:00+02:00', true],
  ['2999-01-01T00:00:00Z', false],
] as const;
