import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Calling, checkCaller } from '../../../src/daemon/doctor/caller.ts';
import { examine, type Patient } from '../../../src/daemon/doctor/examine.ts';
import { checkProcessList, diskCheck, fileLimitCheck } from '../../../src/daemon/doctor/machine.ts';
import { failure } from '../../../src/domain/failure.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { placeOf } from '../../../src/protocol/place.ts';
import { runPanectl } from '../../support/run-panectl.ts';
import { withHome, withPanectl } from '../../support/with-panectl.ts';

const CALLING: Calling = {
  ...{ version: '2.0.0', daemonVersion: '2.0.0', trouble: null, daemons: [7], staleSockets: [] },
  ...{ tmuxSocket: '/tmp/a', outerSocket: '/tmp/a', isTerminal: true, keyProblems: [] },
  env: { TERM: 'tmux-256color', LANG: 'C.UTF-8' },
};

const saidOf = (checks: readonly { readonly check: string; readonly state: string }[]): readonly string[] =>
  checks.filter(({ state }) => state !== 'ok').map(({ check, state }) => `${state} ${check}`);

it.each<[Partial<Calling>, readonly string[]]>([
  [{}, []],
  [{ daemonVersion: '1.0.0' }, ['warning daemon']],
  [{ daemonVersion: null, trouble: { message: 'it is silent', hint: null } }, ['problem daemon']],
  [{ daemons: [7, 8] }, ['warning daemons']],
  [{ outerSocket: '/tmp/b' }, ['warning TMUX']],
  [{ outerSocket: null }, []],
  [{ staleSockets: ['/tmp/x.sock'] }, ['warning stale sockets']],
  [{ env: { TERM: 'vt100', LANG: 'C.UTF-8' } }, ['warning your terminal']],
  [{ env: { TERM: 'dumb', LANG: 'C' } }, ['warning your terminal', 'warning your locale']],
  [{ env: {}, isTerminal: false }, []],
  [{ keyProblems: ['config.yml:1:1: keys.kil: there is no action'] }, ['warning keys']],
])('of a caller with %j it says %j', (differing, said) => {
  const checks = checkCaller({ ...CALLING, ...differing });
  expect(saidOf(checks)).toEqual(said);
  for (const { state, found, advice } of checks)
    if (state !== 'ok' && differing.trouble === undefined) expect([found, advice]).not.toContain(null);
});

const OPTIONS: Readonly<Record<string, string>> = {
  ...{ 'window-size': 'latest', 'destroy-unattached': 'off', 'exit-unattached': 'off' },
  ...{ 'default-terminal': 'tmux-256color', 'escape-time': '25', 'default-shell': '/bin/sh' },
  ...{ hooks: 'pane-died[9001]', clients: '0 1 xterm-256color 1' },
};

it.each<[Readonly<Record<string, string>>, readonly string[]]>([
  [{}, []],
  [{ 'window-size': 'manual' }, ['warning window-size']],
  [{ 'destroy-unattached': 'on' }, ['warning destroy-unattached']],
  [{ 'exit-unattached': 'on' }, ['warning exit-unattached']],
  [{ 'default-terminal': 'xterm' }, ['warning default-terminal']],
  [{ 'escape-time': '500' }, ['warning escape-time']],
  [{ 'default-shell': '/no/such/shell' }, ['problem default-shell']],
  [{ hooks: 'pane-died[9001] wait-for -S panectl-2147483646' }, ['warning hooks']],
  [{ hooks: `pane-died[9001] wait-for -S panectl-${process.pid}` }, []],
  [{ clients: '0 0 xterm 1' }, ['warning locale']],
])('of a tmux server with %j it says %j', (differing, said) =>
  withHome(async (home) => {
    const options = { ...OPTIONS, ...differing };
    const report = await examine(patientIn(home, (key) => options[key] ?? ''));
    expect(saidOf(report.checks)).toEqual(said);
    expect(report.healthy).toBe(!said.some((line) => line.startsWith('problem')));
  }),
);

it.each<[Partial<Patient>, readonly string[]]>([
  [{ node: { version: '20.20.2', program: 'node' } }, ['problem node']],
  [{ tmux: failed(failure('tmux_missing', 'There is no tmux here.', 'install it')) }, ['problem tmux']],
  [{ journalTrouble: 'database disk image is malformed' }, ['problem journal']],
  [{ metricsTrouble: 'no /proc' }, ['problem metrics']],
  [{ metricsPortTrouble: 'port 9464 is in use' }, ['warning metrics port']],
  [{ settings: { file: 'config.yml', trouble: 'config.yml:1:1: unknown key' } }, ['warning settings']],
  [{ runtimeFolder: '/proc/self' }, ['problem runtime folder']],
  [{ stateHome: '/etc/passwd' }, ['problem state folder']],
  [{ socket: '/no/such.sock' }, ['problem socket']],
])('of a machine with %j it says %j', (differing, said) =>
  withHome(async (home) => {
    const report = await examine({ ...patientIn(home, (key) => OPTIONS[key] ?? ''), ...differing });
    expect(saidOf(report.checks)).toEqual(said);
  }),
);

it('knows how little room is too little', () => {
  const MIB = 1024 ** 2;
  expect([1, 100, 1_000].map((free) => diskCheck(free * MIB).state)).toEqual(['problem', 'warning', 'ok']);
  expect([64, 1_024, Number.POSITIVE_INFINITY].map((most) => fileLimitCheck(most).state)).toEqual([
    ...['problem', 'ok', 'ok'],
  ]);
  expect(checkProcessList(process.getuid?.() ?? 0).state).toBe('ok');
});

it('also looks where no daemon comes up: at a broken database, at keys, at what is in the way', () =>
  withPanectl(async ({ tmux, home }) => {
    const place = placeOf(tmux.socket, process.getuid?.() ?? 0);
    writeFileSync(
      join(home, `${place.key}.db`),
      'no database at all, but long enough for a page '.repeat(200),
    );
    writeFileSync(join(home, 'config.yml'), 'keys: {kil: x}\n');
    mkdirSync(place.socket);
    const env = { PANECTL_HOME: home };
    const asked = runPanectl(['--text', 'doctor'], { socket: tmux.socket, env });
    const ran = await asked.finally(() => rmdirSync(place.socket));
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain('✖ daemon: ');
    expect(ran.stdout).toMatch(/✖ journal: .*not a database/);
    expect(ran.stdout).toContain('there is no action "kil"; did you mean kill?');
  }));

const patientIn = (home: string, answer: (key: string) => string): Patient => ({
  node: { version: '24.0.0', program: 'node' },
  tmux: success({ program: 'tmux', version: '3.3a' }),
  ask: async (...words) => {
    const key = { 'show-hooks': 'hooks', 'list-clients': 'clients' }[words[0] ?? ''] ?? words.at(-1) ?? '';
    return [answer(key)];
  },
  ...{ runtimeFolder: home, socket: null, stateHome: home, uid: process.getuid?.() ?? 0 },
  ...{ env: { LANG: 'C.UTF-8' }, journalTrouble: null, metricsTrouble: null, metricsPortTrouble: null },
  settings: { file: join(home, 'config.yml'), trouble: null },
});
