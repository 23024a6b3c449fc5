import type * as z from 'zod';
import type { ExecWatched, ExecWithOutput } from '../../commands/context.ts';
import type { paneExecInput } from '../../commands/pane-type.ts';
import type { Exec } from '../../domain/exec.ts';
import { type Result, success } from '../../domain/result.ts';
import { compilePattern, type Pattern } from '../../rules/pattern.ts';
import type { CallScope, House } from '../house.ts';
import { untilEnded } from '../waits/exec-end.ts';
import { watchPane } from '../waits/watch.ts';
import { outputOf } from './exec-read.ts';
import { checkObservable } from './observable.ts';
import { startExec } from './pane-exec.ts';

type Input = z.output<typeof paneExecInput>;

const PATIENCE_MS = 600_000;

/** Starts a command line in a shell, and waits for its end or for a line of it where that is asked for. */
export const runExec = async (
  house: House,
  scope: CallScope,
  input: Input,
): Promise<Result<Exec | ExecWithOutput | ExecWatched>> => {
  const pattern = input.then_watch === undefined ? null : compilePattern(input.then_watch);
  if (pattern !== null && !pattern.ok) return pattern;
  if (input.wait) {
    const observable = await checkObservable(house, scope, input);
    if (!observable.ok) return observable;
  }
  const started = await startExec(house, scope, input);
  if (!started.ok) return started;
  if (pattern !== null) return watched(house, scope, input, started.value, pattern.value);
  if (!input.wait) return started;
  const ended = await untilEnded(house, started.value, input.timeout ?? PATIENCE_MS, scope.signal);
  if (!ended.ok) return ended;
  const output = outputOf(house, ended.value, {});
  return output.ok ? success({ ...ended.value, output: output.value }) : output;
};

const watched = async (
  house: House,
  scope: CallScope,
  input: Input,
  exec: Exec,
  pattern: Pattern,
): Promise<Result<ExecWatched>> => {
  const watch = await watchPane(house, {
    pane: exec.tmux_pane,
    pattern,
    stops: [],
    since: 'exec',
    timeoutMs: input.timeout ?? PATIENCE_MS,
    signal: scope.signal,
  });
  if (!watch.ok) return watch;
  return success({ ...(house.store.getState().execs[exec.exec_id] ?? exec), watch: watch.value });
};
