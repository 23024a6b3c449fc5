import type { Pane } from '../../domain/pane.ts';
import { type Result, success } from '../../domain/result.ts';
import type { PaneState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { answerPane, locatePane, type Target } from './locate.ts';
import { logPane } from './log.ts';
import { commandProcess, type PaneProcess, shellProcess } from './pane-process.ts';
import { permit } from './protect.ts';
import { readProcess, untilTypable, watchShell } from './shell-ready.ts';

interface Input {
  readonly command?: string | undefined;
  readonly force: boolean;
}

export const respawnPane = async (
  house: House,
  scope: CallScope,
  input: Input & { readonly session: string; readonly pane: string },
): Promise<Result<Pane>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const watch = watchShell(house);
  const done = await house.change(() => respawn(house, scope, target.value, input));
  const { session, pane } = target.value;
  const { ownCommand = null, pid = null } = house.store.getState().panes[pane.tmuxPane] ?? {};
  if (done.ok && ownCommand === null && pid !== null && pane.owner !== null) {
    await untilTypable(house, watch, { tmuxPane: pane.tmuxPane, pid }, scope.signal);
    await readProcess(house, pane.tmuxPane);
  }
  watch.end();
  return done.ok ? answerPane(house, session.sessionId, pane.tmuxPane) : done;
};

/** Within a change. tmux starts the same again unless another command is given, in the folder it was in. */
export const respawn = async (
  house: House,
  scope: CallScope,
  target: Target,
  { command, force }: Input,
): Promise<Result<void>> => {
  const { session, pane } = target;
  const { sessionId } = session;
  const permitted = permit(house, scope, [pane], 'respawning', force);
  if (!permitted.ok) return permitted;
  const { tmuxPane } = pane;
  const process = await processOf(house, target, command);
  const ownCommand = command ?? pane.ownCommand;
  const { owner, actor, causedBy } = scope;
  await house.tmux.hear(sessionId);
  house.outputs.close(tmuxPane);
  const firstCursor = house.cursorOf(tmuxPane);
  // Before tmux does it: a quick command has ended before tmux has answered, and its marks have the new nonce.
  house.execs.end(tmuxPane, { exitCode: null, signal: null, endedBy: 'respawn' });
  const mark = process.mark ?? pane.mark;
  house.store.apply([{ kind: 'pane.changed', tmuxPane, patch: { ownCommand, execId: null, mark } }]);
  const results = await house.tmux.sequence(optionWords(pane, process, command));
  const bad = results.find((result) => !result.ok);
  if (bad !== undefined && !bad.ok) return bad;
  // A listing from before the option was set would make us deaf to the new process's first marks.
  await house.observe(null);
  const { words } = process;
  // What it was made with beyond its session's is not tmux's to remember (spawn_pane in spawn.c).
  const env = pane.environment.flatMap((entry) => ['-e', entry]);
  const last = words.length === 0 ? [] : ['--', ...words];
  const respawned = await house.tmux.command('respawn-pane', '-k', '-t', tmuxPane, ...env, ...last);
  if (!respawned.ok) return respawned;
  await house.observe(null);
  logPane(house, scope, 'pane.respawned', target, { command: ownCommand });
  const isThere = house.store.getState().panes[tmuxPane] !== undefined;
  if (ownCommand !== null && isThere)
    house.execs.start({ sessionId, tmuxPane, command: ownCommand, owner, actor, causedBy, firstCursor });
  return success(undefined);
};

/** A pane of ours starts as it did, with a nonce of its own; a person's as tmux would start it again. */
const processOf = async (
  house: House,
  { session, pane }: Target,
  command: string | undefined,
): Promise<PaneProcess> => {
  const { sessionId } = session;
  const again = command ?? pane.ownCommand;
  if (pane.owner === null) return { words: command === undefined ? [] : [command], mark: null };
  return again === null ? shellProcess(house, sessionId) : commandProcess(house, sessionId, again);
};

const optionWords = (
  { tmuxPane, ownCommand }: PaneState,
  { mark }: PaneProcess,
  command: string | undefined,
): readonly (readonly string[])[] => {
  const option = (name: string, value: string) => ['set-option', '-p', '-t', tmuxPane, name, value];
  const isNewCommand = command !== undefined && ownCommand === null;
  return [
    ...(isNewCommand ? [option('remain-on-exit', 'on'), option('remain-on-exit-format', '')] : []),
    ...(mark === null ? [] : [option('@panectl', mark)]),
  ];
};
