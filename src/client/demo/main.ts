import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { failed, type Result } from '../../domain/result.ts';
import type { Caller } from '../../protocol/call.ts';
import { exitStatusOfFailure } from '../../protocol/envelope.ts';
import type { DaemonMessage } from '../../protocol/message.ts';
import { placeOf } from '../../protocol/place.ts';
import { type Connection, connect } from '../connection.ts';
import { type Audience, panelAudience, plainAudience } from './audience.ts';
import { JOB } from './job.ts';
import { play } from './play.ts';
import { SCRIPT } from './script.ts';
import { tableOf } from './table.ts';

/**
 * The scaled demo, `demo.mjs FOLDER`: FOLDER is private, and FOLDER/tmux the socket of a tmux server in it, which the
 * caller ends. Whatever happens, the session and the daemon are gone afterwards.
 */
const SESSION = 'demo';
const LONGEST_MS = 28_000;

const main = async (folder: string): Promise<number> => {
  writeFileSync(join(folder, 'job'), JOB);
  const uid = process.getuid?.() ?? 0;
  const place = placeOf(join(folder, 'tmux'), uid);
  const output = createSignal();
  const listener = (message: DaemonMessage): void => {
    if (message.kind === 'delta' && message.events.some(isOutput)) output.fire();
  };
  const connected = await connect({ place, uid, env: process.env, caller: CALLER, listener });
  if (!connected.ok) return complain(connected);
  const connection = connected.value;
  void connection.closed.then(output.fire);
  connection.subscribe();
  const onTerminal = process.stdout.isTTY && process.stdin.isTTY;
  const audience = onTerminal ? panelAudience(place.tmuxSocket) : plainAudience();
  const status = await perform(connection, audience, output.next, folder);
  await connection.call('session-kill', { session: SESSION, force: true });
  await connection.call('daemon-stop', {});
  connection.close();
  return status;
};

const perform = async (
  connection: Connection,
  audience: Audience,
  nextOutput: () => Promise<void>,
  folder: string,
): Promise<number> => {
  const { call } = connection;
  const startedMs = performance.now();
  const job = (label: string) => `sh ${folder}/job ${label}`;
  audience.say('panectl demo: 13 operations on 8 panes of a private tmux server');
  const ended = await Promise.race([
    play({ call, nextOutput, say: audience.say }, SCRIPT, { session: SESSION, job }),
    audience.left.then(() => null),
    tooLate(),
  ]);
  const panes = await call('pane-list-detailed', { session: SESSION });
  if (ended?.ok === true) {
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    audience.say(`-- done: ${ended.value} operations in ${seconds} s`);
    for (const line of panes.ok ? tableOf(panes.value) : []) audience.say(line);
  }
  await audience.end();
  return ended === null || ended.ok ? 0 : complain(ended);
};

const tooLate = (): Promise<Result<number>> =>
  new Promise((resolve) => {
    const late = failure('internal', `the demo did not end within ${LONGEST_MS / 1000} s`, 'panectl doctor');
    setTimeout(() => resolve(failed(late)), LONGEST_MS).unref();
  });

/** Something that happens again and again; each `next` waits for the next time. */
const createSignal = () => {
  const waiting: (() => void)[] = [];
  return {
    fire: (): void => {
      for (const wake of waiting.splice(0)) wake();
    },
    next: (): Promise<void> => new Promise((resolve) => void waiting.push(resolve)),
  };
};

const isOutput = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'kind' in event && event.kind === 'output.seen';

const complain = (result: Extract<Result<unknown>, { ok: false }>): number => {
  const { message, hint } = result.failure;
  process.stderr.write(`panectl: ${message}${hint === null ? '' : ` (${hint})`}\n`);
  return exitStatusOfFailure(result.failure);
};

const CALLER: Caller = {
  kind: 'cli',
  name: 'demo',
  tmuxPane: null,
  cwd: process.cwd(),
  stdoutIsTerminal: false,
  stdinIsTerminal: false,
  columns: 80,
  color: false,
  format: 'json',
  insideTmux: false,
};

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: demo.mjs FOLDER\n');
  process.exitCode = 2;
} else {
  process.exitCode = await main(folder);
}
