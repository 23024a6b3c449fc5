import { randomBytes } from 'node:crypto';
import { failure } from '../../domain/failure.ts';
import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import { labelProblem } from '../../domain/names.ts';
import { nextReplica, replicaLabel, replicaService } from '../../domain/replica.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { commandOf } from '../../store/command.ts';
import type { PaneState, SessionState } from '../../store/state.ts';
import { formatLiteral } from '../../tmux/format-literal.ts';
import { fieldList } from '../../tmux/formats.ts';
import type { CallScope, House } from '../house.ts';
import { isOurWindow } from '../operations/layouts.ts';
import { targetOf } from '../operations/locate.ts';
import { placePane, startOwnCommand } from '../operations/pane-adopt.ts';
import { makeInOne } from '../operations/pane-create.ts';
import { placesFor } from '../operations/pane-place.ts';
import { commandProcess } from '../operations/pane-process.ts';
import { respawn } from '../operations/pane-respawn.ts';
import { type PaneReplica, replicasOf } from './replicas.ts';

interface Growing {
  readonly sessionId: SessionId;
  readonly label: string;
  readonly force: boolean;
}

/** One more that runs: a dead one again, else a copy of the first one. */
export const addReplica = (
  house: House,
  scope: CallScope,
  { sessionId, label, force }: Growing,
): Promise<Result<TmuxPaneId>> =>
  house.change(async () => {
    const session = house.store.getState().sessions[sessionId];
    const there = replicasOf(house, sessionId, label);
    const [first] = there;
    if (session === undefined || first === undefined)
      return failed(failure('pane_not_found', `${label} has just gone`));
    const { number, isNew } = nextReplica(there);
    return isNew
      ? copy(house, scope, session, first.pane, replicaLabel(label, number))
      : again(house, scope, sessionId, there.find((each) => each.number === number) ?? first, force);
  });

const again = async (
  house: House,
  scope: CallScope,
  sessionId: SessionId,
  { pane }: PaneReplica,
  force: boolean,
): Promise<Result<TmuxPaneId>> => {
  const target = targetOf(house, sessionId, pane.tmuxPane);
  if (!target.ok) return target;
  const done = await respawn(house, scope, target.value, { force });
  return done.ok ? success(pane.tmuxPane) : done;
};

const copy = async (
  house: House,
  scope: CallScope,
  session: SessionState,
  first: PaneState,
  label: string,
): Promise<Result<TmuxPaneId>> => {
  const command = commandOf(first);
  if (command === null) return failed(nothingToCopy(first));
  const problem = labelProblem(label);
  if (problem !== null)
    return failed(failure('usage', `${JSON.stringify(label)}: ${problem}`, 'a shorter label'));
  // A rule may not make more panes of a session than any other of its actions.
  const place = scope.firing?.reserve?.(session.sessionId);
  if (place?.ok === false) return place;
  const made = await make(house, scope, session, first, { label, command });
  place?.value(made.ok ? [made.value] : []);
  return made;
};

const nothingToCopy = ({ tmuxPane, label }: PaneState) =>
  failure(
    'usage',
    `${label ?? tmuxPane} is a shell: there is no command to run in another one`,
    'panectl pane-create SESSION LABEL --command C makes one that can be scaled',
    { pane: tmuxPane },
  );

const make = async (
  house: House,
  scope: CallScope,
  session: SessionState,
  first: PaneState,
  { label, command }: { readonly label: string; readonly command: string },
): Promise<Result<TmuxPaneId>> => {
  const { sessionId } = session;
  const spec = {
    ...{ label, command, env: first.environment, keep: true, layout: null },
    cwd: await folderOf(house, first),
    process: await commandProcess(house, sessionId, command),
    // What the first one has waited for has come true by now.
    service: first.service === null ? null : replicaService({ ...first.service.spec, depends_on: {} }),
  };
  const state = house.store.getState();
  const fresh = placesFor(state, session, { window: 'new' });
  const beside = isOurWindow(state, first.windowId)
    ? placesFor(state, session, { window: first.windowId })
    : placesFor(state, session, {});
  if (!beside.ok) return beside;
  await house.tmux.hear(sessionId);
  const made = await makeInOne(house, [...beside.value, ...(fresh.ok ? fresh.value : [])], spec);
  if (!made.ok) return made;
  placePane(house, scope, sessionId, made.value, spec, first.metadata);
  startOwnCommand(house, scope, sessionId, made.value.tmuxPane, command);
  return success(made.value.tmuxPane);
};

const FOLDER = fieldList(['pane_id', 'pane_start_path']);

/** Where it was started, wherever it has gone since. */
const folderOf = async (house: House, { tmuxPane, cwd }: PaneState): Promise<string> => {
  const nonce = `n${randomBytes(6).toString('base64url')}`;
  const listed = await house.tmux.command('list-panes', '-t', tmuxPane, '-F', FOLDER.template(nonce));
  const rows = listed.ok ? FOLDER.parse(nonce, listed.value.join('\n')) : [];
  const started = rows.find(({ pane_id }) => pane_id === tmuxPane)?.pane_start_path ?? '';
  const folder = started === '' ? cwd : started;
  return folder === null ? '#{session_path}' : formatLiteral(folder);
};
