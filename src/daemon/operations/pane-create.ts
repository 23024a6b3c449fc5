import type * as z from 'zod';
import type { paneCreateInput } from '../../commands/pane-make.ts';
import { failure } from '../../domain/failure.ts';
import type { Pane } from '../../domain/pane.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { readinessOf } from '../../domain/service.ts';
import { describePane } from '../../store/select.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';
import { formatLiteral } from '../../tmux/format-literal.ts';
import { checkLayout } from '../../tmux/layouts.ts';
import type { CallScope, House } from '../house.ts';
import { serviceAsked } from '../services/service-asked.ts';
import { findExec, untilEnded } from '../waits/exec-end.ts';
import { findFolder } from './folder.ts';
import { isNamed, isOurWindow, rememberLayout } from './layouts.ts';
import { answerPane, locateSession } from './locate.ts';
import { adoptPane } from './pane-adopt.ts';
import { bearersOf, freeLabel } from './pane-label.ts';
import { makePane } from './pane-make.ts';
import { type Place, placesFor } from './pane-place.ts';
import { commandProcess, type PaneProcess, shellProcess } from './pane-process.ts';
import { respawn } from './pane-respawn.ts';
import type { MadePane, PaneSpec } from './pane-spec.ts';
import { readProcess, untilTypable, watchShell } from './shell-ready.ts';

type Input = z.output<typeof paneCreateInput>;

/** Contract, section 4. All input is checked before tmux is told anything. */
export const createPane = async (house: House, scope: CallScope, input: Input): Promise<Result<Pane>> => {
  const service = serviceAsked(input);
  if (!service.ok) return service;
  const cwd = await startFolder(scope, input.cwd);
  if (!cwd.ok) return cwd;
  const watch = watchShell(house);
  const outcome = await house.change(() =>
    makeUnlessThere(house, scope, input, { cwd: cwd.value, service: service.value }),
  );
  if (outcome.ok && outcome.value.isNew && input.command === undefined) {
    const { tmuxPane, pid } = outcome.value;
    if (pid !== null) await untilTypable(house, watch, { tmuxPane, pid }, scope.signal);
    await readProcess(house, tmuxPane);
  }
  watch.end();
  if (!outcome.ok) return outcome;
  const { session, tmuxPane } = outcome.value;
  const answer = answerPane(house, session.sessionId, tmuxPane);
  if (!answer.ok || input.wait === undefined) return answer;
  return input.wait === 'exit'
    ? ended(house, scope, input, answer.value)
    : untilReady(house, scope, input, answer.value);
};

/** The pane as it is when its command has ended; one that is not kept has gone by then, with the end known all the same. */
const ended = async (house: House, scope: CallScope, input: Input, pane: Pane): Promise<Result<Pane>> => {
  const exec = pane.exec_id === null ? null : findExec(house, pane.exec_id);
  if (exec === null) return success(pane);
  const end = await untilEnded(house, exec, input.timeout ?? PATIENCE_MS, scope.signal);
  if (!end.ok) return end;
  const { outcome, exit_code, signal, ended_at } = end.value;
  const now = describePane(house.store.getState(), pane.session_id, pane.tmux_pane);
  if (now !== null || outcome === 'running') return success(now ?? pane);
  const status = outcome === 'completed' ? 'completed' : 'failed';
  return success({ ...pane, status, exit_code, signal, completed_at: ended_at, dead: true });
};

/** The pane when it is ready or can not become that any more, or as it is when the time is up. */
const untilReady = async (
  house: House,
  { signal }: CallScope,
  { timeout = PATIENCE_MS }: Input,
  { session_id, tmux_pane }: Pane,
): Promise<Result<Pane>> => {
  const isDecided = ({ panes }: State): boolean => {
    const pane = panes[tmux_pane];
    if (pane === undefined) return true;
    return pane.service === null ? pane.ready === true || pane.dead : readinessOf(pane.service) !== 'pending';
  };
  await house.until(isDecided, timeout, signal);
  return answerPane(house, session_id, tmux_pane);
};

const PATIENCE_MS = 600_000;

type Outcome = Pick<PaneState, 'tmuxPane' | 'pid'> & {
  readonly session: SessionState;
  readonly isNew: boolean;
};

const makeUnlessThere = async (
  house: House,
  scope: CallScope,
  input: Input,
  { cwd, service }: Pick<PaneSpec, 'cwd' | 'service'>,
): Promise<Result<Outcome>> => {
  const session = await locateSession(house, scope, input.session);
  if (!session.ok) return session;
  // Somebody may have closed the bearer of the label a moment ago: before it counts, tmux is read once.
  if (bearersOf(house, session.value, input.label).length > 0) await house.observe(null);
  const bearer = bearersOf(house, session.value, input.label)[0];
  if (bearer !== undefined && input.if_missing)
    return reuse(house, scope, input, { session: session.value, pane: bearer });
  const label = freeLabel(house, session.value, input.label, input.unique);
  if (!label.ok) return label;
  const layout = input.layout === undefined ? success(null) : checkLayout(input.layout);
  if (!layout.ok) return layout;
  const spec: PaneSpec = {
    label: label.value,
    cwd,
    env: input.env,
    command: input.command ?? null,
    process: await processFor(house, session.value, input.command),
    keep: !input.no_keep,
    service,
    layout: layout.value,
  };
  await house.tmux.hear(session.value.sessionId);
  const made = await makeSomewhere(house, session.value, input, spec);
  if (!made.ok) return made;
  adoptPane(house, scope, session.value.sessionId, made.value, spec);
  const { tmuxPane, pid } = made.value;
  return success({ session: session.value, tmuxPane, pid, isNew: true });
};

const processFor = (
  house: House,
  { sessionId }: SessionState,
  command: string | undefined,
): Promise<PaneProcess> =>
  command === undefined ? shellProcess(house, sessionId) : commandProcess(house, sessionId, command);

/** The session's own folder unless one is given; tmux knows it best. */
const startFolder = async (scope: CallScope, cwd: string | undefined): Promise<Result<string>> => {
  if (cwd === undefined) return success('#{session_path}');
  const folder = await findFolder(cwd, scope.caller.cwd);
  return folder.ok ? success(formatLiteral(folder.value)) : folder;
};

const reuse = async (
  house: House,
  scope: CallScope,
  input: Input,
  target: { readonly session: SessionState; readonly pane: PaneState },
): Promise<Result<Outcome>> => {
  const { session, pane } = target;
  if (pane.dead) {
    const again = await respawn(house, scope, target, { command: input.command, force: input.force });
    if (!again.ok) return again;
  }
  return success({ session, tmuxPane: pane.tmuxPane, pid: pane.pid, isNew: false });
};

const makeSomewhere = async (
  house: House,
  session: SessionState,
  input: Input,
  spec: PaneSpec,
): Promise<Result<MadePane>> => {
  const places = placesFor(house.store.getState(), session, input);
  return places.ok ? makeInOne(house, places.value, spec) : places;
};

/** In the first of the places that has room for it. */
export const makeInOne = async (
  house: House,
  places: readonly Place[],
  spec: PaneSpec,
): Promise<Result<MadePane>> => {
  let last: Result<MadePane> = failed(failure('no_space', 'there is no room for a new pane', '--window new'));
  for (const place of places) {
    last = await makePane(house, place, spec);
    if (last.ok) await rememberOwnLayout(house, place, last.value, spec);
    if (last.ok || last.failure.code !== 'no_space') return last;
  }
  return last;
};

const rememberOwnLayout = async (
  house: House,
  place: Place,
  made: MadePane,
  { layout }: PaneSpec,
): Promise<void> => {
  if (layout === null || !isNamed(layout)) return;
  const command = rememberLayout(house, made.windowId, layout);
  const isOurs = place.kind === 'split' && isOurWindow(house.store.getState(), made.windowId);
  if (isOurs) await house.tmux.command(...command);
};
