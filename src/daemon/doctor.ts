import { existsSync, statSync } from 'node:fs';
import type { DoctorReport } from '../commands/context.ts';
import type { Result } from '../domain/result.ts';
import { checkFolder, claimStateFolder } from '../protocol/folder.ts';

type Check = DoctorReport['checks'][number];

export interface Patient {
  readonly node: { readonly version: string; readonly program: string };
  readonly tmux: Result<{ readonly program: string; readonly version: string }>;
  /** Answers a tmux command's lines, or null while no server runs. */
  readonly ask: (...words: readonly string[]) => Promise<readonly string[] | null>;
  readonly runtimeFolder: string;
  readonly socket: string;
  readonly stateHome: string;
  readonly uid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly journalTrouble: string | null;
  readonly metricsTrouble: string | null;
  readonly settings: { readonly file: string; readonly trouble: string | null };
}

/** What is well and what is not, each with what to do about it. Warnings leave it healthy. */
export const examine = async (patient: Patient): Promise<DoctorReport> => {
  const checks = [
    checkNode(patient.node),
    checkTmux(patient.tmux),
    ...(await checkServer(patient)),
    checkRuntimeFolder(patient),
    checkMode('socket', patient.socket, 0o600),
    checkStateFolder(patient),
    trouble(
      'journal',
      patient.journalTrouble,
      'free some disk space or mend the folder; panectl goes on in memory',
    ),
    trouble('metrics', patient.metricsTrouble, 'panectl daemon-logs'),
    checkSettings(patient.settings),
  ];
  return { healthy: checks.every(({ state }) => state !== 'problem'), checks };
};

const OLDEST_NODE = [22, 18] as const;

const checkNode = ({ version, program }: Patient['node']): Check => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const found = `${version}${program.includes('node_modules') ? ' (bundled)' : ''}, ${program}`;
  return isNewEnough
    ? ok('node', found)
    : { check: 'node', state: 'problem', found, advice: 'install Node 22.18 or newer' };
};

const checkTmux = (tmux: Patient['tmux']): Check =>
  tmux.ok
    ? ok('tmux', `${tmux.value.version}, ${tmux.value.program}`)
    : { check: 'tmux', state: 'problem', found: tmux.failure.message, advice: tmux.failure.hint };

const checkServer = async (patient: Patient): Promise<readonly Check[]> => {
  const [windowSize, unattached, terminal, clients] = await Promise.all([
    patient.ask('show-options', '-gqv', 'window-size'),
    patient.ask('show-options', '-gqv', 'destroy-unattached'),
    patient.ask('show-options', '-gqv', 'default-terminal'),
    patient.ask('list-clients', '-F', '#{client_control_mode} #{client_utf8} #{client_termname}'),
  ]);
  if (windowSize === null) {
    return [ok('tmux server', 'none runs: panectl session-create makes one'), checkLocale(patient.env)];
  }
  return [
    ok('tmux server', 'answers'),
    checkWindowSize(windowSize[0] ?? '', patient.tmux),
    checkUnattached(unattached?.[0] ?? ''),
    checkTerminal(terminal?.[0] ?? ''),
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

const checkRuntimeFolder = ({ runtimeFolder, uid }: Patient): Check => {
  const checked = checkFolder(runtimeFolder, uid);
  return checked.ok
    ? ok('runtime folder', runtimeFolder)
    : {
        check: 'runtime folder',
        state: 'problem',
        found: checked.failure.message,
        advice: checked.failure.hint,
      };
};

const checkStateFolder = ({ stateHome, uid }: Patient): Check => {
  const isGone = statSync(stateHome, { throwIfNoEntry: false }) === undefined;
  const checked = isGone ? null : claimStateFolder(stateHome, uid);
  if (checked === null || checked.ok) return checkMode('state folder', stateHome, 0o700);
  const { message, hint } = checked.failure;
  return { check: 'state folder', state: 'problem', found: message, advice: hint };
};

const checkMode = (check: string, path: string, wanted: number): Check => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    return { check, state: 'problem', found: `${path} is gone`, advice: 'panectl daemon-stop' };
  const mode = stat.mode & 0o777;
  if ((mode & ~wanted) === 0) return ok(check, path);
  return {
    check,
    state: 'problem',
    found: `${path} is open to others (mode ${mode.toString(8)})`,
    advice: `chmod ${wanted.toString(8)} ${path}`,
  };
};

const checkSettings = ({ file, trouble: found }: Patient['settings']): Check => {
  if (found !== null)
    return { check: 'settings', state: 'warning', found, advice: 'mend it, then panectl daemon-stop' };
  return ok('settings', existsSync(file) ? file : `${file} (not there: all is as it comes)`);
};

const trouble = (check: string, sentence: string | null, advice: string): Check =>
  sentence === null ? ok(check, 'well') : { check, state: 'problem', found: sentence, advice };

const ok = (check: string, found: string): Check => ({ check, state: 'ok', found, advice: null });
