import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { renderAnswer } from '../../cli/render.ts';
import type { DoctorReport } from '../../commands/context.ts';
import { parseArgv } from '../../commands/words/parse.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { exitStatusOfFailure } from '../../protocol/envelope.ts';
import type { KeySetting } from '../../protocol/panel-settings.ts';
import { configFile, type Place, placeOf, socketInTmux, stateHome } from '../../protocol/place.ts';
import { VERSION } from '../../protocol/version.ts';
import { findTmux } from '../../tmux/find.ts';
import { runOnce } from '../../tmux/one-shot.ts';
import { probeSocket } from '../listen.ts';
import { readSettings } from '../settings/read.ts';
import { checkCaller } from './caller.ts';
import { examine, type Patient } from './examine.ts';

export interface DoctorCall {
  readonly argv: readonly string[];
  readonly place: Place;
  readonly uid: number;
  readonly format: 'json' | 'text';
  readonly color: boolean;
  readonly columns: number;
  readonly isTerminal: boolean;
  /** What the daemon says, and of what version it is. */
  readonly ask: () => Promise<Result<{ readonly report: unknown; readonly version: string }>>;
  readonly daemons: () => readonly number[];
  readonly keyProblems: (keys: readonly KeySetting[], file: string) => readonly string[];
}

/** `panectl doctor`: what the daemon finds, and what only its caller sees; all of it from here where none comes up. */
export const runDoctor = async (call: DoctorCall): Promise<number> => {
  const parsed = parseArgv(call.argv);
  const answer = parsed.ok ? await answerOf(call) : refusalOf(parsed);
  const printed = renderAnswer(answer, {
    ...call,
    format: parsed.ok ? (parsed.value.format ?? call.format) : call.format,
  });
  process.stdout.write(printed.stdout);
  process.stderr.write(printed.stderr);
  return printed.status;
};

const refusalOf = (parsed: Extract<Result<unknown>, { ok: false }>) => ({
  result: failed(parsed.failure),
  status: exitStatusOfFailure(parsed.failure),
});

const answerOf = async (call: DoctorCall) => {
  const report = await diagnose(call);
  return { result: success(report), status: report.healthy ? 0 : 1 };
};

const diagnose = async (call: DoctorCall): Promise<DoctorReport> => {
  const { env } = process;
  const asked = await call.ask();
  const inside =
    asked.ok && isReport(asked.value.report) ? asked.value.report : await examine(patientOf(call));
  const file = configFile(env);
  const outer = socketInTmux(env.TMUX);
  const own = checkCaller({
    version: VERSION,
    daemonVersion: asked.ok ? asked.value.version : null,
    trouble: asked.ok ? null : asked.failure,
    daemons: call.daemons(),
    tmuxSocket: call.place.tmuxSocket,
    outerSocket: outer === null ? null : placeOf(outer, call.uid).tmuxSocket,
    staleSockets: await staleSockets(call.place.folder),
    ...{ isTerminal: call.isTerminal, env },
    keyProblems: call.keyProblems(readSettings(file).keys, file),
  });
  const checks = [...own, ...inside.checks];
  return { healthy: checks.every(({ state }) => state !== 'problem'), checks };
};

const isReport = (value: unknown): value is DoctorReport =>
  typeof value === 'object' && value !== null && 'checks' in value && Array.isArray(value.checks);

const MOST_PROBED = 200;

const staleSockets = async (folder: string): Promise<readonly string[]> => {
  const names = namesIn(folder).filter((name) => name.endsWith('.sock'));
  const paths = names.slice(0, MOST_PROBED).map((name) => join(folder, name));
  const found = await Promise.all(paths.map(async (path) => ({ path, state: await probeSocket(path) })));
  return found.filter(({ state }) => state === 'refuses').map(({ path }) => path);
};

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** As the daemon would see it, but for what only its process knows. */
const patientOf = ({ place, uid }: DoctorCall): Patient => {
  const { env } = process;
  const [home, file] = [stateHome(env), configFile(env)];
  const { problems } = readSettings(file);
  return {
    node: { version: process.versions.node, program: process.execPath },
    tmux: findTmux(),
    ask: async (...words) => {
      const ran = await runOnce('tmux', place.tmuxSocket, [words]);
      return ran.ok ? ran.stdout.split('\n').filter((line) => line !== '') : null;
    },
    ...{ runtimeFolder: place.folder, socket: null, stateHome: home, uid, env },
    journalTrouble: databaseTrouble(join(home, `${place.key}.db`)),
    metricsTrouble: null,
    metricsPortTrouble: null,
    settings: { file, trouble: problems.length === 0 ? null : problems.join('; ') },
  };
};

/** Reads only; a database that is not there is made by the daemon. */
const databaseTrouble = (path: string): string | null => {
  if (!namesIn(join(path, '..')).includes(basename(path))) return null;
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 500 });
    database.exec('SELECT count(*) FROM sqlite_schema; PRAGMA schema_version');
    database.close();
    return null;
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
};
