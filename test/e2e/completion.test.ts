import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { quoteWord, quoteWords } from '../../src/domain/shell-quote.ts';
import { PANECTL, runPanectl } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

const LABEL = 'z$(touch pwned)`touch pwned`; "q" b';

interface Typed {
  /** What is typed before a press of Tab, and what the line ends with then. */
  readonly steps: readonly (readonly [typed: string, shown: string])[];
  /** What the program is called with in the end. */
  readonly got: readonly string[];
}

const TYPED: readonly Typed[] = [
  {
    steps: [
      ['session-met', 'session-metrics'],
      ['sh', 'metrics shop'],
    ],
    got: ['session-metrics', 'shop'],
  },
  {
    steps: [
      ['pane list-det', 'pane list-detailed'],
      ['sho', 'detailed shop'],
    ],
    got: ['pane', 'list-detailed', 'shop'],
  },
  { steps: [['pane-status shop z', ' b']], got: ['pane-status', 'shop', LABEL] },
  {
    steps: [
      ['wait-any exit:sho', 'exit:shop/'],
      ['ma', 'shop/main'],
    ],
    got: ['wait-any', 'exit:shop/main'],
  },
  { steps: [['rule-show noti', 'notify-me']], got: ['rule-show', 'notify-me'] },
  { steps: [['pane-list --status=fai', '--status=failed']], got: ['pane-list', '--status=failed'] },
];

const SHELLS: readonly (readonly [shell: string, words: string, setUp: readonly string[]])[] = [
  ['bash', 'bash --norc --noprofile -i', ['source <(panectl completion bash)']],
  [
    'zsh',
    'zsh -f -i',
    [
      'autoload -Uz compinit && compinit -u -d zcompdump && unsetopt beep automenu',
      'source <(panectl completion zsh)',
    ],
  ],
  ['fish', 'fish --no-config --private -i', ['panectl completion fish | source']],
];

it('shells complete what is typed, and run nothing of it', () =>
  withPanectl(async (house) => {
    await house.ask('session-create', 'shop');
    await house.ask('pane-create', 'shop', LABEL);
    await house.ask('on-bell', 'shop', '*', "notify 'bell'", '--name', 'notify-me');
    await Promise.all(SHELLS.map((each) => completeIn(house, each)));
    // Nor do they wait for a daemon that hangs.
    const [pid = 0] = daemonsOf(house.tmux.socket);
    process.kill(pid, 'SIGSTOP');
    const ran = await complete(house, 'pane-status', '').finally(() => process.kill(pid, 'SIGCONT'));
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, 'words\n', '']);
  }));

it('starts no daemon, and is silent where none runs', () =>
  withPanectl(async (house) => {
    const ran = await complete(house, 'pane-status', '');
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, 'words\n', '']);
    expect(daemonsOf(house.tmux.socket)).toEqual([]);
  }));

const complete = ({ tmux, home }: PanectlHouse, ...words: readonly string[]) =>
  runPanectl(['__complete', 'bash', '-S', tmux.socket, ...words], {
    ...{ socket: null, env: { PANECTL_HOME: home } },
  });

const completeIn = async (
  house: PanectlHouse,
  [shell, words, setUp]: (typeof SHELLS)[number],
): Promise<void> => {
  const folder = join(house.tmux.folder, shell);
  const pane = await startShell(house, folder, words);
  const press = (...keys: readonly string[]) => house.tmux.run('send-keys', '-t', pane, ...keys);
  const screen = (isSo: (text: string) => boolean, what: string) =>
    until(async () => isSo(await house.tmux.run('capture-pane', '-p', '-J', '-t', pane)), {
      what: `${shell} ${what}`,
    });
  const got = async (text: string): Promise<void> => {
    await screen((shown) => shown.includes(text), `to run panectl with ${text}`);
    // What is typed before the prompt is there is a paste to zsh as well.
    await screen((shown) => /(^|\n)[^<\n]*[#$%>]$/.test(shown.trimEnd()), 'to ask for more');
  };
  for (const line of [...setUp, 'panectl ready']) await press('-l', '--', `${line}\n`);
  await got('<ready>');
  // What comes right behind is a paste to zsh, which completes nothing then.
  for (const { steps, got: words } of TYPED) {
    await press('-l', '--', 'panectl ');
    for (const [typed, shown] of steps) {
      await press('-l', '--', typed);
      await screen((text) => text.trimEnd().endsWith(typed), `to show ${typed}`);
      await press('Tab');
      await screen((text) => text.trimEnd().endsWith(shown), `to complete ${typed} to ${shown}`);
    }
    await press('Enter');
    await got(words.map((word) => `<${word}>`).join(''));
  }
  await press('-l', '--', 'panectl pane-status \\$\\(touch\\ pwned\\) z');
  await press('Tab');
  await press('Enter');
  await got('<pane-status><$(touch pwned)><z>');
  expect(existsSync(join(folder, 'pwned'))).toBe(false);
};

/** There `panectl` says what it was called with, but completes by the real one. */
const startShell = ({ tmux, home }: PanectlHouse, folder: string, words: string): Promise<string> => {
  const bin = join(folder, 'bin');
  const program = join(bin, 'panectl');
  const real = quoteWord(PANECTL);
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    program,
    `#!/bin/sh\ncase $1 in __complete | completion) exec ${real} "$@" ;; esac\nprintf '<%s>' "$@"; echo\n`,
  );
  chmodSync(program, 0o755);
  const env = quoteWords([
    ...[`PATH=${bin}${delimiter}${process.env.PATH ?? ''}`, `PANECTL_SOCKET=${tmux.socket}`],
    ...[`PANECTL_HOME=${home}`, `HOME=${folder}`],
  ]);
  const where = ['-d', '-t', 'work:', '-c', folder, '-P', '-F', '#{pane_id}'];
  return tmux.run('new-window', ...where, `env ${env} ${words}`);
};
