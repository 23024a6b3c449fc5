import { spawn } from 'node:child_process';
import { type Failure, failure } from '../domain/failure.ts';
import { assertNever } from '../domain/result.ts';
import type { Caller, LocalAction } from '../protocol/call.ts';
import { exitStatusOfFailure } from '../protocol/envelope.ts';
import type { DaemonMessage } from '../protocol/message.ts';
import type { Invocation } from './invocation.ts';
import { reachDaemon } from './start.ts';
import type { Wire } from './wire.ts';

/** Runs one call and answers its exit status. */
export const runInvocation = async (invocation: Invocation, words: readonly string[]): Promise<number> => {
  if (isLocal(invocation)) return runLocal(words);
  const call = createCall();
  const reached = await reachDaemon({
    place: invocation.place,
    uid: process.getuid?.() ?? 0,
    env: process.env,
    start: !NEVER_STARTS.has(invocation.command ?? ''),
    listener: call.onMessage,
  });
  if (!reached.ok) return sayFailure(invocation, reached.failure);
  if (reached.value === null) return sayNotRunning(invocation);
  // An open connection or standard input would keep the process from ending.
  const ending = await converse(reached.value, call, invocation);
  reached.value.close();
  if (call.readsInput) process.stdin.pause();
  if (typeof ending === 'number') return ending;
  return ending.kind === 'lost'
    ? sayFailure(invocation, goneFailure(ending.reason))
    : perform(ending.action, invocation);
};

type Ending =
  | number
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'local'; readonly action: LocalAction };

const NEVER_STARTS = new Set(['daemon-status', 'daemon-stop']);

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

const runLocal = async (words: readonly string[]): Promise<number> => {
  const { runLocalCommand }: LocalProgram = await import(chunk('local'));
  return runLocalCommand(words);
};

/** What the chunks hold. They are built from rooms that the client does not know. */
interface LocalProgram {
  readonly runLocalCommand: (words: readonly string[]) => number;
}
interface PanelProgram {
  readonly runPanel: (options: {
    readonly socketPath: string;
    readonly session: string | null;
    readonly caller: Caller;
  }) => Promise<number>;
}

/** Chunks are loaded when they are needed; their names are built so that the bundler leaves them where they are. */
const chunk = (name: 'local' | 'panel'): string => new URL(`./${name}.mjs`, import.meta.url).href;

interface Call {
  readonly onMessage: (message: DaemonMessage) => void;
  readonly ended: Promise<Ending>;
  /** Set once the wire is open. */
  wire: Wire | null;
  readsInput: boolean;
}

const CALL_ID = 1;

const createCall = (): Call => {
  let end: (ending: Ending) => void = () => {};
  const call: Call = {
    wire: null,
    readsInput: false,
    ended: new Promise((resolve) => {
      end = resolve;
    }),
    onMessage: (message) => {
      if (message.kind === 'print') process[message.stream].write(message.text);
      else if (message.kind === 'exit') end(message.status);
      else if (message.kind === 'local') end({ kind: 'local', action: message.action });
      else if (message.kind === 'want_input') sendInput(call);
    },
  };
  return call;
};

const converse = (wire: Wire, call: Call, { argv, command, caller }: Invocation): Promise<Ending> => {
  call.wire = wire;
  const words = command === null ? [...argv, caller.stdoutIsTerminal ? 'panel' : 'report'] : argv;
  let interrupts = 0;
  process.on('SIGINT', () => {
    interrupts += 1;
    if (interrupts > 1) process.exit(130);
    wire.send({ kind: 'cancel', id: CALL_ID });
  });
  wire.send({ kind: 'run', id: CALL_ID, argv: words, caller });
  const lost = wire.closed.then((reason): Ending => ({ kind: 'lost', reason }));
  return Promise.race([call.ended, lost]);
};

const sendInput = (call: Call): void => {
  const { wire } = call;
  call.readsInput = true;
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (text) =>
    wire?.send({ kind: 'input', id: CALL_ID, text: String(text), end: false }),
  );
  process.stdin.on('end', () => wire?.send({ kind: 'input', id: CALL_ID, text: '', end: true }));
  process.stdin.on('error', () => wire?.send({ kind: 'input', id: CALL_ID, text: '', end: true }));
};

const perform = async (action: LocalAction, { place, caller }: Invocation): Promise<number> => {
  switch (action.kind) {
    case 'panel': {
      const { runPanel }: PanelProgram = await import(chunk('panel'));
      return runPanel({ socketPath: place.tmuxSocket, session: action.session, caller });
    }
    case 'attach':
      return attach(action.argv);
    default:
      return assertNever(action);
  }
};

/** Hands the terminal to tmux until the person detaches. */
const attach = (argv: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    const { TMUX: _outer, ...env } = process.env;
    const child = spawn(argv[0] ?? 'tmux', argv.slice(1), { stdio: 'inherit', env });
    child.on('error', () => resolve(5));
    child.on('exit', (code) => resolve(code ?? 1));
  });

const sayNotRunning = ({ command, json }: Invocation): number => {
  const data = { running: false };
  process.stdout.write(json ? `${JSON.stringify({ ok: true, data })}\n` : 'the daemon does not run\n');
  return command === 'daemon-stop' ? 0 : 1;
};

const sayFailure = ({ json }: Invocation, error: Failure): number => {
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, error })}\n`);
  else process.stderr.write(`panectl: ${error.message}${error.hint === null ? '' : `: ${error.hint}`}\n`);
  return exitStatusOfFailure(error);
};

const goneFailure = (reason: string): Failure =>
  failure('daemon_unavailable', `the daemon has gone: ${reason}`, 'call again; the next call starts it');
