import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { Connection } from '../connection.ts';
import type { Audience } from './audience.ts';
import { tableOf } from './table.ts';
import { watch } from './watch.ts';

export const SESSION = 'demo';

interface Stage {
  readonly connection: Pick<Connection, 'call'>;
  /** The session file. */
  readonly file: string;
  /** Where a person can read it when the demo is over. */
  readonly original: string;
  readonly onItems: (take: (item: unknown) => void) => void;
  readonly say: (line: string) => void;
}

/**
 * Makes the session of the file, with its one pane and its rules, and watches what they do; then the panes that are
 * left as a table. Answers the failure that ended it, if one did. An audience that leaves ends it well.
 */
export const perform = async (stage: Stage, audience: Audience): Promise<Result<null>> => {
  const { connection, file, original, say } = stage;
  const startedMs = performance.now();
  // The pane `main` says so itself.
  audience.say('panectl demo: one pane, nine rules');
  const made = await connection.call('session-create', { session: SESSION, file });
  if (!made.ok) return made;
  const left = audience.left.then(() => null);
  const ended = await Promise.race([watch({ ...stage, session: SESSION }), left, tooLate()]);
  const panes = await connection.call('pane-list-detailed', { session: SESSION });
  if (ended?.ok === true && ended.value.ending?.kind === 'over') {
    const { operations, byRules } = ended.value;
    const spentMs = performance.now() - startedMs;
    say(`${operations} operations in ${(spentMs / 1_000).toFixed(1)} s, ${byRules} of them by rules`);
    await audience.linger(PROMISED_MS - spentMs);
    for (const line of panes.ok ? tableOf(panes.value) : []) audience.say(line);
    audience.say(`all of it is one session file: ${original}`);
  }
  return ended === null || ended.ok ? success(null) : ended;
};

/** A newcomer is promised that all is over within half a minute. */
const PROMISED_MS = 28_000;
/** A machine may be much slower than ours. */
const PATIENCE_MS = 150_000;

const tooLate = (): Promise<Result<never>> =>
  new Promise((resolve) => {
    const late = failure(
      'internal',
      `the demo did not end within ${PATIENCE_MS / 1_000} s`,
      'panectl doctor',
    );
    setTimeout(() => resolve(failed(late)), PATIENCE_MS).unref();
  });
