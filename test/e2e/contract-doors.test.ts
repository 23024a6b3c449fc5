import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { isForShell } from '../support/doors.ts';
import { until } from '../support/until.ts';
import { maskedAnswer } from './masks.ts';
import { type Answer, type Call, type Side, type Sides, settled, withTwoDoors } from './two-doors.ts';
import {
  FOLLOWING,
  type Follower,
  PIPED,
  PRINTED,
  prepare,
  REFUSED,
  untried,
  WORKING,
} from './working-calls.ts';

const effectOf = new Map(COMMANDS.map(({ name, effect }) => [name, effect]));

const shown = (name: string, { status, stdout, stderr }: Answer) => ({
  ...{ status, stderr },
  stdout: maskedAnswer(name, effectOf.get(name) !== 'read', stdout),
});

const both = async ([shell, node]: Sides, name: string, call: Call) => {
  const words = { ...call, words: [name, ...call.words] };
  const [byShell, byNode] = await Promise.all([shell.run(words), node.run(words)]);
  return { byShell, byNode, isSame: same(shown(name, byShell), shown(name, byNode)) };
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The same by each door, and by that one. Who only reads may have to read again, until both have seen the same. */
const expectSame = async (
  sides: Sides,
  name: string,
  call: Call,
  takes: 'shell' | 'node' = 'node',
): Promise<Answer> => {
  await settled(sides);
  let last = await both(sides, name, call);
  const again = async (): Promise<boolean> => {
    if (!last.isSame) last = await both(sides, name, call);
    return last.isSame;
  };
  if (effectOf.get(name) === 'read' || name === 'panel')
    await until(again, { what: `the same answers of ${name}` }).catch(() => undefined);
  expect([name, shown(name, last.byShell)]).toEqual([name, shown(name, last.byNode)]);
  expect([name, last.byShell.took, last.byNode.took]).toEqual([name, takes, 'node']);
  return last.byShell;
};

it('a command that is new in the registry wants a call', () => {
  expect(untried(COMMANDS)).toEqual([]);
  expect(untried([...COMMANDS, { name: 'pane-dance' }])).toEqual(['pane-dance']);
});

describe('both doors', () => {
  it('give the same envelope in one line, and exit 0, for every command that works', () =>
    withTwoDoors(prepare, async (sides) => {
      for (const [name, words] of Object.entries(WORKING)) {
        const ran = await expectSame(sides, name, { words }, isForShell(name) ? 'shell' : 'node');
        expect([name, ran.status, ran.stderr]).toEqual([name, 0, '']);
        expect(ran.stdout).toMatch(/^\{"ok":true,"data":\{.*\}\}\n$/);
        expect(ran.stdout.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }
    }));

  it('give the same where a shell has to hand the call on, and where it takes a person', () =>
    withTwoDoors(prepare, async (sides) => {
      for (const [name, { words, code }] of Object.entries(REFUSED)) {
        const ran = await expectSame(sides, name, { words }, isForShell(name) ? 'shell' : 'node');
        expect(JSON.parse(ran.stdout)).toMatchObject({ ok: false, error: { code } });
      }
      for (const [name, calls] of Object.entries(PRINTED))
        for (const words of calls)
          expect((await expectSame(sides, name, { words }, isForShell(name) ? 'shell' : 'node')).status).toBe(
            0,
          );
      for (const [name, calls] of Object.entries(PIPED))
        for (const call of calls) expect((await expectSame(sides, name, call)).status).toBe(0);
      for (const [name, followers] of Object.entries(FOLLOWING))
        for (const follower of followers) {
          await settled(sides);
          const [byShell, byNode] = await Promise.all(sides.map((side) => follow(side, name, follower)));
          expect([name, byShell]).toEqual([name, byNode]);
        }
    }));
});

/** Its lines until it ends; of what is ended from outside the first one. */
const follow = async (side: Side, name: string, { words, end, status }: Follower) => {
  const stream = side.follow([name, ...words]);
  if (end !== null) await until(() => stream.lines().length > 0, { what: `a line of ${name}` });
  const lines = stream.lines();
  if (end !== null) stream[end]();
  expect([name, await stream.ended, stream.stderr(), side.took()]).toEqual([name, status, '', 'node']);
  return (end === null ? stream.lines() : lines.slice(0, 1)).map(side.masked);
};
