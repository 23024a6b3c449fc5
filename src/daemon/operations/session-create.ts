import type * as z from 'zod';
import type { sessionCreateInput } from '../../commands/sessions.ts';
import { failure } from '../../domain/failure.ts';
import type { SessionId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { SessionWithPanes } from '../../domain/session.ts';
import { describeSessionWithPanes } from '../../store/select.ts';
import { formatLiteral } from '../../tmux/format-literal.ts';
import type { NewSession } from '../../tmux/tmux.ts';
import type { CallScope, House } from '../house.ts';
import { findFolder } from './folder.ts';
import { knownState } from './known-state.ts';
import { targetOf } from './locate.ts';
import { logPane } from './log.ts';
import { shellProcess } from './pane-process.ts';
import { beginSession, logSession, nameByProgram, sessionExists, sessionNamed } from './session-begin.ts';
import { type ShellWatch, untilTypable, watchShell } from './shell-ready.ts';

type Input = z.output<typeof sessionCreateInput>;

const SIZE = { width: 200, height: 50 };

/** Starts a tmux server where none runs. The session keeps its size while nobody is attached. */
export const createSession = async (
  house: House,
  scope: CallScope,
  input: Input,
): Promise<Result<SessionWithPanes>> => {
  const cwd = await findFolder(input.cwd ?? '.', scope.caller.cwd);
  if (!cwd.ok) return cwd;
  const watch = watchShell(house);
  let isNew = false;
  const made = await house.change(async () => {
    const there = sessionNamed(await knownState(house), input.session);
    if (there !== null) return input.if_missing ? answer(house, there) : failed(sessionExists(input.session));
    const { width, height } = input.size ?? SIZE;
    isNew = true;
    return make(house, scope, input, { name: input.session, cwd: cwd.value, width, height });
  });
  if (made.ok) await firstPrompt(house, scope, watch, made.value);
  watch.end();
  if (made.ok && isNew) await nameByProgram(house, made.value.session_id);
  return made.ok ? answer(house, made.value.session_id) : made;
};

/** Where the session could not be listened to, what the screen shows counts. */
const firstPrompt = async (
  house: House,
  scope: CallScope,
  watch: ShellWatch,
  { panes, session_id }: SessionWithPanes,
): Promise<void> => {
  const [pane] = panes;
  if (pane === undefined || pane.pid === null || pane.owner === null) return;
  const { tmux_pane: tmuxPane, pid } = pane;
  if (await house.tmux.hear(session_id)) return untilTypable(house, watch, { tmuxPane, pid }, scope.signal);
  await watch.ready(tmuxPane, pid, scope.signal);
  if (house.outputs.of(tmuxPane)?.shell?.phase === 'starting') house.outputs.of(tmuxPane)?.presumeReady();
};

const make = async (
  house: House,
  scope: CallScope,
  input: Input,
  wanted: NewSession,
): Promise<Result<SessionWithPanes>> => {
  const begun = await beginSession(house, scope, wanted, input.label);
  if (!begun.ok) return begun;
  const seen = await startShell(house, begun.value);
  if (!seen.ok) {
    await house.tmux.command('kill-session', '-t', begun.value);
    return seen;
  }
  return adopt(house, scope, begun.value, input);
};

/** Puts the person's shell in the place of the placeholder, once its first prompt will be heard. */
const startShell = async (house: House, sessionId: SessionId): Promise<Result<unknown>> => {
  const seen = await house.observe(null);
  if (!seen.ok) return seen;
  const process = await shellProcess(house, sessionId);
  const pane = `${sessionId}:`;
  await house.tmux.hear(sessionId);
  const results = await house.tmux.sequence([
    ...(process.mark === null ? [] : [['set-option', '-p', '-t', pane, '@panectl', process.mark]]),
    ['rename-window', '-t', pane, formatLiteral(process.program)],
  ]);
  // The shell's first words count only for who knows its mark already.
  const known = results.find((result) => !result.ok) ?? (await house.observe(null));
  if (!known.ok) return known;
  const started = await house.tmux.command('respawn-pane', '-k', '-t', pane, '--', ...process.words);
  return started.ok ? house.observe(null) : started;
};

/** The observation made the session; whose it and its first pane are, only this call knows. */
const adopt = (
  house: House,
  scope: CallScope,
  sessionId: SessionId,
  input: Input,
): Result<SessionWithPanes> => {
  const state = house.store.getState();
  const session = state.sessions[sessionId];
  if (session === undefined)
    return failed(failure('internal', 'the session has gone as soon as it was made'));
  const { owner } = scope;
  const createdAt = house.now();
  house.store.apply([{ kind: 'session.changed', sessionId, patch: { owner, isOurs: true } }]);
  logSession(house, scope, input.session, sessionId);
  for (const pane of Object.values(state.panes)) {
    const { tmuxPane } = pane;
    if (session.numbers[tmuxPane] === undefined) continue;
    const parent = owner.tmux_pane;
    const patch = { owner, parent, ownCommand: null, createdAt, label: input.label };
    house.remember(tmuxPane, { ...patch, metadata: {}, environment: [], service: null, cursor: pane.cursor });
    house.store.apply([{ kind: 'pane.changed', tmuxPane, patch }]);
    const target = targetOf(house, sessionId, tmuxPane);
    if (target.ok) logPane(house, scope, 'pane.created', target.value, { command: null, cwd: pane.cwd });
  }
  return answer(house, sessionId);
};

const answer = (house: House, sessionId: SessionId): Result<SessionWithPanes> => {
  const session = describeSessionWithPanes(house.store.getState(), sessionId, { all: false });
  return session === null
    ? failed(failure('session_not_found', 'the session has just gone'))
    : success(session);
};
