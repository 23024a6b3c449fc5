import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { Audience } from './audience.ts';
import { play } from './play.ts';
import { SCRIPT } from './script.ts';
import type { Stage } from './stage.ts';
import { tableOf } from './table.ts';

export const SESSION = 'demo';

/** The play, then the panes that are left as a table. Answers the failure that ended it, if one did. */
export const perform = async (stage: Stage, audience: Audience, folder: string): Promise<Result<null>> => {
  const startedMs = performance.now();
  const spentMs = (): number => performance.now() - startedMs;
  stage.say('panectl demo: 13 operations on 8 panes of a private tmux server');
  const given = { session: SESSION, folder, job: (label: string) => `sh job ${label}` };
  const left = audience.left.then(() => null);
  const ended = await Promise.race([play(stage, SCRIPT, given), left, tooLate()]);
  const panes = await stage.call('pane-list-detailed', { session: SESSION });
  if (ended?.ok === true) {
    stage.say(`-- done: ${ended.value} operations in ${(spentMs() / 1000).toFixed(1)} s`);
    await audience.linger(LONGEST_MS - spentMs());
    for (const line of panes.ok ? tableOf(panes.value) : []) audience.say(line);
  }
  await audience.end();
  return ended === null || ended.ok ? success(null) : ended;
};

/** A newcomer is promised that all is over within half a minute. */
const LONGEST_MS = 28_000;

const tooLate = (): Promise<Result<number>> =>
  new Promise((resolve) => {
    const late = failure('internal', `the demo did not end within ${LONGEST_MS / 1000} s`, 'panectl doctor');
    setTimeout(() => resolve(failed(late)), LONGEST_MS).unref();
  });
