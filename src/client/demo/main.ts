import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Failure, failure } from '../../domain/failure.ts';
import { exitStatusOfFailure } from '../../protocol/envelope.ts';
import { placeOf } from '../../protocol/place.ts';
import { connect } from '../connection.ts';
import { panelAudience, plainAudience } from './audience.ts';
import { CALLER } from './caller.ts';
import { type DemoHouse, openDemoHouse } from './house.ts';
import { perform, SESSION } from './perform.ts';
import { createSignal, isOutput } from './signal.ts';

/**
 * `panectl demo [scaled]`: 13 operations on 8 panes of a private tmux server, on a terminal in the panel, elsewhere as
 * lines. Answers the exit status. Whatever happens, server, daemon and folder are gone afterwards.
 */
export const runDemo = async (words: readonly string[]): Promise<number> => {
  const [, which = 'scaled', ...others] = words.filter((word) => !word.startsWith('-'));
  if (which !== 'scaled' || others.length > 0) return complain(unknown);
  const house = openDemoHouse(process.env);
  if (!house.ok) return complain(house.failure);
  const interrupted = Promise.withResolvers<void>();
  const interrupt = (): void => interrupted.resolve();
  for (const signal of SIGNALS) process.once(signal, interrupt);
  try {
    return await show(house.value, interrupted.promise);
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
    house.value.close();
  }
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What a shell says of a program that ended by SIGINT. */
const INTERRUPTED = 130;

const unknown = failure('usage', 'there is one demo, and it is called scaled', 'panectl demo scaled');

const show = async ({ folder, tmuxSocket, env }: DemoHouse, interrupted: Promise<void>): Promise<number> => {
  const uid = process.getuid?.() ?? 0;
  const output = createSignal();
  const connected = await connect({
    place: placeOf(tmuxSocket, uid),
    uid,
    env,
    caller: CALLER,
    listener: (message) => {
      if (isOutput(message)) output.fire();
    },
  });
  if (!connected.ok) return complain(connected.failure);
  const connection = connected.value;
  void connection.closed.then(output.fire);
  connection.subscribe();
  const onTerminal = process.stdout.isTTY && process.stdin.isTTY;
  const audience = onTerminal ? panelAudience(tmuxSocket, env) : plainAudience();
  const say = (line: string): void => {
    audience.say(line);
    appendFileSync(join(folder, 'story'), `${line}\n`);
  };
  const ended = await Promise.race([
    perform({ call: connection.call, nextOutput: output.next, say }, audience, folder),
    interrupted.then(() => null),
  ]);
  if (ended === null) await audience.end();
  await connection.call('session-kill', { session: SESSION, force: true });
  await connection.call('daemon-stop', {});
  await connection.closed;
  if (ended === null) return INTERRUPTED;
  return ended.ok ? 0 : complain(ended.failure);
};

const complain = (problem: Failure): number => {
  const { message, hint } = problem;
  process.stderr.write(`panectl: ${message}${hint === null ? '' : ` (${hint})`}\n`);
  return exitStatusOfFailure(problem);
};
