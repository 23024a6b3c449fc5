import type { Call, Connection } from '../client/connection.ts';
import { goneFailure } from '../client/gone.ts';
import { failed, type Result, success } from '../domain/result.ts';

/** The one connection to the daemon: made at the first call, and anew at the next call after it was lost. */
export interface Link {
  /** `mayRepeat`: the same call may be made twice, where the daemon went away before it answered. */
  readonly call: (
    ...call: [...Parameters<Call>, { readonly mayRepeat: boolean }]
  ) => Promise<Result<unknown>>;
  readonly close: () => void;
}

/** `open(false)` starts no daemon where none runs. */
export const createLink = (open: (start: boolean) => Promise<Result<Connection>>): Link => {
  let current: Connection | null = null;
  let opening: Promise<Result<Connection>> | null = null;
  let isClosed = false;

  const adopt = (opened: Result<Connection>): Result<Connection> => {
    if (!opened.ok) return opened;
    const connection = opened.value;
    if (isClosed || current !== null) connection.close();
    if (isClosed) return failed(goneFailure('the client has gone'));
    if (current !== null) return success(current);
    current = connection;
    void connection.closed.then(() => {
      if (current === connection) current = null;
    });
    return opened;
  };

  const reach = (start: boolean): Promise<Result<Connection>> => {
    if (current !== null) return Promise.resolve(success(current));
    if (!start) return open(false).then(adopt);
    opening ??= open(true)
      .then(adopt)
      .finally(() => {
        opening = null;
      });
    return opening;
  };

  const callOnce = async (...call: Parameters<Call>): Promise<Result<unknown>> => {
    const reached = await reach(!NEVER_STARTING.has(call[0]));
    if (!reached.ok) return reached;
    if (call[2]?.aborted === true) return failed(goneFailure('the call was cancelled'));
    return reached.value.call(...call);
  };

  return {
    call: async (command, input, signal, onItem, { mayRepeat }) => {
      const first = await callOnce(command, input, signal, onItem);
      if (!isGone(first)) return first;
      if (NEVER_STARTING.has(command)) return success({ running: false });
      return mayRepeat && signal?.aborted !== true ? callOnce(command, input, signal, onItem) : first;
    },
    close: () => {
      isClosed = true;
      current?.close();
    },
  };
};

/** They never start a daemon; that none runs is their answer (contract, section 2). */
const NEVER_STARTING = new Set(['daemon-status', 'daemon-stop']);

const isGone = (result: Result<unknown>): boolean => !result.ok && result.failure.data.gone === true;
