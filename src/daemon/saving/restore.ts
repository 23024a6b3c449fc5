import type * as z from 'zod';
import type { sessionRestoreInput } from '../../commands/saving.ts';
import type { PendingCommand, Restoration, RestoredSession } from '../../commands/saving-port.ts';
import { failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { scopeOfFile } from '../session-file/create.ts';
import { restoreAll } from './restore-all.ts';
import { ALIVE, isThere, restoreOne, whyNot } from './restore-one.ts';
import { type RestorePlan, type RunPolicy, reportOf } from './restore-plan.ts';
import { planOfFile, planOfNewest } from './restore-source.ts';
import { snapshotsOfOne } from './snapshot-list.ts';

type Input = z.output<typeof sessionRestoreInput>;

/** All of a session is checked before anything of it is made. */
export const restoreSessions = async (
  house: House,
  caller: CallScope,
  input: Input,
): Promise<Result<Restoration>> => {
  const { file, last, all } = input;
  if ([file !== undefined, last !== undefined, all].filter(Boolean).length !== 1) return failed(unclear());
  const scope = scopeOfFile(caller);
  const policy = input.run ?? (caller.caller.stdoutIsTerminal ? 'ask' : 'never');
  const done = all
    ? await restoreAll(house, scope, policy, input.dry_run)
    : await restoreNamed(house, scope, input, policy);
  if (!done.ok) return done;
  const sessions = done.value;
  return success(
    input.dry_run
      ? { plan: sessions }
      : { restored: sessions, map: mapOf(sessions), pending_commands: pendingOf(sessions) },
  );
};

const unclear = () =>
  failure(
    'usage',
    'say what to restore: a file, --last SESSION, or --all',
    'panectl session-snapshots has what there is',
  );

const restoreNamed = async (
  house: House,
  scope: CallScope,
  input: Input,
  policy: RunPolicy,
): Promise<Result<readonly RestoredSession[]>> => {
  const planned = await planOf(house, scope, input, policy);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const isAlive = await isThere(house, plan.blueprint.name);
  if (input.dry_run) return success([reportOf(plan, null, isAlive ? ALIVE : null)]);
  if (isAlive) return failed(await whyNot(house, plan.blueprint.name));
  const done = await restoreOne(house, scope, plan);
  return done.ok ? success([done.value]) : done;
};

const planOf = async (
  house: House,
  scope: CallScope,
  { file, last }: Input,
  policy: RunPolicy,
): Promise<Result<RestorePlan>> => {
  if (last === undefined) return planOfFile(house, scope, file ?? '', policy);
  const own = await snapshotsOfOne(house, last);
  return own.ok ? planOfNewest(house, scope, own.value, policy) : own;
};

const mapOf = (sessions: readonly RestoredSession[]): Readonly<Record<TmuxPaneId, TmuxPaneId>> =>
  Object.fromEntries(
    sessions.flatMap(({ panes }) =>
      panes.flatMap(({ was, tmux_pane }) => (was === null || tmux_pane === null ? [] : [[was, tmux_pane]])),
    ),
  );

const pendingOf = (sessions: readonly RestoredSession[]): readonly PendingCommand[] =>
  sessions.flatMap(({ session, panes }) =>
    panes.flatMap(({ pane_id, tmux_pane, label, command, run }) =>
      tmux_pane === null || command === null || run === 'run'
        ? []
        : [{ session, pane_id, tmux_pane, label, command }],
    ),
  );
