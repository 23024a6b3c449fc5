import { join } from 'node:path';
import { createFeed } from '../../../src/daemon/feed.ts';
import { followLayouts } from '../../../src/daemon/follow-layouts.ts';
import type { CallScope, House } from '../../../src/daemon/house.ts';
import { createMemories, serverKeyOf } from '../../../src/daemon/memories.ts';
import { createExecTracker } from '../../../src/daemon/operations/exec-tracker.ts';
import { createOperations, type Operations } from '../../../src/daemon/operations/operations.ts';
import { createOutputs } from '../../../src/daemon/output/outputs.ts';
import { followShells, recordPanes } from '../../../src/daemon/output/record-panes.ts';
import { createPromptLines } from '../../../src/daemon/prompt-lines.ts';
import { createRules } from '../../../src/daemon/rules/rules.ts';
import type { Actor } from '../../../src/domain/actor.ts';
import { isTmuxPaneId, type TmuxPaneId } from '../../../src/domain/ids.ts';
import type { Result } from '../../../src/domain/result.ts';
import type { SessionWithPanes } from '../../../src/domain/session.ts';
import { openJournal } from '../../../src/journal/open.ts';
import { readForeground, readForegrounds } from '../../../src/metrics/foreground.ts';
import { createDaemonStore } from '../../../src/store/daemon-store.ts';
import { foregroundEvents } from '../../../src/store/status-change.ts';
import { createTmux } from '../../../src/tmux/connect.ts';
import type { PrivateTmux } from '../../support/private-tmux.ts';
import { withPrivateTmux } from '../../support/private-tmux.ts';
import { until } from '../../support/until.ts';

export interface SmallHouse {
  readonly house: House;
  readonly tmux: PrivateTmux;
  /** The operations of one call; the actor has a name unless given otherwise. */
  readonly as: (
    caller?: Partial<CallScope['caller']>,
    actor?: Partial<Actor>,
    scope?: Partial<Pick<CallScope, 'signal'>>,
  ) => SmallOperations;
}

/** Nothing waits for another session here, so what is to be made is made. */
interface SmallOperations extends Operations {
  readonly sessions: Omit<Operations['sessions'], 'create'> & {
    create(input: Parameters<Operations['sessions']['create']>[0]): Promise<Result<SessionWithPanes>>;
  };
}

const createdBy =
  (create: Operations['sessions']['create']): SmallOperations['sessions']['create'] =>
  async (input) => {
    const made = await create(input);
    if (!made.ok) return made;
    if ('outcome' in made.value) throw new Error(made.value.reason);
    return { ok: true, value: made.value };
  };

/** The operations over a real tmux server, a real store and a real journal, without a daemon around them. */
export const withHouse = (
  body: (small: SmallHouse) => Promise<void>,
  options: Parameters<typeof withPrivateTmux>[1] = {},
): Promise<void> =>
  withPrivateTmux(async (tmux) => {
    const { house, dispose } = build(tmux);
    try {
      if (options.session !== null)
        await until(() => Object.keys(house.store.getState().panes).length > 0, {
          what: 'the first observation',
        });
      // Our clients are in: tmux 3.3a may end when a test changes something while they are on their way (docs/attaching.md).
      for (const sessionId of Object.values(house.store.getState().sessions).map((each) => each.sessionId))
        await house.tmux.hear(sessionId);
      await body({ house, tmux, as: callsOn(house, tmux) });
    } finally {
      await dispose();
    }
  }, options);

const callsOn =
  (house: House, tmux: PrivateTmux): SmallHouse['as'] =>
  (caller = {}, actor = {}, scope = {}) => {
    const tmuxPane = caller.tmuxPane ?? null;
    const who: Actor = { kind: 'cli', name: 'tester', tmux_pane: tmuxPane, ...actor };
    const operations = createOperations(house)({
      actor: who,
      owner: who,
      caller: {
        kind: 'cli',
        name: 'tester',
        tmuxPane,
        cwd: tmux.folder,
        stdoutIsTerminal: false,
        stdinIsTerminal: false,
        columns: 80,
        color: false,
        format: null,
        insideTmux: tmuxPane !== null,
        ...caller,
      },
      causedBy: null,
      signal: new AbortController().signal,
      readInput: async () => 'from input\n',
      emit: () => undefined,
      ...scope,
    });
    const { sessions } = operations;
    return { ...operations, sessions: { ...sessions, create: createdBy((input) => sessions.create(input)) } };
  };

const build = (privateTmux: PrivateTmux) => {
  const tmux = createTmux({ socketPath: privateTmux.socket });
  const store = createDaemonStore();
  const journal = openJournal({
    path: join(privateTmux.folder, 'journal.db'),
    onTrouble: () => undefined,
    now: Date.now,
  });
  const memories = createMemories(journal);
  const outputs = createOutputs();
  const now = (): string => new Date().toISOString();
  const log: House['log'] = (draft) => {
    const event = journal.append({ ...draft, at: now() });
    store.apply([{ kind: 'event.logged', event }]);
    return event;
  };
  const feed = createFeed({
    tmux,
    store,
    memories,
    now,
    log,
    meeting: ({ server, panes }) => void memories.recall(server, panes),
  });
  const base: Omit<House, 'execs'> = {
    tmux,
    store,
    journal,
    now,
    log: (draft) => feed.tell(draft),
    change: (work) => feed.change(work),
    observe: (session) => feed.observe(session),
    remember: (pane, memory) => memories.remember(pane, memory),
    until: (condition, deadlineMs) =>
      until(() => condition(store.getState()), { what: 'a state', deadline: deadlineMs }).then(
        () => true,
        () => false,
      ),
    foreground: readForeground,
    cursorOf: (pane) => outputs.of(pane)?.record.nextCursor ?? 0,
    outputs,
    promptLines: createPromptLines(outputs),
    onChange: (listener) => store.subscribe(listener),
    ackFolder: privateTmux.folder,
    socketPath: privateTmux.socket,
    rules: createRules({
      ...{ store, journal, outputs, now, log: feed.tell },
      capture: (pane) => tmux.capture(pane, { ansi: false, historyLines: 0, joinWrapped: true }),
    }),
  };
  const execs = createExecTracker({
    ...base,
    journal,
    serverKey: () => {
      const { server } = store.getState();
      return server === null ? null : serverKeyOf(server);
    },
  });
  const stopFollowing = followShells({ ...base, execs });
  followLayouts(base);
  store.subscribe((change) => recordPanes({ outputs }, change));
  tmux.subscribe((event) => {
    if (event.kind === 'output') outputs.feed(event.tmuxPane, event.bytes, performance.now());
    if (event.kind === 'observed') feed.observed(event.observation);
  });
  const looking = setInterval(() => {
    const readings = readingsOf(store.getState().panes);
    store.apply(foregroundEvents(store.getState(), readings, now()));
    execs.look(readings);
  }, 100);
  const dispose = async (): Promise<void> => {
    clearInterval(looking);
    stopFollowing();
    base.rules.dispose();
    await tmux.dispose();
    journal.dispose();
  };
  return { house: { ...base, execs }, dispose };
};

const readingsOf = (panes: Readonly<Record<TmuxPaneId, { readonly pid: number | null }>>) => {
  const pids = Object.values(panes).flatMap(({ pid }) => pid ?? []);
  const foregrounds = readForegrounds(pids);
  return Object.entries(panes).flatMap(([id, { pid }]) =>
    pid !== null && isTmuxPaneId(id) ? [[id, foregrounds.get(pid) ?? null] as const] : [],
  );
};

/** The value of an answer that must not be a failure. */
export const got = async <T>(answer: Promise<Result<T>>): Promise<T> => {
  const result = await answer;
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
};

/** The code of an answer that must be a failure. */
export const refusal = async (answer: Promise<Result<unknown>>): Promise<string> => {
  const result = await answer;
  return result.ok ? 'no failure' : result.failure.code;
};
