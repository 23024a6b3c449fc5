import { isatty } from 'node:tty';
import { forgetAllocator } from '../protocol/allocator.ts';
import { readInvocation } from '../protocol/invocation.ts';
import { runComplete } from './complete.ts';
import { assertNodeVersion } from './node-version.ts';
import { runInvocation, sayGone } from './run.ts';

/** The `panectl` program: a pipe to the daemon. What a call does not need is not loaded. */
const main = async (): Promise<void> => {
  const [first, ...rest] = process.argv.slice(2);
  const around = {
    env: process.env,
    uid: process.getuid?.() ?? 0,
    cwd: currentFolder(),
    stdinIsTerminal: isatty(0),
    stdoutIsTerminal: isatty(1),
    // Making a stream of standard input or output costs milliseconds; only a terminal has columns to ask for.
    columns: isatty(1) ? (process.stdout.columns ?? 80) : 80,
  };
  if (first === '__complete') process.exitCode = await runComplete(rest, around);
  else if (first === '__gone') process.exitCode = sayGone(readInvocation(rest, around));
  else process.exitCode = await runInvocation(readInvocation(process.argv.slice(2), around));
};

/** The folder that we stand in may have been removed; the daemon says what that means for the command. */
const currentFolder = (): string => {
  try {
    return process.cwd();
  } catch {
    return process.env.PWD ?? '/';
  }
};

assertNodeVersion();
forgetAllocator(process.env);
// A reader that has had enough (`panectl … | head -1`) is no error of ours.
process.stdout.on('error', () => process.exit(0));
await main();
