import { describe, expect, it } from 'vitest';
import { untilTmux } from '../../journeys/stage.ts';
import { until } from '../../support/until.ts';
import { SHELLS, type ShellHouse, type Typed, withShell } from './shell-house.ts';

/** Ctrl-C of a person, and the new prompt. */
const interrupt = async ({ ask, panectl }: ShellHouse): Promise<void> => {
  await ask('pane-send-keys', 's', 'main', 'C-c');
  await until(async () => (await panectl('wait-any', 'ready:s/main', '--timeout', '1s')).status === 0, {
    what: 'the prompt after ^C',
  });
};

const lastOf = (screen: readonly string[]): string => screen.findLast((line) => line.trim() !== '') ?? '';

describe.each(SHELLS)('what a person types into %s', (shell) => {
  it('is an exec with its command line and code, each line once', () =>
    withShell(shell, async ({ type, ended, tmux, screen }) => {
      const lines: readonly Typed[] = [
        ['true', 'completed', 0],
        ['false', 'failed', 1],
        ["sh -c 'exit 42'", 'failed', 42],
        ['nosuchcommand', 'failed', 127],
        ['cd /tmp', 'completed', 0],
        ["sh -c 'kill -9 $$'", 'failed', 137],
        ['echo a; echo b | cat', 'completed', 0],
        [`printf '\\033]133;D;0;aid=00\\a'; sh -c 'exit 9'`, 'failed', 9],
        ['echo "漢 ü"', 'completed', 0],
        ['clear', 'completed', 0],
      ];
      for (const [index, line] of lines.entries()) {
        await tmux.run('send-keys', '-t', '=s:', '-l', line[0]);
        await tmux.run('send-keys', '-t', '=s:', 'Enter');
        await ended(index + 1);
      }
      expect(await ended(lines.length)).toEqual(lines);
      await type('echo shown');
      await ended(lines.length + 1);
      expect((await screen()).join('\n')).not.toMatch(/panectl|133|aid/);
    }));

  it('and runs nothing is none: an empty line, blanks, ^C at the prompt', () =>
    withShell(shell, async (house) => {
      await house.type('');
      await house.type('   ');
      await house.ask('pane-send-keys', 's', 'main', 'half a li', '--literal');
      // A ^C that comes while fish still reads what was typed is lost to it.
      await until(async () => lastOf(await house.screen()).includes('half a li'), { what: 'half a line' });
      await interrupt(house);
      // The shell was at its prompt all the time: it has taken ^C when what was typed stands on its line no more.
      await until(async () => !lastOf(await house.screen()).includes('half'), { what: 'an empty line' });
      expect((await house.exec('echo after')).lines).toEqual(['after']);
      expect(await house.ended(1)).toEqual([['echo after', 'completed', 0]]);
    }));

  it('ends by ^C with 130, and the shell goes on', () =>
    withShell(shell, async (house) => {
      await house.type('sleep 100');
      await untilTmux(house.tmux, '=s:', '#{pane_current_command}', 'sleep');
      await interrupt(house);
      expect(await house.ended(1)).toEqual([['sleep 100', 'failed', 130]]);
    }));

  it('over several lines is one exec', () =>
    withShell(shell, async ({ type, ended }) => {
      await type('echo "one');
      await type('two"');
      expect(await ended(1)).toEqual([['echo "one\ntwo"', 'completed', 0]]);
    }));

  it('runs while the shell itself reads a line for it', () =>
    withShell(shell, async ({ ask, exec, panectl, ended }) => {
      const waiting = exec("read line; sh -c 'exit 6'");
      await until(async () => (await panectl('pane-is-running', 's', 'main')).status === 0, {
        what: 'it to begin',
      });
      expect((await panectl('pane-wait', 's', 'main', '1s')).status).toBe(124);
      await ask('pane-send-keys', 's', 'main', 'text', 'Enter');
      expect(await waiting).toMatchObject({ outcome: 'failed', exit_code: 6 });
      expect(await ended(1)).toHaveLength(1);
    }));

  it('into a nested shell is no exec of its own', () =>
    withShell(shell, async ({ type, ended, tmux }) => {
      await type(shell);
      await type('echo nes""ted');
      await until(async () => (await tmux.run('capture-pane', '-p', '-t', '=s:')).includes('\nnested'), {
        what: 'the nested shell',
      });
      await type('exit 5');
      expect(await ended(1)).toEqual([[shell, 'failed', 5]]);
    }));

  it('to end it leaves the code that it was given', () =>
    withShell(shell, async ({ ask, exec, ended }) => {
      await ask('pane-create', 's', 'other');
      const last = await exec('exit 3', 'other');
      // tmux may throw the last mark away with the terminal: then nobody knows, and nobody says that he does.
      expect([
        ['failed', 3],
        ['ended', null],
      ]).toContainEqual([last.outcome, last.exit_code]);
      expect(last.status).toBe(1);
      expect(await ended(1)).toHaveLength(1);
    }));
});
