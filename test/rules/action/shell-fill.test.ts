import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkShellText } from '../../../src/rules/action/shell-text.ts';
import { fillShell } from '../../../src/rules/action/template.ts';
import { HOSTILE_LINES, HOSTILE_TEXTS, PWNED } from '../hostile.ts';
import { NONE, template } from './filled.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'panectl-shell-text-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

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
  );

  it.each(
    INSTALLED.filter(({ isInteractive }) => isInteractive !== true).map(
      (shell) => [`${shell.name} ${shell.args.join(' ')}`, shell] as const,
    ),
  )('is one word in %s, whatever stands beside it', (_name, shell) => {
    const sign = fc.constantFrom(...`'"\\$\`(){}[]<>|&;!#~=*?^%@ \n-a`, 'é', '👍', '\ufffd');
    const texts = fc.sample(fc.string({ unit: sign, maxLength: 10 }), 150);
    const before = ['x', "'q'", '"d"', '-', '/', ':', ',', '.', '+', '@', '%', 'a=', '{{ line }}'];
    for (const piece of before) {
      const literal = { "'q'": 'q', '"d"': 'd' }[piece] ?? piece;
      const printed = run(shell, printing(piece, texts)).split('\0').slice(0, -1);
      const expected = texts.map((text) => `${literal === '{{ line }}' ? text : literal}${text}`);
      expect([piece, ...printed]).toEqual([piece, ...expected]);
    }
  });

  it('is an empty word where it is not known, and without NUL', () => {
    expect(fillShell(template('a {{ line }} b'), NONE)).toBe("a '' b");
    expect(fillShell(template('a {{ line }}'), { ...NONE, line: 'x\0y' })).toBe("a 'xy'");
    expect(fillShell(template('a {{ cpu }}'), { ...NONE, cpu: 1.234 })).toBe("a '1.23'");
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
      // The same texts each time: what a random one does to its own folder is no verdict on us.
      .sample(accepted, { numRuns: 1_500, seed: 2_026 })
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
  });
});
