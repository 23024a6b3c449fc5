import type { TmuxPaneId } from '../domain/ids.ts';
import { failed, type Result, success } from '../domain/result.ts';
import type { Caller } from '../protocol/call.ts';
import type { DaemonMessage, LinesWanted } from '../protocol/message.ts';
import { goneFailure } from './gone.ts';
import { type ReachOptions, reachDaemon } from './start.ts';
import type { Wire } from './wire.ts';

/** What a command streams goes to `onItem` where that is given, else to the connection's listener. */
export type Call = (
  command: string,
  input: unknown,
  signal?: AbortSignal,
  onItem?: (item: unknown) => void,
) => Promise<Result<unknown>>;

/** The structured door to the daemon, for front ends that stay: the panel, the demo, MCP. */
export interface Connection {
  /** The answer's data, or why there is none. A connection that ends meanwhile is `daemon_unavailable`. */
  readonly call: Call;
  /** Asks for a snapshot of the store and then deltas; they go to the listener. */
  readonly subscribe: () => void;
  /** Asks for the live screen of one pane, or of none any more. */
  readonly watch: (tmuxPane: TmuxPaneId | null) => void;
  /** The daemon's; one that speaks our protocol may be of another version than we are. */
  readonly version: string;
  /** Asks for what panes print; batches with this id go to the listener. */
  readonly follow: (id: number, wanted: LinesWanted | null) => void;
  /** Settles once, with the reason, when the connection is gone for whatever cause. */
  readonly closed: Promise<string>;
  readonly close: () => void;
}

export interface ConnectOptions extends Omit<ReachOptions, 'listener' | 'start' | 'first'> {
  readonly caller: Caller;
  readonly listener: (message: DaemonMessage) => void;
  /** False: where no daemon runs none is started, and that is `daemon_unavailable`. */
  readonly start?: boolean;
}

interface Pending {
  readonly onItem: ((item: unknown) => void) | undefined;
  readonly settle: (result: Result<unknown>) => void;
}

export const connect = async (options: ConnectOptions): Promise<Result<Connection>> => {
  const pending = new Map<number, Pending>();
  const listener = (message: DaemonMessage): void => {
    const onItem = message.kind === 'item' ? pending.get(message.id)?.onItem : undefined;
    if (message.kind === 'result') settle(pending, message);
    else if (message.kind === 'item' && onItem !== undefined) onItem(message.item);
    else options.listener(message);
  };
  const reached = await reachDaemon({ ...options, start: options.start ?? true, listener });
  if (!reached.ok) return reached;
  if (reached.value === null) return failed(goneFailure('it does not run'));
  const wire = reached.value;
  void wire.closed.then((reason) => {
    for (const each of pending.values()) each.settle(failed(goneFailure(reason)));
    pending.clear();
  });
  return success(connectionOf(wire, options.caller, pending));
};

const connectionOf = (wire: Wire, caller: Caller, pending: Map<number, Pending>): Connection => {
  let last = 0;
  let isClosed = false;
  void wire.closed.then(() => {
    isClosed = true;
  });
  return {
    call: (command, input, signal, onItem) => {
      if (isClosed) return Promise.resolve(failed(goneFailure('the connection has ended')));
      last += 1;
      const id = last;
      const onAbort = (): void => void wire.send({ kind: 'cancel', id });
      signal?.addEventListener('abort', onAbort, { once: true });
      return new Promise<Result<unknown>>((resolve) => {
        pending.set(id, { settle: resolve, onItem });
        wire.send({ kind: 'call', id, command, input, caller });
      }).finally(() => signal?.removeEventListener('abort', onAbort));
    },
    subscribe: () => void wire.send({ kind: 'subscribe' }),
    follow: (id, wanted) => void wire.send({ kind: 'follow', id, wanted }),
    watch: (tmuxPane) => void wire.send({ kind: 'watch', tmuxPane }),
    version: wire.version,
    closed: wire.closed,
    close: wire.close,
  };
};

const settle = (
  pending: Map<number, Pending>,
  { id, envelope }: Extract<DaemonMessage, { kind: 'result' }>,
): void => {
  pending.get(id)?.settle(envelope.ok ? success(envelope.data) : failed(envelope.error));
  pending.delete(id);
};
