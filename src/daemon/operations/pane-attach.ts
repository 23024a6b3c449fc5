import { failure } from '../../domain/failure.ts';
import type { Pane } from '../../domain/pane.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { LocalAction } from '../../protocol/call.ts';
import { sessionsShowing } from '../../store/select.ts';
import type { CallScope, House } from '../house.ts';
import { answerPane, locatePane, type Target } from './locate.ts';

/** Inside this tmux the caller's own client goes there, nobody else's; on a terminal outside tmux this attaches. */
export const attachPane = async (
  house: House,
  scope: CallScope,
  input: { readonly session: string; readonly pane: string },
): Promise<Result<Pane | LocalAction>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  if (scope.caller.tmuxPane !== null) return switchClient(house, scope, target.value);
  if (scope.caller.insideTmux)
    return failed(failure('usage', 'you are in another tmux server', 'detach from it first, or unset TMUX'));
  if (!scope.caller.stdinIsTerminal || !scope.caller.stdoutIsTerminal)
    return failed(failure('usage', 'attaching needs a terminal', 'pane-capture shows what is on the screen'));
  const { server } = house.store.getState();
  if (server === null) return failed(failure('server_gone', 'the tmux server has gone'));
  const argv = ['tmux', '-S', server.socketPath, 'attach-session', '-t', placeOf(target.value)];
  return success({ kind: 'attach', argv });
};

const placeOf = ({ session, pane }: Target): string =>
  `${session.sessionId}:${pane.windowId}.${pane.tmuxPane}`;

const switchClient = async (house: House, scope: CallScope, target: Target): Promise<Result<Pane>> => {
  const client = await clientOf(house, scope);
  if (client === null)
    return failed(
      failure('usage', 'nobody is attached where this call comes from', 'pane-select changes what is active'),
    );
  const done = await house.change(async () => {
    const switched = await house.tmux.command('switch-client', '-c', client, '-t', placeOf(target));
    if (switched.ok && scope.caller.kind === 'panel') await showWayBack(house, scope, client, target);
    await house.observe(null);
    return switched;
  });
  return done.ok ? answerPane(house, target.session.sessionId, target.pane.tmuxPane) : done;
};

/** The panel is out of sight now, so tmux itself says how to come back to it (tmux(1), DEFAULT KEY BINDINGS). */
const showWayBack = async (house: House, scope: CallScope, client: string, target: Target): Promise<void> => {
  const { tmuxPane } = scope.caller;
  const home = tmuxPane === null ? [] : sessionsShowing(house.store.getState(), tmuxPane);
  const isSameSession = home.some(({ sessionId }) => sessionId === target.session.sessionId);
  const key = isSameSession ? 'prefix l' : 'prefix L';
  await house.tmux.command(
    'display-message',
    ...['-c', client, '-d', '4000'],
    `panectl: ${key} brings you back to the panel`,
  );
};

/** The client through which the caller's pane is seen: the one used last, where there are several. */
export const clientOf = async (house: House, { caller }: CallScope): Promise<string | null> => {
  if (caller.tmuxPane === null) return null;
  const sessions = new Set(
    sessionsShowing(house.store.getState(), caller.tmuxPane).map(({ sessionId }): string => sessionId),
  );
  const fields = '#{client_control_mode} #{session_id} #{client_activity} #{client_name}';
  const listed = await house.tmux.command('list-clients', '-F', fields);
  if (!listed.ok) return null;
  const clients = listed.value.flatMap((line) => {
    const [, control, session, activity, name] = /^(\d) (\S+) (\d+) (.+)$/.exec(line) ?? [];
    return control === '0' && session !== undefined && sessions.has(session) && name !== undefined
      ? [{ name, activity: Number(activity) }]
      : [];
  });
  return clients.toSorted((a, b) => b.activity - a.activity)[0]?.name ?? null;
};
