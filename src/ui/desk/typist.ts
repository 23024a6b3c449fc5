import type { Failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { nextRun, type TypedKey } from '../input/typed-key.ts';
import type { Call } from './ui-state.ts';

interface TypistOptions {
  readonly call: (command: string, input: unknown, signal?: AbortSignal) => Promise<Result<unknown>>;
  /** Whether the daemon keeps others out of this pane by now. */
  readonly isHeld: (tmuxPane: TmuxPaneId) => boolean;
  /** It ended without the operator's doing. */
  readonly failed: (hold: Call, failure: Failure) => void;
}

/**
 * Types for the operator: holds the pane, and sends his keys one call after the other, so that they arrive in their
 * order. Nothing is sent before the pane is held; what was typed until then goes first.
 */
export interface Typist {
  readonly begin: (hold: Call) => void;
  readonly type: (keys: readonly TypedKey[]) => void;
  readonly end: () => void;
  /** The state has changed: perhaps the pane is held now. */
  readonly look: () => void;
}

interface Job {
  readonly hold: Call;
  readonly controller: AbortController;
  keys: readonly TypedKey[];
  isSending: boolean;
}

export const createTypist = ({ call, isHeld, failed }: TypistOptions): Typist => {
  let job: Job | null = null;
  const stop = (ended: Job, failure: Failure): void => {
    if (job !== ended) return;
    job = null;
    ended.controller.abort();
    failed(ended.hold, failure);
  };
  const pump = async (typing: Job): Promise<void> => {
    const { tmuxPane } = typing.hold;
    if (typing.isSending || tmuxPane === null || !isHeld(tmuxPane)) return;
    typing.isSending = true;
    for (;;) {
      const { run, rest } = nextRun(typing.keys);
      if (run === null) break;
      typing.keys = rest;
      const sent = await call('pane-send-keys', inputOf(typing.hold, run));
      if (!sent.ok) return stop(typing, sent.failure);
    }
    typing.isSending = false;
  };
  return {
    begin: (hold) => {
      const begun: Job = { hold, controller: new AbortController(), keys: [], isSending: false };
      job?.controller.abort();
      job = begun;
      void call(hold.command, hold.input, begun.controller.signal).then((ended) => {
        if (!ended.ok) stop(begun, ended.failure);
      });
    },
    type: (keys) => {
      if (job === null) return;
      job.keys = [...job.keys, ...keys];
      void pump(job);
    },
    end: () => {
      job?.controller.abort();
      job = null;
    },
    look: () => {
      if (job !== null && job.keys.length > 0) void pump(job);
    },
  };
};

/** The operator has said yes to this pane when he began: he is not asked again for each key. */
const inputOf = ({ input: { session, pane } }: Call, key: TypedKey) => ({
  ...{ session, pane, force: true },
  ...(key.kind === 'text' ? { keys: [key.text], literal: true } : { keys: [key.name] }),
});
