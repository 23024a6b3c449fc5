import type { Failure } from '../domain/failure.ts';
import { assertNever } from '../domain/result.ts';
import { exitStatusOfFailure } from '../protocol/envelope.ts';
import type { Invocation } from './invocation.ts';
import { perform, refuseUnknown, runDemo, runDoctor, runLocal, runMcp } from './local-programs.ts';
import { createPrinter, type Printer } from './printer.ts';
import { type Ending, runOnce } from './run-once.ts';
import { stopDaemons } from './stop.ts';

/** Runs one call and answers its exit status. */
export const runInvocation = async (invocation: Invocation): Promise<number> => {
  if (isLocal(invocation)) return runLocal(invocation.argv);
  if (isDemo(invocation)) return runDemo(invocation.argv);
  if (invocation.command === 'mcp') return runMcp(invocation);
  if (invocation.command === 'doctor') return runDoctor(invocation);
  if (invocation.command === 'daemon-stop') return runStop(invocation);
  const printer = createPrinter(process, invocation.json ? 'half lines' : 'nothing');
  return finish(invocation, printer, await runOnce(invocation, printer));
};

/** What the daemon answers is held back until it has ended, as only then it is true. */
const runStop = async (invocation: Invocation): Promise<number> => {
  let printer = createPrinter(process, 'all');
  const ending = await stopDaemons({
    tmuxSocket: invocation.place.tmuxSocket,
    uid: process.getuid?.() ?? 0,
    ask: async () => {
      const own = createPrinter(process, 'all');
      const answer = await runOnce(invocation, own);
      if (answer.kind !== 'absent') printer = own;
      return answer;
    },
  });
  return finish(invocation, printer, ending);
};

const finish = (invocation: Invocation, printer: Printer, ending: Ending): number | Promise<number> => {
  switch (ending.kind) {
    case 'exit':
      printer.flush();
      return ending.status;
    case 'local':
      return perform(ending.action, invocation);
    case 'absent':
      return invocation.isCommand
        ? sayNotRunning(invocation)
        : refuseUnknown(invocation.argv, { ...invocation.caller, json: invocation.json });
    case 'failed':
      return sayFailure(invocation.json && !printer.hasAnswered(), ending.failure);
    default:
      return assertNever(ending);
  }
};

/** Help and version need no daemon and must work when it can not run. */
const isLocal = ({ command, argv }: Invocation): boolean => {
  if (command === 'help' || command === 'version' || isCompletion(argv)) return true;
  const options = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  return (
    options.includes('--help') ||
    options.includes('-h') ||
    (command === null && options.includes('--version'))
  );
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

/** With a shell that we know; anything else is for the daemon to say what is wrong with it. */
const isCompletion = (argv: readonly string[]): boolean =>
  /^completion (bash|zsh|fish)$/.test(argv.join(' '));

/** What is no more than its name; anything else is for the daemon to say what is wrong with it. */
const isDemo = ({ argv }: Invocation): boolean => /^demo([ -]scaled)?$/.test(argv.join(' '));
