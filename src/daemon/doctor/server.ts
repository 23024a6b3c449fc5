import { accessSync, constants, readFileSync } from 'node:fs';
import { codeOf } from '../../protocol/folder.ts';
import { leftoverCommands } from '../../tmux/hooks.ts';
import { type Check, ok, problem, warning } from './check.ts';
import type { Patient } from './examine.ts';

/** Options of a tmux server that surprise, who is attached to it, and what was left in it. */
export const checkServer = async (patient: Patient): Promise<readonly Check[]> => {
  const [windowSize, unattached, exits, terminal, escapeTime, shell, hooks, clients] = await Promise.all([
    patient.ask('show-options', '-gqv', 'window-size'),
    patient.ask('show-options', '-gqv', 'destroy-unattached'),
    patient.ask('show-options', '-sqv', 'exit-unattached'),
    patient.ask('show-options', '-gqv', 'default-terminal'),
    patient.ask('show-options', '-sqv', 'escape-time'),
    patient.ask('show-options', '-gqv', 'default-shell'),
    patient.ask('show-hooks', '-g'),
    patient.ask(
      'list-clients',
      '-F',
      '#{client_control_mode} #{client_utf8} #{client_termname} #{client_pid}',
    ),
  ]);
  if (windowSize === null) {
    return [ok('tmux server', 'none runs: panectl session-create makes one'), checkLocale(patient.env)];
  }
  return [
    ok('tmux server', 'answers'),
    checkWindowSize(windowSize[0] ?? '', patient.tmux),
    checkUnattached(unattached?.[0] ?? ''),
    checkExit(exits?.[0] ?? ''),
    checkTerminal(terminal?.[0] ?? ''),
    checkEscape(Number(escapeTime?.[0] ?? 0)),
    checkShell(shell?.[0] ?? ''),
    checkHooks(hooks ?? []),
    checkControlClients(clients ?? []),
    ...checkClients(clients ?? [], patient.env),
  ];
};

/** tmux 3.3 and 3.3a crash in new-window while the global window-size is manual; 3.4 does not. */
const checkWindowSize = (value: string, tmux: Patient['tmux']): Check => {
  const crashes = value === 'manual' && tmux.ok && tmux.value.version.startsWith('3.3');
  if (!crashes) return ok('window-size', value);
  return {
    check: 'window-size',
    state: 'warning',
    found: 'manual: a bare new-window crashes this tmux (panectl avoids it)',
    advice: 'tmux set -g window-size latest, or a newer tmux',
  };
};

const checkUnattached = (value: string): Check =>
  value === 'off' || value === ''
    ? ok('destroy-unattached', 'off')
    : {
        check: 'destroy-unattached',
        state: 'warning',
        found: `${value}: tmux ends a session when its last client leaves`,
        advice: 'tmux set -g destroy-unattached off, for sessions that work while nobody looks',
      };

const checkExit = (value: string): Check =>
  value === 'on'
    ? warning(
        'exit-unattached',
        'on: the server ends, with all that runs in it, when the last client leaves',
        'tmux set -s exit-unattached off',
      )
    : ok('exit-unattached', 'off');

const LONGEST_ESCAPE_MS = 100;

/** tmux waits so long after an Escape whether a key follows (input-keys.c); 500 ms unless set, in 3.3. */
const checkEscape = (ms: number): Check =>
  ms > LONGEST_ESCAPE_MS
    ? warning('escape-time', `${ms} ms: Esc in the panel is late by that`, 'tmux set -s escape-time 25')
    : ok('escape-time', `${ms} ms`);

const checkShell = (shell: string): Check =>
  shell === '' || isExecutable(shell)
    ? ok('default-shell', shell)
    : problem(
        'default-shell',
        `${shell} can't be run: no new pane starts`,
        'tmux set -g default-shell /bin/sh',
      );

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const checkHooks = (shown: readonly string[]): Check => {
  const left = leftoverCommands(shown, isAlive);
  return left.length === 0
    ? ok('hooks', 'none is left over')
    : warning(
        'hooks',
        `${left.length} of a daemon that has ended: each change wakes nobody`,
        'the next daemon removes them: panectl daemon-start',
      );
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

/** One of ours whose daemon has ended belongs to init. Left alone it keeps the panes of its session from going on. */
const checkControlClients = (clients: readonly string[]): Check => {
  const pids = clients
    .map((line) => line.split(' '))
    .filter(([isControl]) => isControl === '1')
    .map((words) => Number(words.at(-1)))
    .filter(isOrphanOfOurs);
  return pids.length === 0
    ? ok('control clients', 'none is left over')
    : warning(
        'control clients',
        `${pids.join(', ')} of a daemon that has ended: panes stand still when nobody reads there`,
        `kill ${pids.join(' ')}`,
      );
};

const isOrphanOfOurs = (pid: number): boolean => {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const isOurs = words.slice(1, 3).join(' ') === '-u -S' && words[4] === '-C';
    return isOurs && /^PPid:\s+1$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

const checkTerminal = (value: string): Check =>
  /^(tmux|screen)/.test(value)
    ? ok('default-terminal', value)
    : {
        check: 'default-terminal',
        state: 'warning',
        found: `${value}: programs in panes misread their terminal`,
        advice: 'tmux set -g default-terminal tmux-256color',
      };

const checkClients = (clients: readonly string[], env: Patient['env']): readonly Check[] => {
  const people = clients.map((line) => line.split(' ')).filter(([isControl]) => isControl === '0');
  if (people.length === 0) return [checkLocale(env)];
  const narrow = people.filter(([, isUtf8]) => isUtf8 !== '1');
  const names = [...new Set(people.map(([, , name]) => name ?? '?'))].join(', ');
  return [
    ok('terminals', `${people.length} attached (${names})`),
    narrow.length === 0
      ? ok('locale', 'every attached terminal has UTF-8')
      : {
          check: 'locale',
          state: 'warning',
          found: `${narrow.length} attached without UTF-8`,
          advice: UTF8_ADVICE,
        },
  ];
};

const UTF8_ADVICE = 'set LANG to a UTF-8 locale such as C.UTF-8, or attach with tmux -u';

const checkLocale = (env: Patient['env']): Check => {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /utf-?8/i.test(locale)
    ? ok('locale', locale)
    : {
        check: 'locale',
        state: 'warning',
        found: locale === '' ? 'none is set' : locale,
        advice: UTF8_ADVICE,
      };
};
