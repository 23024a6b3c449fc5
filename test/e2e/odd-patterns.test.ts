import { describe, expect, it } from 'vitest';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { OBEYED } from './hostile-corpus.ts';

/** Each takes a backtracking matcher longer than anybody lives on the line below. */
const EXPLOSIVE = [
  '(a+)+$',
  '(a|aa)+$',
  '^(a|a?)+$',
  '(.*a){25}$',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(x+x+)+y',
  '(?:(?:a*)*)*b$',
];
const LINE = `${'a'.repeat(12_000)}!`;

const prepare = async ({ ask }: PanectlHouse): Promise<void> => {
  await ask('session-create', 's');
  const print = "head -c 12000 /dev/zero | tr '\\0' a; echo '!'; echo printed";
  await ask('pane-create', 's', 'p', '--command', `${print}; exec cat`);
  await ask('pane-watch', 's', 'p', '^printed$');
};

describe('a pattern that explodes under backtracking', () => {
  it('is answered by every command that takes one, and so is everybody else meanwhile', () =>
    withPanectl(async (house) => {
      await prepare(house);
      const { panectl, ask } = house;
      for (const pattern of EXPLOSIVE) {
        const [found, watched, waited, listed] = await Promise.all([
          panectl('pane-has-pattern', 's', 'p', '--', pattern),
          panectl('pane-watch', 's', 'p', '--timeout', '1ms', '--', pattern),
          panectl('wait-any', '--timeout', '1ms', '--', `pattern:s/p:${pattern}`),
          ask('pane-count', 's'),
        ]);
        expect([pattern, found.status, found.json]).toMatchObject([pattern, 1, { data: { found: false } }]);
        expect([pattern, watched.status]).toEqual([pattern, 124]);
        expect([pattern, waited.status]).toEqual([pattern, 124]);
        expect(listed).toEqual({ count: 2 });
      }
      // The line is there: a pattern that fits it says so.
      expect((await panectl('pane-has-pattern', 's', 'p', '--', '^(a+)+!$')).json).toMatchObject({
        data: { found: true, line: LINE },
      });
      expect((await panectl('pane-watch', 's', 'p', '--', '^(a|aa)+!$')).status).toBe(0);
      const any = await panectl('wait-any', '--', 'pattern:s/p:^(?:(?:a*)*)*!$');
      expect(any.json).toMatchObject({ data: { outcome: 'fulfilled', results: [{ line: LINE }] } });
    }));

  it('or one that RE2 does not know is refused with its place, by every command that takes one', () =>
    withPanectl(async (house) => {
      await prepare(house);
      for (const pattern of ['(a', 'a(?=b)', '(a)\\1', '[z-a]', 'a{2000}', '(?<=a)b', '*', '(?P<a-b>a)']) {
        for (const words of [
          ['pane-has-pattern', 's', 'p', '--', pattern],
          ['pane-watch', 's', 'p', '--', pattern],
          ['pane-watch', 's', 'p', `--stop=${pattern}`, '--', 'x'],
          ['wait-any', '--', `pattern:s/p:${pattern}`],
          ['pane-tail', 's', 'p', `--grep=${pattern}`],
          ['pane-capture', 's', 'p', `--grep=${pattern}`],
        ]) {
          const ran = await house.panectl(...words);
          expect([words, ran.status, ran.json]).toMatchObject([
            words,
            6,
            {
              error: { code: 'invalid_pattern', data: { line: 1, caret: expect.stringMatching(/\n *\^$/) } },
            },
          ]);
          expect((await house.panectl('--text', ...words)).stdout).not.toMatch(OBEYED);
        }
      }
      expect((await house.panectl('pane-watch', 's', 'p', 'x'.repeat(1_001))).status).toBe(2);
    }));
});
