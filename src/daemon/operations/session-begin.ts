import { basename } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { isSessionId, type SessionId, type TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { State } from '../../store/state.ts';
import { newSession } from '../../tmux/new-window.ts';
import type { NewSession } from '../../tmux/tmux.ts';
import type { CallScope, House } from '../house.ts';

/** Stands where a shell or a command will, until everything around it is there and somebody hears what it prints. */
export const PLACEHOLDER = ['sleep', '1000000'];

/**
 * Within a change: a session of ours whose one pane runs the placeholder, with the name that was asked for. Starts a
 * server where none runs. What fails midway is undone. The window has a name that stays, so that nobody sees the
 * placeholder's: `nameByProgram` ends that.
 */
export const beginSession = async (
  house: House,
  scope: CallScope,
  wanted: NewSession,
  label: string | null,
): Promise<Result<SessionId>> => {
  const made = await start(house, { ...wanted, words: PLACEHOLDER, windowName: likelyShell() });
  if (!made.ok)
    return /duplicate session/.test(made.failure.message) ? failed(sessionExists(wanted.name)) : made;
  const sessionId = made.value.find(isSessionId);
  if (sessionId === undefined)
    return failed(failure('internal', 'tmux did not name the session that it made'));
  const marked = await mark(house, scope, sessionId, wanted.name, label);
  if (marked.ok) return success(sessionId);
  await house.tmux.command('kill-session', '-t', sessionId);
  return marked;
};

/** What tmux's `default-shell` is where nobody has set it (tmux(1)). */
const likelyShell = (): string => basename(process.env.SHELL || 'sh');

/** tmux may name the window after what runs in it again, as the person's own option says. */
export const nameByProgram = (
  house: House,
  target: SessionId | TmuxPaneId,
): Promise<Result<readonly string[]>> => {
  const window = isSessionId(target) ? `${target}:` : target;
  return house.tmux.command('set-option', '-w', '-u', '-t', window, 'automatic-rename');
};

export const sessionNamed = (state: State, name: string): SessionId | null =>
  Object.values(state.sessions).find((session) => session.name === name)?.sessionId ?? null;

export const sessionExists = (name: string) =>
  failure(
    'session_exists',
    `there is a session ${JSON.stringify(name)} already`,
    '--if-missing answers with that one',
    { session: name },
  );

export const logSession = (house: House, scope: CallScope, name: string, sessionId: SessionId): void => {
  const nobody = { tmux_pane: null, pane_id: null, label: null };
  const { actor, causedBy: caused_by } = scope;
  house.log({
    type: 'session.created',
    session: name,
    ...nobody,
    actor,
    caused_by,
    data: { session_id: sessionId },
  });
};

const start = async (house: House, wanted: NewSession): Promise<Result<readonly string[]>> => {
  if (hasServer(house)) {
    const made = await newSession(house.tmux, wanted);
    // It was on its way out, and whatever it made has gone with it.
    if (made.ok || made.failure.code !== 'server_gone' || hasServer(house)) return made;
  }
  const started = await house.tmux.startServer(wanted);
  // A server that came up in the meantime: then the session belongs into that one.
  return started.ok || started.failure.code === 'server_gone' ? started : newSession(house.tmux, wanted);
};

const hasServer = ({ tmux }: House): boolean => tmux.link.kind === 'live';

/** Marks, then looks whether tmux kept the name. */
const mark = async (
  house: House,
  scope: CallScope,
  sessionId: SessionId,
  wanted: string,
  label: string | null,
): Promise<Result<void>> => {
  const pane = `${sessionId}:`;
  const results = await house.tmux.sequence([
    ['set-option', '-t', pane, '@panectl_owner', scope.owner.name ?? scope.owner.kind],
    ...(label === null ? [] : [['set-option', '-p', '-t', pane, '@label', label]]),
    ['list-panes', '-t', pane, '-F', '#{session_name}'],
  ]);
  const bad = results.find((result) => !result.ok);
  if (bad !== undefined && !bad.ok) return bad;
  const last = results.at(-1);
  const name = last?.ok ? last.value[0] : undefined;
  if (name === wanted) return success(undefined);
  return failed(
    failure(
      'usage',
      `tmux would rewrite the name ${JSON.stringify(wanted)} to ${JSON.stringify(name ?? '')}`,
      'use letters, digits, - and _',
    ),
  );
};
