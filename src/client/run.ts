import type { Failure } from '../domain/failure.ts';
import { assertNever } from '../domain/result.ts';
import { exitStatusOfFailure } from '../protocol/envelope.ts';
import type { Invocation } from '../protocol/invocation.ts';
import { programOf } from '../protocol/own-program.ts';
import { goneFailure } from './gone.ts';
import { perform, refuseUnknown, runDemo, runDoctor, runLocal, runMcp } from './local-programs.ts';
import { createPrinter, type Printer } from './printer.ts';
import { type Ending, runOnce } from './run-once.ts';
import { stopDaemons } from './stop.ts';
import { CLOSED } from './wire.ts';

/** Runs one call and answers its exit status. */
export const runInvocation = async (invocation: Invocation): Promise<number> => {
  switch (programOf(invocation)) {
    case 'local':
      return runLocal(invocation.argv);
    case 'demo':
      return runDemo(invocation.argv);
    case 'mcp':
      return runMcp(invocation);
    case 'doctor':
      return runDoctor(invocation);
    case 'stop':
      return runStop(invocation);
    default:
      return runCall(invocation);
  }
};

const runCall = async (invocation: Invocation): Promise<number> => {
  const printer = createPrinter(process, invocation.json ? 'half lines' : 'nothing');
  return finish(invocation, printer, await runOnce(invocation, printer));
};

/** What the shell door says of a daemon that ended while it waited for the answer. */
export const sayGone = ({ json }: Invocation): number => sayFailure(json, goneFailure(CLOSED));

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
