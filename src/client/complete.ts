import { type Invocation, readInvocation, type Surroundings } from '../protocol/invocation.ts';
import { connect } from './connection.ts';

type LookUp = (command: string, input: unknown) => Promise<unknown>;

interface CompleteProgram {
  readonly completionLines: (
    words: readonly string[],
    lookUpFor: (words: readonly string[]) => LookUp,
  ) => Promise<string>;
}

/** Somebody waits with the finger on the key, so a daemon that takes longer is as if there were none. */
const PATIENCE_MS = 1_000;

/** `panectl __complete SHELL WORD…`: starts nothing, and says nothing of what goes wrong. */
export const runComplete = async (words: readonly string[], around: Surroundings): Promise<number> => {
  const program: CompleteProgram = await import(new URL('./complete.mjs', import.meta.url).href);
  const lines = await program.completionLines(words, (before) => lookUpAt(readInvocation(before, around)));
  // A connection that hangs would keep the process; what is written to a pipe or a file is out by then.
  process.stdout.write(lines, () => process.exit(0));
  return 0;
};

const lookUpAt =
  ({ place, caller }: Invocation): LookUp =>
  (command, input) =>
    Promise.race([
      ask(place, caller, command, input).catch(() => null),
      new Promise<null>((resolve) => void setTimeout(() => resolve(null), PATIENCE_MS)),
    ]);

const ask = async (
  place: Invocation['place'],
  caller: Invocation['caller'],
  command: string,
  input: unknown,
): Promise<unknown> => {
  const uid = process.getuid?.() ?? 0;
  const connected = await connect({
    place,
    caller,
    uid,
    env: process.env,
    start: false,
    listener: () => undefined,
  });
  if (!connected.ok) return null;
  const answered = await connected.value.call(command, input);
  return answered.ok ? answered.value : null;
};
