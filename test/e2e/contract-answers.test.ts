import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/commands/definition.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { atDoor } from '../support/at-door.ts';
import { DOORS, isForShell, throughDoor, untilShellDoor, withoutNode } from '../support/doors.ts';
import { eachOf } from '../support/each-of.ts';
import { type Ran, runPanectl } from '../support/run-panectl.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { maskedAnswer, maskedText } from './masks.ts';
import { prepare, WORKING } from './working-calls.ts';

/** Of these no pane is named that is there, or a session that is: a label to be, a name that may still come. */
const OF_NO_PANE: ReadonlySet<string> = new Set(['session-create', 'session-depends', 'pane-scale']);

/** Words for every positional of a command, `session` and `pane` as given. */
const wordsFor = ({ positionals, rest }: Command, session: string, pane: string): readonly string[] => {
  const words: Readonly<Record<string, string>> = {
    ...{ session, pane, with: 'main', label: 'nope', layout: 'tiled', command: 'true', pattern: 'x' },
    ...{
      action: 'notify x',
      duration: '1h',
      expression: 'cpu > 1',
      answer: 'no',
      question: '1',
      rule: 'watch',
    },
    ...{
      key: 'k',
      value: 'v',
      n: '1',
      window: 'new',
      lines: '5',
      timeout: '1s',
      deadline: '2099-01-01T00:00:00Z',
    },
  };
  const wanted = rest === null ? positionals : [...positionals, rest];
  return wanted.map((key) => words[key] ?? 'x');
};

const opened = async (house: PanectlHouse): Promise<void> => {
  await house.ask('daemon-start');
  await untilShellDoor(house);
};

/** By each door, where a door is for it; `inside`: from a pane, which says what server is meant. */
const byBoth = async (
  { tmux, env }: PanectlHouse,
  words: readonly string[],
  inside: Readonly<Record<string, string>> | null = null,
): Promise<Ran> => {
  const shell = isForShell(words[0] ?? '') ? withoutNode({ tmux }) : throughDoor('shell');
  const socket = inside === null ? tmux.socket : null;
  const run = (door: Readonly<Record<string, string>>) =>
    runPanectl(words, { socket, env: { ...env, ...inside, ...door } });
  const [byShell, byNode] = await Promise.all([run(shell), run(throughDoor('node'))]);
  const shown = ({ stdout }: Ran) => maskedAnswer('', true, maskedText(stdout));
  expect([words, byShell.status, byShell.stderr, shown(byShell)]).toEqual([
    ...[words, byNode.status, byNode.stderr, shown(byNode)],
  ]);
  return byShell;
};

describe.each(DOORS)('every command through the %s door', (door) => {
  it('prints text without anything that a terminal obeys', () =>
    atDoor(door, async (house) => {
      await prepare(house);
      const reading = COMMANDS.filter(({ name, effect }) => effect === 'read' && WORKING[name] !== undefined);
      for (const { name } of reading) {
        const ran = await house.panectl('--text', name, ...(WORKING[name] ?? []));
        expect([name, ran.status]).toEqual([name, 0]);
        expect(ran.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }
    }));
});

describe('every command, through both doors with the same words,', () => {
  it('is usage, exit 2, for an option, a word too many or a word too few', () =>
    withPanectl(async (house) => {
      await opened(house);
      // The standard output of `mcp` carries the protocol and nothing else.
      const calls = COMMANDS.filter(({ name }) => name !== 'mcp').flatMap((command) => [
        [command.name, '--no-such-option'],
        ...(command.rest === null
          ? [[command.name, ...wordsFor(command, 'work', '0'), 'more', 'words']]
          : []),
      ]);
      await eachOf(calls, async (call) => {
        const ran = await byBoth(house, call);
        expect([call, ran.status, ran.stderr]).toEqual([call, 2, '']);
        expect(ran.json).toMatchObject({ ok: false, error: { code: 'usage', hint: expect.any(String) } });
        expect(ran.stdout.indexOf('\n')).toBe(ran.stdout.length - 1);
      });
    }));

  it('says what exists where a session or pane does not, exit 3', () =>
    withPanectl(async (house) => {
      await opened(house);
      await house.ask('session-create', 'ours');
      await eachOf(COMMANDS, async (command) => {
        const isOfSession = command.positionals.includes('session') && command.name !== 'session-depends';
        if (command.errors.includes('session_not_found') && isOfSession) {
          const ran = await byBoth(house, [command.name, ...wordsFor(command, 'nope', 'main')]);
          expect([command.name, ran.status, ran.json]).toMatchObject([
            command.name,
            3,
            { ok: false, error: { code: 'session_not_found', data: { sessions: ['ours', 'work'] } } },
          ]);
        }
        if (command.errors.includes('pane_not_found') && command.positionals.includes('pane')) {
          // A rule may wait for a label that nobody bears yet.
          const pane = command.family === 'Rules' ? '%999' : 'nope';
          const ran = await byBoth(house, [command.name, ...wordsFor(command, 'ours', pane)]);
          expect([command.name, ran.status, ran.json]).toMatchObject([
            command.name,
            3,
            {
              ok: false,
              error: { code: 'pane_not_found', data: { session: 'ours', panes: [{ label: 'main' }] } },
            },
          ]);
        }
      });
      expect(await house.ask('pane-count', 'ours')).toEqual({ count: 1 });
    }));

  it("refuses a person's panes without --force, exit 4", () =>
    withPanectl(async (house) => {
      const { tmux, ask } = house;
      await opened(house);
      await tmux.run('split-window', '-t', 'work:');
      await ask('session-create', 'ours');
      const before = await tmux.run('list-panes', '-a', '-F', '#{pane_id} #{pane_pid} #{window_layout}');
      const refused = COMMANDS.filter(
        ({ name, errors }) =>
          errors.includes('refused_foreign') &&
          !name.startsWith('pane-create') &&
          !name.startsWith('rule-') &&
          !OF_NO_PANE.has(name),
      );
      expect(refused.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['pane-exec-timeout', 'pane-integrate']),
      );
      await eachOf(refused, async (command) => {
        const words = wordsFor(command, 'work', '0').map((word) => (word === 'main' ? '1' : word));
        const ran = await byBoth(house, [command.name, ...words]);
        expect([command.name, ran.status, ran.json]).toMatchObject([
          command.name,
          4,
          { ok: false, error: { code: 'refused_foreign', hint: expect.stringContaining('--force') } },
        ]);
      });
      expect(await tmux.run('list-panes', '-a', '-F', '#{pane_id} #{pane_pid} #{window_layout}')).toBe(
        before,
      );
      expect(await tmux.run('capture-pane', '-p', '-t', 'work:.0')).not.toContain('true');
    }));

  it("refuses the caller's own pane without --force, exit 4", () =>
    withPanectl(async (house) => {
      const { tmux, ask } = house;
      await opened(house);
      await ask('session-create', 'ours');
      await ask('pane-create', 'ours', 'other');
      const here = await tmux.run('list-panes', '-t', 'ours:', '-f', '#{==:#{@label},main}', '-F', '#D');
      const pid = await tmux.serverPid();
      const inside = { TMUX: `${tmux.socket},${pid},0`, TMUX_PANE: here };
      const refused = COMMANDS.filter(
        ({ name, errors }) => errors.includes('refused_self') && !OF_NO_PANE.has(name),
      );
      expect(refused.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['pane-exec-timeout', 'pane-integrate']),
      );
      await eachOf(refused, async (command) => {
        const words = wordsFor(command, '.', '.').map((word) => (word === 'main' ? 'other' : word));
        const ran = await byBoth(house, [command.name, ...words], inside);
        expect([command.name, ran.status, ran.json]).toMatchObject([
          command.name,
          4,
          { ok: false, error: { code: 'refused_self', data: { panes: [here] } } },
        ]);
      });
      expect(await ask('pane-count', 'ours')).toEqual({ count: 2 });
    }));
});
