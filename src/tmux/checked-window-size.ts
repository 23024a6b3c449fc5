import { failed, type Result } from '../domain/result.ts';
import { serverGone } from './classify.ts';
import type { Tmux } from './tmux.ts';
import { ASK_WINDOW_SIZE, TO_LARGEST, TO_MANUAL } from './window-size.ts';

type Words = readonly string[];

/** Runs a command that makes a window, without the crash that window-size.ts tells of. */
export const makeWindow = async (tmux: Tmux, make: Words): Promise<Result<readonly string[]>> => {
  const asked = await tmux.command(...ASK_WINDOW_SIZE);
  if (!asked.ok || asked.value[0] !== 'manual') return tmux.command(...make);
  // The last one stands in a line of its own, sent at once: a failed `make` drops the rest of its group.
  const [results] = await Promise.all([
    tmux.sequence([TO_LARGEST, make, TO_MANUAL]),
    tmux.command(...TO_MANUAL),
  ]);
  return results[1] ?? failed(serverGone('it gave no answer'));
};
