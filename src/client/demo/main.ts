import { appendFileSync } from 'node:fs';
import { constants } from 'node:os';
import { type Failure, failure } from '../../domain/failure.ts';
import type { Result } from '../../domain/result.ts';
import { exitStatusOfFailure } from '../../protocol/envelope.ts';
import { placeOf } from '../../protocol/place.ts';
import { connect } from '../connection.ts';
import type { Ending } from '../run-once.ts';
import { stopDaemons } from '../stop.ts';
import { panelAudience, plainAudience } from './audience.ts';
import { CALLER } from './caller.ts';
import { type DemoHouse, openDemoHouse } from './house.ts';
import { perform, SESSION } from './perform.ts';

/**
 * `panectl demo [scaled]`: one pane and the rules of a session file, which make 13 operations on 8 panes of a private
 * tmux server; on a terminal in the panel, elsewhere as lines. Answers the exit status. Whatever happens, server,
 * daemon and folder are gone afterwards.
 */
export const runDemo = async (words: readonly string[]): Promise<number> => {
  const [, which = 'scaled', ...others] = words.filter((word) => !word.startsWith('-'));
  if (which !== 'scaled' || others.length > 0) return complain(unknown);
  const interruption = listenForInterruption();
  const house = openDemoHouse(process.env);
  if (!house.ok) return complain(house.failure);
  try {
    return await show(house.value, interruption);
  } finally {
    house.value.close();
  }
};

const unknown = failure('usage', 'there is one demo, and it is called scaled', 'panectl demo scaled');

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The exit status that is due when somebody has had enough, as a shell gives it. A second signal changes nothing: the
 * cleaning up takes a moment and must not be cut off.
 */
const listenForInterruption = (): Promise<number> =>
  new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve(128 + constants.signals[signal]));
    // A reader that has had enough (`panectl demo | head -3`) is no error of ours, and must not end us at once.
    process.stdout.removeAllListeners('error').on('error', () => resolve(0));
  });

const show = async (
  { tmuxSocket, file, original, story, env }: DemoHouse,
  interruption: Promise<number>,
): Promise<number> => {
  const uid = process.getuid?.() ?? 0;
  let take = ignore;
  const connected = await connect({
    place: placeOf(tmuxSocket, uid),
    uid,
    env,
    caller: CALLER,
    listener: (message) => {
      if (message.kind === 'item') take(message.item);
    },
  });
  if (!connected.ok) return complain(connected.failure);
  const connection = connected.value;
  const onTerminal = process.stdout.isTTY && process.stdin.isTTY;
  const audience = onTerminal ? panelAudience(tmuxSocket, story, env) : plainAudience();
  const say = (line: string): void => {
    audience.say(line);
    appendFileSync(story, `${line}\n`);
  };
  const onItems = (taker: typeof take): void => {
    take = taker;
  };
  const ended = await Promise.race([
    perform({ connection, file, original, onItems, say }, audience),
    interruption,
  ]);
  // What follows is the cleaning up.
  take = ignore;
  await audience.end();
  await connection.call('session-kill', { session: SESSION, force: true });
  // Until its process has ended: the last line of its log would make the folder anew.
  await stopDaemons({ tmuxSocket, uid, ask: async () => stopped(await connection.call('daemon-stop', {})) });
  if (typeof ended === 'number') return ended;
  return ended.ok ? 0 : complain(ended.failure);
};

const ignore = (_item: unknown): void => undefined;

const stopped = (answer: Result<unknown>): Ending =>
  answer.ok ? { kind: 'exit', status: 0 } : { kind: 'absent' };

const complain = (problem: Failure): number => {
  const { message, hint } = problem;
  process.stderr.write(`panectl: ${message}${hint === null ? '' : ` (${hint})`}\n`);
  return exitStatusOfFailure(problem);
};
