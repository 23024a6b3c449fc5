import { describe, expect, it } from 'vitest';
import { endedOf, field, SHELLS, withShell } from './shell-house.ts';

const EVERYTHING = `$HOME \`id\` "q" \\\\ * ? [a] {b} ~ | & ; < > ( ) # % ^ = + , . / : @ - ! !! !x`;

describe.each(SHELLS)('a command line for %s', (shell) => {
  it('arrives as it was written', () =>
    withShell(shell, async ({ exec }) => {
      const lines: readonly (readonly [command: string, printed: readonly string[]])[] = [
        [
          `printf '%s\\n' '${EVERYTHING}'`,
          [shell === 'fish' ? EVERYTHING.replace('\\\\', '\\') : EVERYTHING],
        ],
        ['echo "a!b" x!y', ['a!b x!y']],
        ['echo one\necho "l1\nl2"', ['one', 'l1', 'l2']],
        ['echo 😀👩‍👩‍👧 漢字', ['😀👩‍👩‍👧 漢字']],
        ...(shell === 'fish' ? [] : [["echo '  lead'\t'tab'", ['  lead tab']] as const]),
        [`echo ${'x'.repeat(99_000)} | wc -c | tr -d ' '`, ['99001']],
      ];
      for (const [command, printed] of lines) expect((await exec(command)).lines).toEqual(printed);
    }));

  it('with a control character is refused', () =>
    withShell(shell, async ({ exec }) => {
      for (const command of ['echo \u0003', 'echo \u001b[A', ...(shell === 'fish' ? ['echo\ta'] : [])])
        expect((await exec(command)).error).toBe('usage');
    }));

  it('that is not complete is refused, and the shell is ready again', () =>
    withShell(shell, async ({ exec, ended }) => {
      for (const command of ['echo "open', 'for i in a', "echo 'x\ny"]) {
        const refused = await exec(command);
        expect([command, refused.error, refused.status]).toEqual([command, 'usage', 2]);
      }
      expect((await exec('echo usable')).lines).toEqual(['usable']);
      expect((await ended(4)).map(([, outcome]) => outcome)).toEqual([
        'ended',
        'ended',
        'ended',
        'completed',
      ]);
    }));

  it('that the shell does not understand has ended, and the shell is ready again', () =>
    withShell(shell, async ({ exec }) => {
      const refused = await exec(shell === 'fish' ? 'x(){ y; }' : 'echo )');
      expect(refused.status).toBe(shell === 'fish' ? 2 : 1);
      expect((await exec('echo usable')).lines).toEqual(['usable']);
    }));

  it('is quoted word by word after --', () =>
    withShell(shell, async ({ panectl }) => {
      const words = ["it's", 'a b', '$x', '!h', '*', '', '\\', "\\'", '"', 'ünï', '#', '~', '-n', '{a,b}'];
      const { status, json } = await panectl(
        'pane-exec',
        's',
        'main',
        '--wait',
        '--',
        'printf',
        '%s|',
        ...words,
      );
      expect(endedOf(status, json).lines).toEqual([`${words.join('|')}|`]);
    }));

  it('of two callers at once is taken from one', () =>
    withShell(shell, async ({ panectl }) => {
      const answers = await Promise.all(
        [1, 2, 3].map((n) => panectl('pane-exec', 's', 'main', `sleep 1000; echo ${n}`)),
      );
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([0, 4, 4]);
      const refused = answers.find(({ status }) => status === 4);
      expect(field(refused?.json, 'error', 'code')).toBe('pane_busy');
    }));
});

describe.each(SHELLS)('the output of a command in %s', (shell) => {
  it('is what it printed, line by line', () =>
    withShell(shell, async ({ exec }) => {
      const cases: readonly (readonly [command: string, printed: readonly string[]])[] = [
        ['printf abc', ['abc']],
        ["printf 'a\\nb'", ['a', 'b']],
        ["printf '10%%\\r20%%\\r100%%\\n'", ['100%']],
        [`printf '${'w'.repeat(200)}\\n'`, ['w'.repeat(200)]],
        [`printf '${'漢'.repeat(90)}\\n'`, ['漢'.repeat(90)]],
        [`printf '${'w'.repeat(80)}'`, ['w'.repeat(80)]],
        ["printf '\\033[31mred\\033[0m\\n\\n'", ['red', '']],
        ["printf 'abc\\b\\bX\\n'", ['aXc']],
        ['true', []],
      ];
      for (const [command, printed] of cases) {
        expect([command, (await exec(command)).lines]).toEqual([command, printed]);
      }
    }));
});
