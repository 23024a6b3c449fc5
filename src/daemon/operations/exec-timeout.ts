import type * as z from 'zod';
import type { ExecWithOutput } from '../../commands/context.ts';
import type { paneExecTimeoutInput } from '../../commands/pane-wait.ts';
import type { Exec } from '../../domain/exec.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { untilEnded } from '../waits/exec-end.ts';
import { outputOf } from './exec-read.ts';
import { checkObservable } from './observable.ts';
import { startExec } from './pane-exec.ts';
import { signalTree } from './signal-tree.ts';

/** How long an interrupt, and then a termination, may take effect before the next step. */
const GRACE_MS = 2_000;
/** After a kill the shell only has to notice. */
const AFTER_KILL_MS = 5_000;

/** Runs and waits; past its time the whole process tree is ended, gently first, and the shell stays. */
export const execTimeout = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneExecTimeoutInput>,
): Promise<Result<ExecWithOutput>> => {
  const observable = await checkObservable(house, scope, input);
  if (!observable.ok) return observable;
  const started = await startExec(house, scope, input);
  if (!started.ok) return started;
  const ended = await untilEnded(house, started.value, input.timeout, scope.signal);
  const isLate = ended.ok && ended.value.outcome === 'running' && !scope.signal.aborted;
  const final = isLate ? await endIt(house, scope, ended.value) : ended;
  if (!final.ok) return final;
  const output = outputOf(house, final.value, {});
  return output.ok ? success({ ...final.value, output: output.value }) : output;
};

const endIt = async (house: House, scope: CallScope, exec: Exec): Promise<Result<Exec>> => {
  house.execs.doom(exec.tmux_pane, 'timeout');
  await house.tmux.command('send-keys', '-t', exec.tmux_pane, 'C-c');
  let now = await untilEnded(house, exec, GRACE_MS, scope.signal);
  for (const name of ['SIGTERM', 'SIGKILL'] as const) {
    if (!now.ok || now.value.outcome !== 'running') break;
    await signalTree(pidOf(house, exec.tmux_pane), name);
    now = await untilEnded(house, exec, name === 'SIGKILL' ? AFTER_KILL_MS : GRACE_MS, scope.signal);
  }
  await house.until(({ panes }) => panes[exec.tmux_pane]?.ready !== false, GRACE_MS, scope.signal);
  return now;
};

const pidOf = (house: House, pane: TmuxPaneId): number | null =>
  house.store.getState().panes[pane]?.pid ?? null;
