import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { doorOf, seatsIn, untilShellDoor, withoutNode } from '../support/doors.ts';
import { eachOf } from '../support/each-of.ts';
import { callerEnvironment } from '../support/private-tmux.ts';
import { PANECTL, runPanectl } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

type Environment = Readonly<Record<string, string>>;

const takenIn = (door: string): readonly string[] =>
  seatsIn(door).filter((name) => !/^\d+$/.test(name) || existsSync(join(door, name, 'taken')));

/** A daemon whose shell door is open, and what stands in for Node so that only that door can answer. */
const withDoor = (body: (house: PanectlHouse, only: Environment) => Promise<void>): Promise<void> =>
  withPanectl(async (house) => {
    await house.ask('daemon-start');
    await untilShellDoor(house);
    await body(house, withoutNode(house));
  });

const call = ({ tmux, home }: PanectlHouse, words: readonly string[], env: Environment) =>
  runPanectl(words, { socket: tmux.socket, env: { PANECTL_HOME: home, PANECTL_DOOR: '', ...env } });

describe('both doors', () => {
  it('give the same bytes and exit status for answers of every kind', () =>
    withDoor(async (house, only) => {
      await house.ask('pane-metadata-set', 'work', '0', 'long', 'ü'.repeat(2_500));
      await house.ask('pane-metadata-set', 'work', '0', 'short', 'a\n\n"b"');
      const answered = [
        ['pane-count', 'work'],
        ['pane', 'count', 'work', '--text'],
        ['pane-metadata-get', 'work', '0', 'long'],
        ['--text', 'pane-metadata-get', 'work', '0', 'long'],
        ['pane-metadata-get', 'work', '0', 'short', '--text'],
        ['pane-has-pattern', 'work', '0', 'never'],
        ['wait-any', 'exit:work/0', '--timeout', '50ms', '--text'],
        ['rule-list'],
        ['nonsense', 'words'],
        ['--text', 'frobnicate'],
      ];
      await eachOf(answered, async (words) => {
        const [byDoor, byNode] = await Promise.all([
          call(house, words, only),
          call(house, words, { PANECTL_DOOR: 'node' }),
        ]);
        expect([words, byDoor]).toEqual([words, byNode]);
      });
    }));

  it('take every argument as it is, whatever shell sh is', () =>
    withDoor(async (house, only) => {
      const set = async (shell: string, env: Environment, ...value: readonly string[]): Promise<string> => {
        const script = `exec ${shell} "$0" -S "$1" pane-metadata-set work 0 k -- "\${2-$(${NO_UTF_8})}"`;
        const child = spawn('sh', ['-c', script, PANECTL, house.tmux.socket, ...value], {
          env: { ...callerEnvironment(), PANECTL_HOME: house.home, ...env },
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        const out: Buffer[] = [];
        child.stdout.on('data', (piece: Buffer) => out.push(piece));
        await once(child, 'close');
        return Buffer.concat(out).toString();
      };
      for (const value of [['\n a\n\n'], [''], ['\'"\\n\\0%s$(x)`*'], ['ü€𝄞'], ['-x'], ['--'], []]) {
        const said = await set('', { PANECTL_DOOR: 'node' }, ...value);
        expect(JSON.parse(said)).toMatchObject({ data: value.length === 0 ? {} : { value: value[0] } });
        for (const shell of SHELLS) expect([shell, await set(shell, only, ...value)]).toEqual([shell, said]);
      }
    }));

  it('share the work: what is too much for a shell goes to the other', () =>
    withDoor(async (house, only) => {
      const words = ['pane-has-pattern', 'work', '0', 'x'.repeat(100_000)];
      expect((await call(house, words, only)).status).toBe(97);
      expect((await call(house, words, {})).status).toBe(2);
      expect((await call(house, ['pane-count', 'work'], { ...only, PANECTL_DOOR: 'node' })).status).toBe(97);
    }));
});

/** Every shell of these that is here. */
const SHELLS = ['dash', 'bash', 'busybox sh', 'zsh --emulate sh'].filter(
  (shell) => spawnSync('sh', ['-c', `${shell} -c :`]).status === 0,
);
const NO_UTF_8 = "printf 'a\\377\\376b\\303(\\355\\240\\200z'";

const WAITING = ['pane-watch', 'work', '0', 'never', '--timeout', '10m'];

describe('a caller at the shell door', () => {
  it('that is killed or interrupted ends its wait, and leaves its seat to the next', () =>
    withDoor(async (house, only) => {
      for (const signal of ['SIGKILL', 'SIGINT', 'SIGTERM'] as const) {
        const child = spawn(PANECTL, ['-S', house.tmux.socket, ...WAITING], {
          env: { ...callerEnvironment(), PANECTL_HOME: house.home, ...only },
          stdio: 'ignore',
        });
        await until(() => takenIn(doorOf(house)).length === 1, { what: 'the wait' });
        child.kill(signal);
        expect(await once(child, 'close')).toEqual([null, signal]);
        await until(() => takenIn(doorOf(house)).length === 0, { what: 'the seat to be free' });
      }
      expect((await call(house, ['pane-count', 'work'], only)).status).toBe(0);
    }));

  it('finds a free seat among many, and Node where there is none', () =>
    withDoor(async (house) => {
      let ended = 0;
      const waits = Array.from({ length: 15 }, async () => {
        const { json } = await call(house, WAITING, {});
        ended += 1;
        return json;
      });
      await until(() => takenIn(doorOf(house)).length === 15, { what: 'everybody to wait' });
      const counts = Array.from({ length: 12 }, () => call(house, ['pane-count', 'work'], {}));
      for (const ran of await Promise.all(counts))
        expect(ran.stdout).toBe('{"ok":true,"data":{"count":1}}\n');
      const type = () => house.tmux.run('send-keys', '-t', 'work', 'echo ne""ver', 'Enter');
      await until(() => type().then(() => ended === 15), { what: 'everybody to end' });
      for (const json of await Promise.all(waits))
        expect(json).toMatchObject({ data: { outcome: 'matched' } });
      await until(() => takenIn(doorOf(house)).length === 0, { what: 'the seats to be free' });
    }));

  it('leaves nothing behind that outlives the daemon', () =>
    withDoor(async (house) => {
      const wait = call(house, WAITING, {});
      await until(() => takenIn(doorOf(house)).length === 1, { what: 'the wait' });
      await house.ask('pane-count', 'work');
      await house.panectl('daemon-stop');
      expect((await wait).status).toBe(5);
      expect(existsSync(doorOf(house))).toBe(false);
    }));
});

describe('a daemon that is killed', () => {
  const seed = Number(process.env.PANECTL_TEST_SEED ?? 7);

  it('ends every call at the shell door with its answer or with daemon_unavailable, and no call is done twice', () =>
    withDoor(async (house) => {
      const file = join(house.tmux.folder, 'typed');
      await house.ask('session-create', 'build');
      await house.ask('pane-create', 'build', 'cat', '--command', `cat >${file}`);
      const random = randomFrom(seed);
      const said: (readonly [string, number])[] = [];
      for (let round = 0; round < 4; round += 1) {
        await house.ask('pane-count', 'work');
        const daemon = await until(() => daemonsOf(house.tmux.socket)[0], { what: 'a daemon' });
        const wait = call(house, ['pane-watch', 'work', '0', 'never', '--timeout', '20s'], {});
        await until(() => takenIn(doorOf(house)).length > 0, { what: 'the wait' });
        await house.ask('pane-count', 'work');
        const texts = Array.from({ length: 12 }, (_, index) => `r${round}n${index}.`);
        const typing = texts.map(async (text) => {
          const words = ['pane-send-keys', 'build', 'cat', text, '--literal', '--enter'];
          said.push([text, (await call(house, words, {})).status]);
        });
        // Somewhere among them: how long they take differs from machine to machine.
        await Promise.race([...typing.slice(0, Math.floor(random() * 12) + 1), wait]);
        await new Promise((resolve) => setTimeout(resolve, random() * 4));
        process.kill(daemon, 'SIGKILL');
        const { status, json } = await wait;
        // 124: so slow that it had not asked yet, and asked the next daemon then.
        if (status !== 124)
          expect([status, json]).toMatchObject([5, { ok: false, error: { code: 'daemon_unavailable' } }]);
        await Promise.all(typing);
      }
      const typed = (): string => readFileSync(file, 'utf8');
      await until(() => said.every(([text, status]) => status !== 0 || typed().includes(text)), {
        what: 'what was typed',
      });
      for (const [text, status] of said) {
        expect([0, 5]).toContain(status);
        expect([text, typed().split(text).length]).toEqual([text, status === 0 ? 2 : expect.any(Number)]);
        expect(typed().split(text).length).toBeLessThanOrEqual(2);
      }
      expect(said.length).toBe(48);
    }));
});

/** Park and Miller's minimal standard generator. */
const randomFrom = (start: number) => {
  let state = start;
  return (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};
