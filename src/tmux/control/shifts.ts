/** Does a piece of its work at a time until the deadline (`performance.now()`); true while more is left. */
export type Worker = (deadlineMs: number) => boolean;

/**
 * Shares each turn of the event loop among all that read from tmux, so that a flood in one pane never keeps the daemon
 * from its other work: what does not fit into a turn waits for the next, and who waits takes turns with the others.
 */
export interface Shifts {
  /** Until when somebody who has something new may work on it at once; in the past when this turn is used up. */
  readonly deadline: () => number;
  /** Work that waits for the next turns. */
  readonly enlist: (worker: Worker) => void;
}

/** Of a turn of the event loop. What waits may use it up once more, so reading blocks for twice that at most. */
const TURN_MS = 5;
/** At most so long for one worker before it is the next one's turn. */
const SHIFT_MS = 2;

export const createShifts = (now: () => number = () => performance.now()): Shifts => {
  const waiting: Worker[] = [];
  let turnEndsMs: number | null = null;
  let isPlanned = false;
  const plan = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(run);
  };
  const run = (): void => {
    isPlanned = false;
    turnEndsMs = null;
    workOff(waiting, now);
    if (waiting.length > 0) plan();
  };
  return {
    deadline: () => {
      turnEndsMs ??= now() + TURN_MS;
      plan();
      return Math.min(turnEndsMs, now() + SHIFT_MS);
    },
    enlist: (worker) => {
      waiting.push(worker);
      plan();
    },
  };
};

const workOff = (waiting: Worker[], now: () => number): void => {
  const endsMs = now() + TURN_MS;
  for (let worker = waiting.shift(); worker !== undefined; worker = waiting.shift()) {
    if (worker(Math.min(endsMs, now() + SHIFT_MS))) waiting.push(worker);
    if (now() >= endsMs) return;
  }
};

/** The one of this process: all clients share its event loop. */
export const SHIFTS = createShifts();
