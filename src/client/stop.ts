import { type Failure, failure } from '../domain/failure.ts';
import { watchDaemons } from './daemon-processes.ts';
import type { Ending } from './run-once.ts';

export interface StopOptions {
  readonly tmuxSocket: string;
  readonly uid: number;
  readonly ask: () => Promise<Ending>;
  readonly deadlineMs?: number;
}

/** Longer than a daemon needs to come up, or to write down what it knows and end. */
const DEADLINE_MS = 15_000;
const PAUSE_MS = 20;

/**
 * Ends the daemons of a tmux server that there are now, and returns when their processes have ended: one that is still
 * coming up is waited for, and so is one that waits for the place of another that ends. Daemons that somebody starts
 * meanwhile, as an open panel does, are not among them.
 */
export const stopDaemons = async (options: StopOptions): Promise<Ending> => {
  const { tmuxSocket, uid, ask, deadlineMs = DEADLINE_MS } = options;
  const deadline = performance.now() + deadlineMs;
  const alive = watchDaemons(tmuxSocket, uid);
  const all = alive().length;
  const askOnce = async (): Promise<Ending> => {
    const asked = await ask();
    // Somebody else has stopped it meanwhile: whether it has ended its process tells.
    return asked.kind === 'failed' && asked.failure.data.gone === true ? { kind: 'absent' } : asked;
  };
  let last = await askOnce();
  let told = last.kind === 'exit' ? all : 0;
  while (alive().length > 0) {
    if (last.kind === 'failed') return { kind: 'failed', failure: named(last.failure, alive()) };
    if (last.kind === 'exit' && last.status !== 0) return last;
    if (performance.now() > deadline) return { kind: 'failed', failure: stubborn(alive()) };
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const left = alive().length;
    // Who has answered ends; asking again before that could meet one that came after.
    if (left === 0 || left === told) continue;
    const asked = await askOnce();
    if (asked.kind === 'exit') told = left;
    if (asked.kind !== 'absent') last = asked;
  }
  return last;
};

const stubborn = (pids: readonly number[]): Failure =>
  named(failure('daemon_unavailable', 'the daemon neither answers nor ends'), pids);

/** Only a signal ends a process that does not answer, so who asks must know which one. */
const named = (refusal: Failure, pids: readonly number[]): Failure => ({
  ...refusal,
  hint: `kill -9 ${pids.join(' ')}; panes run on, and the next call starts a daemon`,
  data: { ...refusal.data, pids },
});
