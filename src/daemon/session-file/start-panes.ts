import { paneNumber, type SessionId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { newService } from '../../domain/service.ts';
import type { Source } from '../../rules/session-file/source.ts';
import { formatLiteral } from '../../tmux/format-literal.ts';
import type { CallScope, House } from '../house.ts';
import { targetOf } from '../operations/locate.ts';
import { logPane } from '../operations/log.ts';
import { placePane, startOwnCommand } from '../operations/pane-adopt.ts';
import { commandProcess, type PaneProcess, shellProcess } from '../operations/pane-process.ts';
import type { PlannedPane } from './blueprint.ts';
import { inPane, type RaisedPane } from './raise.ts';
import { SHELL_OPTION } from './shell-program.ts';

interface Started extends RaisedPane {
  readonly process: PaneProcess;
}

interface Starting {
  readonly sessionId: SessionId;
  readonly panes: readonly RaisedPane[];
  readonly source: Source;
  /** Of the panes, where they are not as in the file; else empty. */
  readonly numbers: readonly number[];
  /** When the panes have been told of, and nothing runs in them yet. */
  readonly onTold: () => Result<void>;
}

/** Tells of the panes, then puts each one's command or shell in the place of its placeholder. */
export const startPanes = async (
  house: House,
  scope: CallScope,
  { sessionId, panes: raised, source, numbers, onTold }: Starting,
): Promise<Result<void>> => {
  const panes = await Promise.all(
    raised.map(async (pane): Promise<Started> => {
      const { command, shell } = pane.planned;
      const process =
        command === null ? shellProcess(house, sessionId, shell) : commandProcess(house, sessionId, command);
      return { ...pane, process: await process };
    }),
  );
  giveNumbers(house, sessionId, raised, numbers);
  for (const pane of panes) tellOf(house, scope, sessionId, pane);
  const told = onTold();
  if (!told.ok) return told;
  // What only the journal knows, whose the panes are, is safe before anything runs in them.
  house.journal.flush();
  const options = await inEach(house, panes, source, optionWords);
  if (!options.ok) return options;
  // A listing from before the options were set would make us deaf to what the new processes say first.
  const known = await house.observe(null);
  if (!known.ok) return known;
  // What depends on others keeps its placeholder until these are there.
  const first = panes.filter(({ planned }) => !isForLater(planned));
  const respawned = await inEach(house, first, source, respawnWords);
  if (!respawned.ok) return respawned;
  // An exec that began before the new process was seen would be taken for the placeholder's, and void.
  const seen = await house.observe(null);
  if (!seen.ok) return seen;
  for (const { tmuxPane, planned } of first)
    if (planned.command !== null) startOwnCommand(house, scope, sessionId, tmuxPane, planned.command);
  return success(undefined);
};

/** A shell is there from the beginning: only what is typed into it waits. */
const isForLater = ({ command, service }: PlannedPane): boolean =>
  command !== null && Object.keys(service?.depends_on ?? {}).length > 0;

/** Before anybody is told of them; who has none by then gets the lowest that is free. */
const giveNumbers = (
  house: House,
  sessionId: SessionId,
  panes: readonly RaisedPane[],
  numbers: readonly number[],
): void => {
  if (numbers.length !== panes.length || numbers.length === 0) return;
  const given = panes.map(({ tmuxPane }, at) => [tmuxPane, paneNumber(numbers[at] ?? at)] as const);
  const patch = { numbers: Object.fromEntries(given) };
  house.store.apply([{ kind: 'session.changed', sessionId, patch }]);
};

/** Commands of each pane; the first failure of any, with its place in the file. */
const inEach = async (
  house: House,
  panes: readonly Started[],
  source: Source,
  wordsOf: (pane: Started) => readonly (readonly string[])[],
): Promise<Result<void>> => {
  const results = await Promise.all(
    panes.map(async (pane) => {
      const done = await house.tmux.sequence(wordsOf(pane));
      const bad = done.find((result) => !result.ok);
      return bad?.ok === false ? failed(inPane(source, pane.planned, bad.failure)) : success(undefined);
    }),
  );
  return results.find((result) => !result.ok) ?? success(undefined);
};

const tellOf = (house: House, scope: CallScope, sessionId: SessionId, pane: Started): void => {
  const { planned, process, made } = pane;
  const { label, command, metadata, env, service } = planned;
  if (made === null) tellOfFirst(house, scope, sessionId, pane);
  else placePane(house, scope, sessionId, made, { label, command, process, env, service }, metadata);
};

/** The pane that came with the session is in the store. */
const tellOfFirst = (
  house: House,
  scope: CallScope,
  sessionId: SessionId,
  { tmuxPane, planned, process }: Started,
): void => {
  const { label, command, metadata, cwd, env } = planned;
  const { owner } = scope;
  const service = planned.service === null ? null : newService(planned.service, house.now());
  const parent = scope.actor.tmux_pane;
  const patch = { owner, parent, ownCommand: command, createdAt: house.now(), metadata };
  const origin = { environment: env, service };
  house.remember(tmuxPane, { ...patch, ...origin, cursor: 0 });
  house.store.apply([
    {
      kind: 'pane.changed',
      tmuxPane,
      patch: { ...patch, ...origin, label, ...(process.mark === null ? {} : { mark: process.mark }) },
    },
  ]);
  const target = targetOf(house, sessionId, tmuxPane);
  if (target.ok) logPane(house, scope, 'pane.created', target.value, { command, cwd });
};

const optionWords = ({
  tmuxPane,
  planned: { command, shell },
  process,
}: Started): readonly (readonly string[])[] => {
  const option = (name: string, value: string) => ['set-option', '-p', '-t', tmuxPane, name, value];
  return [
    ...(process.mark === null ? [] : [option('@panectl', process.mark)]),
    ...(shell === null ? [] : [option(SHELL_OPTION, shell)]),
    ...(command === null ? [] : [option('remain-on-exit', 'on'), option('remain-on-exit-format', '')]),
  ];
};

const respawnWords = ({
  tmuxPane,
  planned: { cwd, env },
  process,
}: Started): readonly (readonly string[])[] => [
  [
    ...['respawn-pane', '-k', '-t', tmuxPane, '-c', formatLiteral(cwd)],
    ...env.flatMap((entry) => ['-e', entry]),
    ...['--', ...process.words],
  ],
];
