import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkShellText } from '../../../src/rules/action/shell-text.ts';
import { fillShell, type Template, type TemplateValues } from '../../../src/rules/action/template.ts';
import { readValue } from '../../../src/rules/action/value.ts';
import { HOSTILE_LINES, HOSTILE_TEXTS, PWNED } from '../hostile.ts';

const NONE: TemplateValues = {
  session: null,
  pane: null,
  pane_id: null,
  label: null,
  status: null,
  exit_code: null,
  signal: null,
  line: null,
  cpu: null,
  memory: null,
  rule: null,
  match: {},
};

/** Shell text as it stands in an action after that has been split: only the braces mean something. */
const template = (text: string): Template =>
  text.split(/(\{\{.*?\}\})/).flatMap((piece) => {
    const read = piece.startsWith('{{') ? readValue(piece, 0) : null;
    if (read?.ok === true) return [read.value.part];
    return piece === '' ? [] : [{ kind: 'text' as const, text: piece }];
  });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'panectl-shell-text-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const environment = () => ({
  PATH: process.env.PATH,
  HOME: folder,
  ZDOTDIR: folder,
  XDG_CONFIG_HOME: folder,
});

interface Shell {
  readonly name: string;
  readonly args: readonly string[];
  /** At a prompt: history and no comments; it reads line by line. */
  readonly isInteractive?: true;
}

const SHELLS: readonly Shell[] = [
  { name: 'sh', args: [] },
  { name: 'bash', args: ['--norc'] },
  { name: 'zsh', args: ['-f'] },
  { name: 'zsh', args: ['-f', '-o', 'rcquotes', '-o', 'extendedglob'] },
  { name: 'fish', args: ['--no-config'] },
  { name: 'bash', args: ['--norc', '-i'], isInteractive: true },
  { name: 'zsh', args: ['-f', '-i'], isInteractive: true },
];

const INSTALLED = SHELLS.filter(({ name }) =>
  (process.env.PATH ?? '').split(':').some((path) => existsSync(join(path, name))),
);

const run = ({ name, args, isInteractive }: Shell, script: string): string => {
  const file = join(folder, 'script');
  writeFileSync(file, script);
  const input = isInteractive === true ? { input: `${script}\n` } : {};
  return execFileSync(name, isInteractive === true ? args : [...args, file], {
    ...input,
    cwd: folder,
    env: environment(),
    encoding: 'utf8',
    stdio: [isInteractive === true ? 'pipe' : 'ignore', 'pipe', 'ignore'],
  });
};

/** A tab is a key of the line editor. */
const TYPEABLE = HOSTILE_LINES.filter((text) => !text.includes('\t'));

/** Each value in a command of its own, so that a shell that stumbles over one loses no other. */
const printing = (before: string, texts: readonly string[]): string =>
  texts
    .map((line) => fillShell(template(`printf '%s\\0' ${before}{{ line }}`), { ...NONE, line }))
    .join('\n');

describe('a value in shell text', () => {
  it.each(INSTALLED.map((shell) => [`${shell.name} ${shell.args.join(' ')}`, shell] as const))(
    'arrives in %s as it was, whatever it is',
    (_name, shell) => {
      const texts = shell.isInteractive === true ? TYPEABLE : HOSTILE_TEXTS;
      const printed = run(shell, printing('', texts)).split('\0').slice(0, -1);
      expect(printed).toEqual(texts.map((text) => text.replaceAll('\0', '')));
      expect(existsSync(join(folder, PWNED))).toBe(false);
    },
    60_000,
  );

  it.each(
    INSTALLED.filter(({ isInteractive }) => isInteractive !== true).map(
      (shell) => [`${shell.name} ${shell.args.join(' ')}`, shell] as const,
    ),
  )(
    'is one word in %s, whatever stands beside it',
    (_name, shell) => {
      const sign = fc.constantFrom(...`'"\\$\`(){}[]<>|&;!#~=*?^%@ \n-a`, 'é', '👍', '\ufffd');
      const texts = fc.sample(fc.string({ unit: sign, maxLength: 10 }), 150);
      const before = ['x', "'q'", '"d"', '-', '/', ':', ',', '.', '+', '@', '%', 'a=', '{{ line }}'];
      for (const piece of before) {
        const literal = { "'q'": 'q', '"d"': 'd' }[piece] ?? piece;
        const printed = run(shell, printing(piece, texts)).split('\0').slice(0, -1);
        const expected = texts.map((text) => `${literal === '{{ line }}' ? text : literal}${text}`);
        expect([piece, ...printed]).toEqual([piece, ...expected]);
      }
    },
    60_000,
  );

  it('is an empty word where it is not known, and without NUL', () => {
    expect(fillShell(template('a {{ line }} b'), NONE)).toBe("a '' b");
    expect(fillShell(template('a {{ line }}'), { ...NONE, line: 'x\0y' })).toBe("a 'xy'");
    expect(fillShell(template('a {{ cpu }}'), { ...NONE, cpu: 1.234 })).toBe("a '1.23'");
  });

  it.each([
    'echo {{ line }}',
    'echo {{line}} {{ label }}',
    'echo a{{ line }}b --name={{ label }}',
    'echo "a $x" {{ line }}',
    "echo 'it is' {{ line }}",
    "echo 'a\\\\' {{ line }}",
    `echo "$(date)" "\${x}" \`date\` $(date) {{ line }}`,
    'echo \\"{{ line }}\\"',
    'echo $x {{ line }} $HOME/{{ label }}',
    'cd /tmp && make {{ match.1 }}; echo {{ line }} | grep -c x > out-{{ label }} 2>&1',
    '(cd /tmp; echo {{ line }}) &',
    '{ echo {{ line }}; }',
    'if [ {{ label }} = api ]; then echo {{ line }}; else echo no {{ line }}; fi',
    '[ -n {{ line }} ] && [ {{ exit_code }} -gt 1 ] && [[ {{ cpu }} -gt 80 ]]',
    'for x in {{ label }} b; do echo "$x" {{ line }}; done',
    'for x do echo {{ line }}; done',
    'case {{ status }} in failed) echo {{ line }};; esac',
    'LINE={{ line }} ./handle.sh {{ label }}',
    'LINE={{ line }}; export NAME={{ label }}',
    'env LINE={{ line }} ./handle.sh',
    'exec ./handle.sh {{ line }}',
    'sudo -u deploy systemctl restart {{ label }}',
    'timeout -k 5 10 nice -n 5 nohup ./x {{ line }}',
    'sh -c \'echo "$1"\' sh {{ line }}',
    'python3 report.py {{ line }}',
    "python3 -c 'import sys' {{ line }}",
    "perl -ne 'print' -- {{ line }}",
    'node report.js {{ line }}',
    'sed -e s/a/b/ -- {{ line }}',
    "printf '%s: %s\\n' {{ label }} {{ line }}",
    'echo hi \\\n {{ line }}',
    'echo a != b ! {{ line }}',
    'exit {{ exit_code }}',
    'cat < {{ label }}.txt',
    'set -l x {{ line }}; and echo {{ line }}',
    'begin; echo {{ line }}; end',
    'f() { echo {{ line }}; }; f {{ line }}',
    'docker exec web echo {{ line }}',
    "find . -name {{ label }} -exec grep {{ line }} '{}' +",
    'echo no values',
    "echo '",
  ])('may stand in %s', (text) => {
    expect(checkShellText(template(text))).toMatchObject({ ok: true });
  });

  it.each([
    "echo '{{ line }}'",
    'echo "{{ line }}"',
    'echo "a {{ line }} b"',
    "echo $'{{ line }}'",
    'echo $"{{ line }}"',
    'echo $(echo {{ line }})',
    'echo "$(echo {{ line }})"',
    'echo `echo {{ line }}`',
    'echo "`echo {{ line }}`"',
    `echo \${x:-{{ line }}}`,
    `echo "\${x:-{{ line }}}"`,
    'echo $(( {{ exit_code }} + 1 ))',
    '(( {{ exit_code }} + 1 ))',
    'echo $[ {{ line }} ]',
    'echo $x[{{ line }}]',
    `echo \${x}[{{ line }}]`,
    'echo \\{{ line }}',
    `echo \${{ line }}`,
    'echo a # {{ line }}',
    "echo a # it's\necho {{ line }}",
    'cat <<EOF\n{{ line }}\nEOF',
    'cat <<{{ line }}',
    'cat <<< {{ line }}',
    'cat <({{ line }})',
    'cat <(echo {{ line }})',
    'echo x >({{ line }})',
    'echo =({{ line }})',
    'echo (string trim {{ line }})',
    'echo *({{ line }})',
    'echo @(a|{{ line }})',
    'x=({{ line }})',
    'x[{{ line }}]=1',
    'echo >& {{ line }}',
    'echo 2>&1{{ line }}',
    'cat <&{{ line }}',
    "echo 'a\\' {{ line }}",
    "echo $'a\\'b' {{ line }}",
    'echo "$(echo \')\')" {{ line }}',
    `echo "\${x#'}" {{ line }}`,
    "echo `echo '` {{ line }}",
    'echo \\c{{ line }}',
    'echo "done!" {{ line }}',
    'echo !x {{ line }}',
    'echo !{{ line }}',
    '((((((((((((((((((((((((((((((((((((((((((((({{ line }}',
  ])('may not stand in %j, where nothing could quote it', (text) => {
    const checked = checkShellText(template(text));
    expect(checked).toMatchObject({ ok: false, failure: { code: 'invalid_rule' } });
    expect(checked.ok ? null : checked.failure.data.caret).toContain('^');
  });

  it.each([
    '{{ line }}',
    '{{ label }}.sh',
    './{{ label }}',
    'a; {{ line }}',
    'a && {{ line }}',
    'a || {{ line }}',
    'a | {{ line }}',
    'a & {{ line }}',
    'a\n{{ line }}',
    '({{ line }})',
    '(a) {{ line }}',
    '{ {{ line }}; }',
    '! {{ line }}',
    'if {{ line }}; then a; fi',
    'if a; then {{ line }}; fi',
    'if a; then b; else {{ line }}; fi',
    'while {{ line }}; do a; done',
    'for x in a; do {{ line }}; done',
    'for x do {{ line }}; done',
    'for ((;;)) do {{ line }}; done',
    'case x in a) {{ line }};; esac',
    'case x in (a) {{ line }};; esac',
    'if { true } { {{ line }} }',
    'f() {{ line }}',
    'f () { {{ line }}; }',
    'begin; {{ line }}; end',
    'a; and {{ line }}',
    'not {{ line }}',
    'X=1 {{ line }}',
    'X={{ label }} {{ line }}',
    "'X='{{ line }}",
    '> out {{ line }}',
    'a \\\n&& \\\n {{ line }}',
    'time {{ line }}',
    'exec {{ line }}',
    'command {{ line }}',
    'builtin {{ line }}',
    'nohup {{ line }}',
    'env {{ line }}',
    'env X=1 {{ line }}',
    'env -S {{ line }}',
    'nice -n 5 {{ line }}',
    'timeout {{ line }} make',
    'timeout 5 {{ line }}',
    'sudo {{ line }}',
    'sudo -u me {{ line }}',
    'sudo -Z x {{ line }}',
    '/usr/bin/env {{ line }}',
    'find . -exec {{ line }} \\;',
    'coproc {{ line }}',
    'repeat 2 {{ line }}',
  ])('may not stand in %j, where it would become a command', (text) => {
    expect(checkShellText(template(text))).toMatchObject({ ok: false });
  });

  it.each([
    'eval {{ line }}',
    '\\eval {{ line }}',
    "'eval' {{ line }}",
    'builtin eval {{ line }}',
    'eval echo {{ line }}',
    'source {{ line }}',
    '. {{ line }}',
    'trap {{ line }} EXIT',
    'alias x={{ line }}',
    'sh -c {{ line }}',
    'sh -c "echo $1"{{ line }}',
    'bash -lc {{ line }}',
    '/bin/sh {{ line }}',
    'sh -e {{ line }}',
    'sudo -u me bash -c {{ line }}',
    '$SHELL -c {{ line }}',
    'docker exec web sh -c {{ line }}',
    'python3 -c {{ line }}',
    'python3 -{{ line }}',
    'perl -e {{ line }}',
    "perl -e 'print' {{ line }}",
    'node -e {{ line }}',
    'awk {{ line }} file',
    'sed s/a/{{ line }}/ file',
    'ssh host echo {{ line }}',
    'xargs {{ line }}',
    'watch {{ line }}',
    'su -c {{ line }}',
    'tmux display-message {{ line }}',
    'panectl pane-exec a b {{ line }}',
    '[[ {{ line }} -eq 1 ]]',
    '[ {{ line }} -eq 1 ]',
    '[ -v {{ line }} ]',
    'test -t {{ line }}',
    'let {{ line }}',
    'declare {{ line }}',
    'declare x={{ line }}',
    'export {{ line }}',
    'export PATH={{ line }}',
    'PATH={{ line }} ls',
    'LD_PRELOAD={{ line }} ls',
    'RANDOM={{ line }}',
    'unset {{ line }}',
    'read {{ line }}',
    'exit {{ line }}',
    'return {{ line }}',
    'printf {{ line }}',
    "printf '%d' {{ line }}",
    'printf -v {{ line }} x',
    'printf "$x" {{ line }}',
    'print -P {{ line }}',
    'math {{ line }}',
  ])('may not stand in %j, which would read it as code', (text) => {
    expect(checkShellText(template(text))).toMatchObject({ ok: false });
  });

  it('is refused with a caret under it and a way out', () => {
    expect(checkShellText(template('{{ line }}'))).toMatchObject({
      failure: { message: 'a value never becomes a command' },
    });
    expect(checkShellText(template('echo "{{ line }}"'))).toMatchObject({
      failure: { message: 'a value can not stand within quotes', hint: /leave the quotes away/ },
    });
  });
});

/**
 * Whatever passes the check, no shell runs what the value says: texts put together at random from what shells know,
 * with a value that would make a file.
 */
describe('shell text that was not refused', () => {
  const PIECES = [
    ...[
      "'",
      '"',
      '\\',
      '$',
      '`',
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      '<',
      '>',
      '|',
      '&',
      ';',
      '\n',
      '!',
      '#',
      '=',
      '~',
      '*',
    ],
    ...[
      ' ',
      ' ',
      ' ',
      'echo ',
      'true ',
      "printf '%s' ",
      'if ',
      'then ',
      'fi',
      'for x ',
      'in ',
      'case ',
      'esac',
      ';;',
      'f() ',
    ],
    ...[
      'sh ',
      '-c ',
      'exec ',
      'env ',
      'X=',
      'export ',
      '[[ ',
      ' ]]',
      '[ ',
      ' -eq 1',
      ' = b',
      '$((',
      '))',
      '$(',
      '<<',
      '>&',
    ],
    ...[
      '<(',
      '>(',
      '&>',
      "$'",
      '\\\n',
      '\\c',
      '$x[',
      '@(',
      '=(',
      'and ',
      'not ',
      'else ',
      'test ',
      'timeout 1 ',
      '-exec ',
    ],
  ];
  const RUN = `touch ${PWNED}`;
  const ATTEMPTS = [
    `$(${RUN})`,
    `';${RUN};'`,
    `a[$(${RUN})]`,
    `path[$(${RUN})]`,
    RUN,
    `";${RUN};"`,
    `-c ${RUN}`,
  ];

  it('runs nothing of a value', () => {
    const text = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 7 });
    const accepted = fc.tuple(text, text, fc.constantFrom(...ATTEMPTS)).map(([before, after, line]) => ({
      template: template(`${before.join('')}{{ line }}${after.join('')}`),
      line,
    }));
    const samples = fc
      .sample(accepted, 1_500)
      .filter((sample) => checkShellText(sample.template).ok)
      .slice(0, 120);
    expect(samples.length).toBe(120);
    for (const { name, args } of INSTALLED.filter(({ isInteractive }) => isInteractive !== true)) {
      const own = mkdtempSync(join(folder, 'run-'));
      // Each in a process of its own; most of them are syntax errors.
      const script = samples.map((sample, index) => {
        writeFileSync(join(own, `s${index}`), fillShell(sample.template, { ...NONE, line: sample.line }));
        return `timeout 1 ${name} ${args.join(' ')} ./s${index} </dev/null >/dev/null 2>&1
          [ ! -e ${PWNED} ] || { cat s${index}; exit; }`;
      });
      writeFileSync(join(own, 'all'), `${script.join('\n')}\ntrue`);
      const ran = execFileSync('sh', ['./all'], { cwd: own, env: environment(), encoding: 'utf8' });
      expect([name, ran]).toEqual([name, '']);
    }
  }, 120_000);
});
