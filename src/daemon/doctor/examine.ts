import { existsSync, statSync } from 'node:fs';
import type { DoctorReport } from '../../commands/context.ts';
import type { Result } from '../../domain/result.ts';
import { checkFolder, claimStateFolder } from '../../protocol/folder.ts';
import { type Check, ok, warning } from './check.ts';
import { checkDisk, checkFileLimit, checkProcessList } from './machine.ts';
import { checkServer } from './server.ts';

export interface Patient {
  readonly node: { readonly version: string; readonly program: string };
  readonly tmux: Result<{ readonly program: string; readonly version: string }>;
  /** Answers a tmux command's lines, or null while no server runs. */
  readonly ask: (...words: readonly string[]) => Promise<readonly string[] | null>;
  readonly runtimeFolder: string;
  /** The daemon's own; null where none listens. */
  readonly socket: string | null;
  readonly stateHome: string;
  readonly uid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly journalTrouble: string | null;
  readonly metricsTrouble: string | null;
  /** Why the port for Prometheus is not open. */
  readonly metricsPortTrouble: string | null;
  readonly settings: { readonly file: string; readonly trouble: string | null };
}

/** What is well and what is not, each with what to do about it. Warnings leave it healthy. */
export const examine = async (patient: Patient): Promise<DoctorReport> => {
  const checks = [
    checkNode(patient.node),
    checkTmux(patient.tmux),
    ...(await checkServer(patient)),
    checkRuntimeFolder(patient),
    ...(patient.socket === null ? [] : [checkMode('socket', patient.socket, 0o600)]),
    checkStateFolder(patient),
    trouble(
      'journal',
      patient.journalTrouble,
      'free some disk space or mend the folder; panectl goes on in memory',
    ),
    trouble('metrics', patient.metricsTrouble, 'panectl daemon-logs'),
    checkSettings(patient.settings),
    ...(patient.metricsPortTrouble === null
      ? []
      : [warning('metrics port', patient.metricsPortTrouble, 'panectl metrics --listen takes another port')]),
    checkDisk(patient.stateHome),
    checkFileLimit(),
    checkProcessList(patient.uid),
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

const checkStateFolder = ({ stateHome, socket, uid }: Patient): Check => {
  const isGone = statSync(stateHome, { throwIfNoEntry: false }) === undefined;
  if (isGone && socket === null) return ok('state folder', `${stateHome} (the first daemon makes it)`);
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
