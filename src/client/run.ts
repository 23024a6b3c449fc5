import { type Failure, failure } from '../domain/failure.ts';
import type { Caller, LocalAction } from '../protocol/call.ts';
import { exitStatusOfFailure } from '../protocol/envelope.ts';
import type { ClientMessage, DaemonMessage } from '../protocol/message.ts';
import type { Invocation } from './invocation.ts';
import { perform, runDemo, runLocal } from './local-programs.ts';
import { createPrinter, type Printer } from './printer.ts';
import { sendInput } from './send-input.ts';
import { reachDaemon } from './start.ts';
import type { Wire } from './wire.ts';

/** Runs one call and answers its exit status. */
export const runInvocation = async (invocation: Invocation): Promise<number> => {
  if (isLocal(invocation)) return runLocal(invocation.argv);
  if (isDemo(invocation)) return runDemo(invocation.argv);
  const { place, caller, command } = invocation;
  const printer = createPrinter(process, invocation.json);
  const call = createCall(printer);
  const reached = await reachDaemon({
    place,
    uid: process.getuid?.() ?? 0,
    env: process.env,
    start: !NEVER_STARTS.has(command ?? ''),
    first: [runMessage(invocation)],
    listener: call.onMessage,
  });
  if (!reached.ok) return sayFailure(invocation.json, reached.failure);
  if (reached.value === null) return sayNotRunning(invocation);
  const ending = await converse(reached.value, call);
  if (ending.kind === 'exit') {
    printer.flush();
    return ending.status;
  }
  if (ending.kind === 'local') return perform(ending.action, place, caller);
  return sayFailure(invocation.json && !printer.hasPrinted(), goneFailure(ending.reason));
};

type Ending =
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'local'; readonly action: LocalAction };

const NEVER_STARTS = new Set(['daemon-status', 'daemon-stop']);
const CALL_ID = 1;
/** What a shell says of a program that ended by SIGINT. */
const INTERRUPTED = 130;

/** Help and version need no daemon and must work when it can not run. */
const isLocal = ({ command, argv }: Invocation): boolean => {
  if (command === 'help' || command === 'version') return true;
  const options = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  return (
    options.includes('--help') ||
    options.includes('-h') ||
    (command === null && options.includes('--version'))
  );
};

const runMessage = ({ argv, command, caller }: Invocation): ClientMessage => ({
  kind: 'run',
  id: CALL_ID,
  argv: command === null ? [...argv, ...aloneWords(argv, caller)] : argv,
  caller,
});

/** Without a command: the panel on a terminal, else a report, which is plain unless JSON was asked for. */
const aloneWords = (argv: readonly string[], { stdoutIsTerminal, format }: Caller): readonly string[] => {
  if (stdoutIsTerminal) return ['panel'];
  return argv.includes('--json') || format === 'json' ? ['report'] : ['--text', 'report'];
};

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

/** The first Ctrl-C asks the daemon to stop, and its answer is waited for; the second one does not wait. */
const converse = async (wire: Wire, call: Call): Promise<Ending> => {
  let isInterrupted = false;
  const interrupt = (): void => {
    if (isInterrupted) process.exit(INTERRUPTED);
    isInterrupted = true;
    wire.send({ kind: 'cancel', id: CALL_ID });
  };
  process.on('SIGINT', interrupt);
  void call.wantsInput.then(() => sendInput(wire, CALL_ID));
  const lost = wire.closed.then((reason): Ending => ({ kind: 'lost', reason }));
  const ending = await Promise.race([call.ended, lost]);
  process.off('SIGINT', interrupt);
  wire.close();
  // An open standard input that is being read keeps the process from ending; the panel needs it whole.
  if (call.hasAskedForInput() && ending.kind !== 'local') process.stdin.destroy();
  return isInterrupted && ending.kind !== 'local' ? { kind: 'exit', status: INTERRUPTED } : ending;
};

const sayNotRunning = ({ command, json }: Invocation): number => {
  const data = { running: false };
  process.stdout.write(json ? `${JSON.stringify({ ok: true, data })}\n` : 'the daemon does not run\n');
  return command === 'daemon-stop' ? 0 : 1;
};

const sayFailure = (json: boolean, error: Failure): number => {
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, error })}\n`);
  else process.stderr.write(`panectl: ${error.message}${error.hint === null ? '' : `\n${error.hint}`}\n`);
  return exitStatusOfFailure(error);
};

const goneFailure = (reason: string): Failure =>
  failure('daemon_unavailable', `the daemon has gone: ${reason}`, 'call again; the next call starts it');

/** What is no more than its name; anything else is for the daemon to say what is wrong with it. */
const isDemo = ({ argv }: Invocation): boolean => /^demo([ -]scaled)?$/.test(argv.join(' '));
