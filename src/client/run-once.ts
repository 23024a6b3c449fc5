import type { Failure } from '../domain/failure.ts';
import type { LocalAction } from '../protocol/call.ts';
import { type Invocation, wordsToRun } from '../protocol/invocation.ts';
import type { ClientMessage, DaemonMessage } from '../protocol/message.ts';
import { goneFailure } from './gone.ts';
import type { Printer } from './printer.ts';
import { sendInput } from './send-input.ts';
import { reachDaemon } from './start.ts';
import type { Wire } from './wire.ts';

export type Ending =
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: 'local'; readonly action: LocalAction }
  /** No daemon runs, and this call starts none. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One call of the daemon; what it says is printed on the way. */
export const runOnce = async (invocation: Invocation, printer: Printer): Promise<Ending> => {
  const call = createCall(printer);
  const reached = await reachDaemon({
    place: invocation.place,
    uid: process.getuid?.() ?? 0,
    env: process.env,
    start: invocation.isCommand && !NEVER_STARTS.has(invocation.command ?? ''),
    first: [runMessage(invocation)],
    listener: call.onMessage,
  });
  if (!reached.ok) return { kind: 'failed', failure: reached.failure };
  return reached.value === null ? { kind: 'absent' } : converse(reached.value, call, printer);
};

const NEVER_STARTS = new Set(['daemon-status', 'daemon-stop']);
const CALL_ID = 1;
/** What a shell says of a program that ended by SIGINT. */
const INTERRUPTED = 130;

const runMessage = (invocation: Invocation): ClientMessage => ({
  kind: 'run',
  id: CALL_ID,
  argv: wordsToRun(invocation),
  caller: invocation.caller,
});

interface Call {
  readonly onMessage: (message: DaemonMessage) => void;
  readonly ended: Promise<Ending>;
  readonly wantsInput: Promise<void>;
  readonly hasAskedForInput: () => boolean;
}

const createCall = (printer: Printer): Call => {
  const ended = Promise.withResolvers<Ending>();
  const wantsInput = Promise.withResolvers<void>();
  let hasAskedForInput = false;
  return {
    hasAskedForInput: () => hasAskedForInput,
    ended: ended.promise,
    wantsInput: wantsInput.promise,
    onMessage: (message) => {
      if (message.kind === 'print') printer.print(message.stream, message.text);
      else if (message.kind === 'exit') ended.resolve({ kind: 'exit', status: message.status });
      else if (message.kind === 'local') ended.resolve({ kind: 'local', action: message.action });
      else if (message.kind === 'want_input') {
        hasAskedForInput = true;
        wantsInput.resolve();
      }
    },
  };
};

/**
 * The first Ctrl-C asks the daemon to stop, and its answer is waited for, which says nothing any more to who did not
 * want to hear it; the second one does not wait.
 */
const converse = async (wire: Wire, call: Call, printer: Printer): Promise<Ending> => {
  let isInterrupted = false;
  const interrupt = (): void => {
    if (isInterrupted) process.exit(INTERRUPTED);
    isInterrupted = true;
    printer.mute();
    wire.send({ kind: 'cancel', id: CALL_ID });
  };
  process.on('SIGINT', interrupt);
  void call.wantsInput.then(() => sendInput(wire, CALL_ID));
  const lost = wire.closed.then((reason): Ending => ({ kind: 'failed', failure: goneFailure(reason) }));
  const ending = await Promise.race([call.ended, lost]);
  process.off('SIGINT', interrupt);
  wire.close();
  // An open standard input that is being read keeps the process from ending; the panel needs it whole.
  if (call.hasAskedForInput() && ending.kind !== 'local') process.stdin.destroy();
  return isInterrupted && ending.kind !== 'local' ? { kind: 'exit', status: INTERRUPTED } : ending;
};
