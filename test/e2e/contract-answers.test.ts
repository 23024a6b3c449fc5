import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/commands/definition.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { runPanectl } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

/** A call of every command that works: in `ours` are a plain shell `main`, a marked one `shell` and a finished command `done`. */
const WORKING: Readonly<Record<string, readonly string[]>> = {
  'session-create': ['made', '--cwd', '/'],
  'session-kill': ['made'],
  'session-list': [],
  'session-layout': ['ours', 'even-vertical'],
  'session-metrics': ['ours'],
  'session-link': ['ours', 'work'],
  'session-groups': [],
  'session-unlink': ['ours'],
  'session-depends': ['ours', 'work'],
  'session-broadcast-exec': ['true', '--sessions', 'ours', '--pane', 'shell', '--wait'],
  'session-save': ['ours'],
  'session-snapshots': [],
  'pane-create': ['ours', 'more'],
  'pane-create-with-layout': ['ours', 'most', 'tiled'],
  'pane-kill': ['ours', 'most'],
  'pane-respawn': ['ours', 'done'],
  'pane-exec': ['ours', 'main', 'true'],
  'pane-exec-timeout': ['ours', 'shell', '20s', 'true'],
  'pane-send-keys': ['ours', 'more', 'x', 'C-u'],
  'pane-capture': ['ours', 'main'],
  'pane-why': ['ours', 'done'],
  'pane-scale': ['ours', 'cat', '1'],
  'pane-status': ['ours', 'main'],
  'pane-list': ['ours'],
  'pane-list-detailed': ['ours'],
  'pane-count': ['ours'],
  'pane-find': ['ours', 'main'],
  'pane-is-running': ['ours', 'cat'],
  'pane-has-pattern': ['ours', 'done', 'finished'],
  'pane-label': ['ours', 'more', 'extra'],
  'pane-metadata-set': ['ours', 'main', 'key', '[1]'],
  'pane-metadata-get': ['ours', 'main'],
  'pane-metrics': ['ours', 'main'],
  'pane-zoom': ['ours', 'main'],
  'pane-select': ['ours', 'main'],
  'pane-swap': ['ours', 'main', 'done'],
  'pane-move': ['ours', 'extra', 'new'],
  'exec-list': ['ours'],
  'exec-show': ['e1'],
  'exec-wait': ['e1', '20s'],
  'exec-output': ['e1'],
  'pane-tail': ['ours', 'done'],
  'pane-wait': ['ours', 'done', '20s'],
  'pane-watch': ['ours', 'done', 'finished', '--since', '0', '--timeout', '20s'],
  'pane-watch-timeout': ['ours', 'done', 'finished', '20s', '--since', '0'],
  'pane-watch-deadline': ['ours', 'done', 'finished', '2099-01-01T00:00:00Z', '--since', '0'],
  'wait-any': ['exit:ours/done', '--timeout', '20s'],
  'wait-all': ['exit:ours/done', '--timeout', '20s'],
  'session-logs': ['ours'],
  'pane-integrate': ['ours', 'shell'],
  'on-pattern': ['ours', '*', 'never', 'notify {{ line }}', '--name', 'watch'],
  'pane-watch-async': ['ours', 'main', 'never', 'notify {{ line }}'],
  'on-exit': ['ours', 'never', 'pane-kill {{ session }} {{ pane }}', '--if', "status == 'failed'"],
  'on-timeout': ['ours', 'never', '1h', 'notify late'],
  'on-metric': ['ours', 'never', 'cpu > 8000', 'notify hot', '--for', '1h'],
  'on-silence': ['ours', 'never', '1h', 'notify silent'],
  'on-bell': ['ours', 'never', 'notify bell'],
  'on-created': ['ours', 'never', 'notify new'],
  'rule-list': [],
  'rule-show': ['kept'],
  'rule-pause': ['kept'],
  'rule-resume': ['kept'],
  'rule-test': ['finished', '--pane', 'ours/done'],
  'rule-remove': ['watch'],
  notify: ['hello'],
  'state-update': [],
  'orchestration-log': [],
  query: ['select label from panes'],
  cleanup: ['--dry-run'],
  'daemon-start': [],
  'daemon-status': [],
  'daemon-logs': [],
  'daemon-commands': [],
  doctor: [],
  metrics: ['--json'],
  report: [],
  'daemon-stop': [],
};

/** These need a terminal, the operator, a file that was saved, print for a shell, or never end. */
const ELSEWHERE = [
  'completion',
  'demo',
  'mcp',
  'pane-attach',
  'panel',
  'pane-stream',
  'pane-hold',
  'rule-answer',
  'session-restore',
];

/** Of these no pane is named that is there, or a session that is: a label to be, a name that may still come. */
const OF_NO_PANE: ReadonlySet<string> = new Set(['session-create', 'session-depends', 'pane-scale']);

const prepare = async ({ ask, panectl, tmux }: PanectlHouse): Promise<void> => {
  await ask('session-create', 'ours');
  await tmux.run('set-option', '-g', 'default-command', 'bash');
  await ask('pane-create', 'ours', 'shell');
  await tmux.run('set-option', '-g', 'default-command', 'exec /bin/sh');
  await ask('pane-create', 'ours', 'done', '--command', "printf 'finished \\033]2;t\\033[31mi\\007 ok'");
  await ask('pane-create', 'ours', 'cat', '--command', 'cat');
  await ask('on-pattern', 'ours', '*', 'never', 'notify x', '--name', 'kept');
  await tmux.run('select-pane', '-t', 'ours:', '-T', 'a \u009b31m \u202etitle');
  await until(async () => (await panectl('pane-has-pattern', 'ours', 'done', 'finished')).status === 0, {
    what: 'the command',
  });
};

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

describe('every command', () => {
  it('is one envelope in one line, and exit 0, when it works', () =>
    withPanectl(async (house) => {
      await prepare(house);
      const untried = COMMANDS.map(({ name }) => name).filter((name) => WORKING[name] === undefined);
      expect(untried.toSorted(), 'a new command wants a line in WORKING').toEqual(ELSEWHERE.toSorted());
      for (const [name, words] of Object.entries(WORKING)) {
        const ran = await house.panectl(name, ...words);
        expect([name, ran.status, ran.stderr]).toEqual([name, 0, '']);
        expect(ran.stdout).toMatch(/^\{"ok":true,"data":\{.*\}\}\n$/);
        expect(ran.stdout.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }
    }));

  it('prints text without anything that a terminal obeys', () =>
    withPanectl(async (house) => {
      await prepare(house);
      const reading = COMMANDS.filter(({ name, effect }) => effect === 'read' && WORKING[name] !== undefined);
      for (const { name } of reading) {
        const ran = await house.panectl('--text', name, ...(WORKING[name] ?? []));
        expect([name, ran.status]).toEqual([name, 0]);
        expect(ran.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }
    }));

  it('is usage, exit 2, for an option, a word too many or a word too few', () =>
    withPanectl(async ({ panectl }) => {
      // The standard output of `mcp` carries the protocol and nothing else.
      for (const command of COMMANDS.filter(({ name }) => name !== 'mcp')) {
        const words = wordsFor(command, 'work', '0');
        const calls = [['--no-such-option'], ...(command.rest === null ? [[...words, 'more', 'words']] : [])];
        for (const call of calls) {
          const ran = await panectl(command.name, ...call);
          expect([command.name, call, ran.status, ran.stderr]).toEqual([command.name, call, 2, '']);
          expect(ran.json).toMatchObject({ ok: false, error: { code: 'usage', hint: expect.any(String) } });
          expect(ran.stdout.indexOf('\n')).toBe(ran.stdout.length - 1);
        }
      }
    }));

  it('says what exists where a session or pane does not, exit 3', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 'ours');
      for (const command of COMMANDS) {
        const isOfSession = command.positionals.includes('session') && command.name !== 'session-depends';
        if (command.errors.includes('session_not_found') && isOfSession) {
          const ran = await house.panectl(command.name, ...wordsFor(command, 'nope', 'main'));
          expect([command.name, ran.status, ran.json]).toMatchObject([
            command.name,
            3,
            { ok: false, error: { code: 'session_not_found', data: { sessions: ['ours', 'work'] } } },
          ]);
        }
        if (command.errors.includes('pane_not_found') && command.positionals.includes('pane')) {
          // A rule may wait for a label that nobody bears yet.
          const pane = command.family === 'Rules' ? '%999' : 'nope';
          const ran = await house.panectl(command.name, ...wordsFor(command, 'ours', pane));
          expect([command.name, ran.status, ran.json]).toMatchObject([
            command.name,
            3,
            {
              ok: false,
              error: { code: 'pane_not_found', data: { session: 'ours', panes: [{ label: 'main' }] } },
            },
          ]);
        }
      }
      expect(await house.ask('pane-count', 'ours')).toEqual({ count: 1 });
    }));

  it("refuses a person's panes without --force, exit 4", () =>
    withPanectl(async ({ tmux, ask, panectl }) => {
      await tmux.run('split-window', '-t', 'work:');
      await ask('session-create', 'ours');
      const before = await tmux.run('list-panes', '-a', '-F', '#{pane_id} #{pane_pid} #{window_layout}');
      const refused = COMMANDS.filter(
        ({ name, errors }) =>
          errors.includes('refused_foreign') &&
          !name.startsWith('pane-create') &&
          !name.startsWith('rule-') &&
          !OF_NO_PANE.has(name) &&
          !ELSEWHERE.includes(name),
      );
      expect(refused.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['pane-exec-timeout', 'pane-integrate']),
      );
      for (const command of refused) {
        const words = wordsFor(command, 'work', '0').map((word) => (word === 'main' ? '1' : word));
        const ran = await panectl(command.name, ...words);
        expect([command.name, ran.status, ran.json]).toMatchObject([
          command.name,
          4,
          { ok: false, error: { code: 'refused_foreign', hint: expect.stringContaining('--force') } },
        ]);
      }
      expect(await tmux.run('list-panes', '-a', '-F', '#{pane_id} #{pane_pid} #{window_layout}')).toBe(
        before,
      );
      expect(await tmux.run('capture-pane', '-p', '-t', 'work:.0')).not.toContain('true');
    }));

  it("refuses the caller's own pane without --force, exit 4", () =>
    withPanectl(async ({ tmux, home, ask }) => {
      await ask('session-create', 'ours');
      await ask('pane-create', 'ours', 'other');
      const here = await tmux.run('list-panes', '-t', 'ours:', '-f', '#{==:#{@label},main}', '-F', '#D');
      const pid = await tmux.serverPid();
      const env = { PANECTL_HOME: home, TMUX: `${tmux.socket},${pid},0`, TMUX_PANE: here };
      const refused = COMMANDS.filter(
        ({ name, errors }) =>
          errors.includes('refused_self') && !ELSEWHERE.includes(name) && !OF_NO_PANE.has(name),
      );
      expect(refused.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['pane-exec-timeout', 'pane-integrate']),
      );
      for (const command of refused) {
        const words = wordsFor(command, '.', '.').map((word) => (word === 'main' ? 'other' : word));
        const ran = await runPanectl([command.name, ...words], { socket: null, env });
        expect([command.name, ran.status, ran.json]).toMatchObject([
          command.name,
          4,
          { ok: false, error: { code: 'refused_self', data: { panes: [here] } } },
        ]);
      }
      expect(await ask('pane-count', 'ours')).toEqual({ count: 2 });
    }));
});
