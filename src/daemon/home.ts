import type { Event } from '../domain/event.ts';
import type { TmuxPaneId } from '../domain/ids.ts';
import type { Journal } from '../journal/journal.ts';
import { type JournalOptions, openJournal } from '../journal/open.ts';
import { readForeground } from '../metrics/foreground.ts';
import { newestProgram } from '../metrics/newest.ts';
import { createSampler } from '../metrics/sample.ts';
import { createDaemonStore, type DaemonStore } from '../store/daemon-store.ts';
import type { State } from '../store/state.ts';
import { createTmux } from '../tmux/connect.ts';
import type { Tmux } from '../tmux/tmux.ts';
import { createArrival } from './arrival.ts';
import { createBeat } from './beat.ts';
import { createCursors } from './cursors.ts';
import { createEvidence } from './evidence.ts';
import { createExecWatch } from './exec-watch.ts';
import { createFeed } from './feed.ts';
import { followLayouts } from './follow-layouts.ts';
import { type Draft, nobody } from './found.ts';
import type { House } from './house.ts';
import { houseOf } from './house-of.ts';
import { createLatency, type Latency } from './latency.ts';
import { createListeners } from './listeners.ts';
import type { Log } from './log.ts';
import { createMemories } from './memories.ts';
import { createGapLog } from './output/gap-log.ts';
import { watchLeaderEnds } from './output/leader-ends.ts';
import { removeLeaderFiles } from './output/leader-files.ts';
import { createOutputs } from './output/outputs.ts';
import { followShells } from './output/record-panes.ts';
import { createPrograms } from './programs.ts';
import { writePrompts } from './prompt-files.ts';
import { onStoreChange, onTmuxEvent, type Parts } from './reactions.ts';
import { createReadiness } from './readiness.ts';
import { watchReplacedShells } from './replaced-shells.ts';
import { saveAll } from './save-all.ts';
import { removeHalfRestored } from './saving/half-restored.ts';
import { recallPromptLines } from './saving/recall-lines.ts';
import { createSnapshots } from './saving/snapshots.ts';
import { createServices } from './services/services.ts';
import { journalLimitsOf, outputLimitsOf, ruleLimitsOf, snapshotLimitsOf } from './settings/limits.ts';
import type { ReadSettings } from './settings/read.ts';
import { newTally, type Tally } from './tally.ts';
import { within } from './within.ts';

/** tmux, store, journal and measuring, joined: a daemon without its door. */
export interface Home {
  readonly house: House;
  readonly tmux: Tmux;
  readonly store: DaemonStore;
  readonly journal: Journal;
  readonly tally: Tally;
  readonly reaction: Latency;
  /** Writes a row of the orchestration log about the daemon itself. */
  readonly record: (draft: Draft) => Event;
  /** Resolves when tmux was read for the first time or is known to be absent, after 5 s at the latest. */
  readonly whenReady: Promise<void>;
  /** Lets the store hear now of what panes printed since it was told last. */
  readonly settle: () => void;
  /** Tells of panes that may look different now. */
  readonly onTouched: (listener: (panes: readonly TmuxPaneId[]) => void) => () => void;
  dispose(): Promise<void>;
}

export interface HomeOptions {
  readonly socketPath: string;
  readonly program?: string;
  readonly database: string;
  /** See House. */
  readonly ackFolder: string;
  readonly log: Log;
  readonly settings: ReadSettings;
}

/** A tmux that hangs must not keep the daemon, and with it the lock, alive. */
const PATIENCE_MS = 2_000;

const now = (): string => new Date().toISOString();

export const createHome = (options: HomeOptions): Home => {
  const { socketPath, program, database, ackFolder, log } = options;
  const { settings, problems } = options.settings;
  const store = createDaemonStore();
  const setHealth = healthSetter(store, log);
  setHealth('settings')(problems.length === 0 ? null : problems.join('; '));
  const journal = openJournal({
    ...{ path: database, now: Date.now, ...journalLimitsOf(options.settings) },
    ...aboutJournal({
      ...{ tell: setHealth('journal'), record: (draft) => record(draft) },
      renew: () => saveAll(journal, store.getState(), [cursors, house.rules]),
    }),
  });
  const record = recorderOf(journal, store);
  const tmux = createTmux(program === undefined ? { socketPath } : { socketPath, program });
  const memories = createMemories(journal);
  const evidence = createEvidence(ackFolder);
  const onReplaced = (): void => {
    house.execs.loseAll();
    outputs.clear();
  };
  const arrival = createArrival({ journal, memories, evidence, log: record, now, onReplaced });
  const complete = createPrograms(newestProgram);
  const feed = createFeed({ tmux, store, memories, now, log: record, meeting: arrival.meet, complete });
  const touched = createListeners<readonly TmuxPaneId[]>();
  const outputs = createOutputs(outputLimitsOf(settings));
  const house = houseOf({
    ...{ tmux, store, journal, feed, memories, now },
    ...{ outputs, ackFolder, socketPath, ruleLimits: ruleLimitsOf(settings) },
    onAnything: (listener) => touched.add(listener),
    onStore: (listener) => store.subscribe(listener),
  });
  const beat = createBeat({
    ...{ store, outputs, now, onTrouble: setHealth('metrics') },
    ...{ sampler: createSampler(), samplingMs: settings.metrics.interval },
  });
  const watch = createExecWatch({ execs: house.execs, foreground: readForeground });
  const tally = newTally();
  const reaction = createLatency();
  const gaps = createGapLog({ getState: () => store.getState(), log: record });
  const parts: Parts = {
    ...{ store, journal, house, feed, arrival, beat, watch, tally, reaction, gaps, now },
    log: record,
    touched: touched.tell,
  };
  const readiness = createReadiness();
  followShells(house);
  // After the execs, so that it is the exec that has just begun.
  writePrompts(house);
  const watches = [watch, gaps, house.rules, ...watchesAround(house, options)];
  const cursors = createCursors({ outputs, journal, server: () => store.getState().server });
  store.subscribe((change) => onStoreChange(parts, change));
  tmux.subscribe((event) => {
    onTmuxEvent(parts, event);
    if (event.kind === 'observed' || tmux.link.kind === 'absent') readiness.ready();
  });
  return {
    ...{ house, tmux, store, journal, tally, reaction, record },
    whenReady: readiness.whenReady,
    settle: () => beat.settle(),
    onTouched: touched.add,
    dispose: async () => {
      beat.dispose();
      for (const each of watches) each.dispose();
      // Before tmux, which may hang: what was promised is on the disk by then.
      journal.flush();
      evidence.dispose();
      await within(tmux.dispose(), PATIENCE_MS);
      cursors.settle();
      journal.dispose();
    },
  };
};

const watchesAround = (house: House, { settings, log }: HomeOptions): readonly { dispose(): void }[] => [
  createSnapshots(house, snapshotLimitsOf(settings), log),
  watchLeaderEnds(house),
  watchReplacedShells(house),
  removeHalfRestored(house),
  recallPromptLines(house),
  createServices(house),
  { dispose: followLayouts(house) },
  { dispose: removeLeaderFiles(house) },
];

/** A row of the orchestration log is numbered by the journal and seen in the store. */
const recorderOf =
  (journal: Journal, store: DaemonStore) =>
  (draft: Draft): Event => {
    const event = journal.append({ at: now(), ...draft });
    store.apply([{ kind: 'event.logged', event }]);
    return event;
  };

/**
 * What the journal says of itself comes in the middle of its work, and what follows from it writes to it again: that
 * has to wait for the next turn.
 */
const aboutJournal = (needs: {
  readonly tell: (trouble: string | null) => void;
  readonly record: (draft: Draft) => unknown;
  readonly renew: () => void;
}): Pick<JournalOptions, 'onTrouble' | 'onRenewed'> => ({
  onTrouble: (trouble) => {
    needs.tell(trouble);
    if (trouble !== null) setImmediate(() => needs.record(nobody('journal.failed', { reason: trouble })));
  },
  onRenewed: () => void setImmediate(needs.renew),
});

/** A part that fails is an entry in the state's health, and all else goes on. */
const healthSetter =
  (store: DaemonStore, log: Log) =>
  (part: keyof State['health']) =>
  (sentence: string | null): void => {
    const { health } = store.getState();
    if ((health[part] ?? null) === sentence) return;
    if (sentence !== null) log.error(`${part}: ${sentence}`);
    store.apply([{ kind: 'health.changed', health: { ...health, [part]: sentence } }]);
  };
