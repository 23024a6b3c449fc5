import type { Observation } from '../../domain/observation.ts';
import type { Result } from '../../domain/result.ts';
import type { Tmux } from '../../tmux/tmux.ts';
import type { House } from '../house.ts';

/**
 * One change of structure at a time, and no observation that may be older than a change. An observation takes two
 * rounds with tmux; one that was asked for before a change would take back what the change has put into the store.
 */
export interface Changes {
  readonly change: House['change'];
  /** Reads all now; the observation is fed before this resolves, unless a change began meanwhile. */
  observe(): Promise<Result<Observation>>;
  /** For every `observed` event of tmux. */
  observed(observation: Observation): void;
}

export const createChanges = (
  tmux: Pick<Tmux, 'observe'>,
  feed: (observation: Observation) => void,
): Changes => {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** Grows with each change that begins. */
  let begun = 0;
  /** True from a change's begin until an observation that was asked for after its end has come. */
  let isStale = false;

  const observe = async (): Promise<Result<Observation>> => {
    const asked = begun;
    const seen = await tmux.observe();
    if (seen.ok && asked === begun) feed(seen.value);
    return seen;
  };
  const refresh = async (): Promise<void> => {
    const asked = begun;
    const seen = await tmux.observe();
    // A change that began meanwhile refreshes after itself.
    if (asked !== begun) return;
    isStale = false;
    if (seen.ok) feed(seen.value);
  };
  const end = (): void => {
    waiting -= 1;
    if (waiting === 0) void refresh();
  };
  return {
    observe,
    observed: (observation) => {
      if (!isStale) feed(observation);
    },
    change: (work) => {
      waiting += 1;
      const done = last.then(() => {
        begun += 1;
        isStale = true;
        return work();
      });
      last = done.then(end, end);
      return done;
    },
  };
};
