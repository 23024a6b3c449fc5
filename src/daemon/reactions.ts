import type { TmuxPaneId } from '../domain/ids.ts';
import type { ServerIdentity } from '../domain/observation.ts';
import { assertNever } from '../domain/result.ts';
import type { Journal } from '../journal/journal.ts';
import { isAlive } from '../metrics/alive.ts';
import { readForeground } from '../metrics/foreground.ts';
import { shellsAtPrompt } from '../metrics/prompt.ts';
import type { DaemonStore, StoreChange } from '../store/daemon-store.ts';
import type { StoreEvent } from '../store/event.ts';
import { foregroundEvents } from '../store/status-change.ts';
import type { TmuxEvent, TmuxLink } from '../tmux/tmux.ts';
import { type Arrival, absenceEvents } from './arrival.ts';
import type { Beat } from './beat.ts';
import type { ExecWatch } from './exec-watch.ts';
import type { Feed } from './feed.ts';
import { type Draft, nobody } from './found.ts';
import type { House } from './house.ts';
import type { Latency } from './latency.ts';
import { serverKeyOf } from './memories.ts';
import { lookAfterGap } from './output/after-gap.ts';
import type { GapLog } from './output/gap-log.ts';
import { recordPanes } from './output/record-panes.ts';
import { recallPrompts } from './prompt-files.ts';
import { resumeExecs, settleShells } from './resume.ts';
import { saveChange } from './rows.ts';
import type { Tally } from './tally.ts';

/** Everything that has to hear of tmux's events and of the store's changes. */
export interface Parts {
  readonly store: DaemonStore;
  readonly journal: Journal;
  readonly house: House;
  readonly feed: Feed;
  readonly arrival: Arrival;
  readonly beat: Beat;
  readonly watch: ExecWatch;
  readonly tally: Tally;
  /** From tmux's word to the end of what the store does about it. */
  readonly reaction: Latency;
  readonly gaps: GapLog;
  readonly log: (draft: Draft) => unknown;
  readonly now: () => string;
  /** Tells those who wait for something, and those who watch these panes. */
  readonly touched: (panes: readonly TmuxPaneId[]) => void;
}

export const onTmuxEvent = (parts: Parts, event: TmuxEvent): void => {
  switch (event.kind) {
    case 'link':
      onLink(parts, event.link);
      break;
    case 'observed':
      timed(parts, event.newsAtMs, () => onObserved(parts, event));
      break;
    case 'output':
      parts.tally.outputBytes += event.bytes.length;
      timed(parts, event.readAtMs, () => {
        parts.house.outputs.feed(event.tmuxPane, event.bytes, Date.now());
        onOutput(parts, event.tmuxPane);
      });
      break;
    case 'gap':
      onGap(parts, event);
      onOutput(parts, event.tmuxPane);
      break;
    default:
      assertNever(event);
  }
};

/** Most output changes nothing in the store at once, and a listing is often asked for by nobody: these do not count. */
const timed = ({ store, reaction }: Parts, sinceMs: number | null, work: () => void): void => {
  const before = store.getState();
  work();
  if (sinceMs !== null && store.getState() !== before) reaction.note(performance.now() - sinceMs);
};

export const onStoreChange = (parts: Parts, change: StoreChange): void => {
  const { journal, watch, beat, house } = parts;
  saveChange(journal, change, parts.now);
  const isMet = change.events.some(({ kind }) => kind === 'server.changed') && change.state.server !== null;
  if (isMet) {
    resumeExecs(house, parts.arrival.takeExecs());
    parts.arrival.dismissLeaders();
  }
  recordPanes(house, change);
  if (isMet) {
    recallPrompts(house);
    void settleShells(house, shellsAtPrompt);
  }
  if (!change.events.every(isFrequent)) {
    watch.changed(change.state);
    beat.changed(change.state);
    beat.appeared(
      change.events.flatMap((event) => (event.kind === 'pane.appeared' ? event.pane.tmuxPane : [])),
    );
    house.execs.look([]);
  }
  parts.touched(change.events.flatMap(visiblyChanged));
};

const isFrequent = ({ kind }: StoreEvent): boolean =>
  kind === 'metrics.sampled' || kind === 'output.seen' || kind === 'event.logged';

const visiblyChanged = (event: StoreEvent): readonly TmuxPaneId[] => {
  if (event.kind !== 'pane.changed') return [];
  const { width, height, mode, dead, pid } = event.patch;
  const isVisible = [width, height, mode, dead, pid].some((value) => value !== undefined);
  return isVisible ? [event.tmuxPane] : [];
};

const onLink = (parts: Parts, link: TmuxLink): void => {
  const { store, now } = parts;
  if (link.kind === 'live') {
    store.apply([{ kind: 'link.changed', link: { kind: 'syncing' } }]);
  } else if (link.kind === 'absent') {
    const { server } = store.getState();
    // First of all, so that whoever waits hears the reason and not only what follows from it.
    store.apply([{ kind: 'link.changed', link: { kind: 'lost', reason: link.reason, since: now() } }]);
    if (server === null) store.apply(absenceEvents(store.getState(), link.reason, now()));
    else takeLeave(parts, server, link.reason, performance.now() + LONGEST_END_MS);
  }
};

/** A server closes its socket first, then ends its panes, and then itself. */
const LONGEST_END_MS = 2_000;
const LOOK_MS = 20;

/**
 * Only of a server that has ended, and not merely become unreachable, it is known that its panes will not come back: so
 * it gets the time to end. Whatever serves this place by then is another one's matter (`Arrival`).
 */
const takeLeave = (parts: Parts, server: ServerIdentity, reason: string, deadlineMs: number): void => {
  const { store, log, now } = parts;
  const state = store.getState();
  const isStillLost = state.link.kind === 'lost' && state.server?.pid === server.pid;
  if (!isStillLost) return;
  const hasEnded = !isAlive(server.pid);
  if (!hasEnded && performance.now() < deadlineMs) {
    setTimeout(takeLeave, LOOK_MS, parts, server, reason, deadlineMs).unref();
    return;
  }
  if (hasEnded) closeAll(parts, server);
  store.apply(absenceEvents(store.getState(), reason, now()));
  log(nobody('server.lost', { pid: server.pid, reason }));
};

/** The server has ended, and not only our connection to it: its panes will not come back. */
const closeAll = ({ store, journal, house, now }: Parts, server: ServerIdentity): void => {
  house.execs.loseAll();
  house.outputs.clear();
  for (const { tmuxPane } of Object.values(store.getState().panes)) {
    journal.closePane(serverKeyOf(server), tmuxPane, now());
  }
};

const onObserved = (parts: Parts, { observation }: Extract<TmuxEvent, { kind: 'observed' }>): void => {
  parts.feed.observed(observation);
  const { store, now } = parts;
  if (store.getState().link.kind === 'syncing') {
    store.apply([{ kind: 'link.changed', link: { kind: 'live', since: now() } }]);
  }
};

const onGap = (
  parts: Parts,
  { tmuxPane, cause, pausedMs, view }: Extract<TmuxEvent, { kind: 'gap' }>,
): void => {
  const { house, gaps, tally } = parts;
  const report = house.outputs.gap(tmuxPane, Date.now(), view);
  tally.gaps += Math.min(1, report.lostLines);
  if (report.lostLines > 0) gaps.note(tmuxPane, { cause, pausedMs, ...report });
  lookAfterGap(house, tmuxPane);
};

const onOutput = (parts: Parts, tmuxPane: TmuxPaneId): void => {
  parts.beat.printed(tmuxPane);
  parts.watch.printed(tmuxPane);
  parts.house.rules.printed(tmuxPane);
  readNewShell(parts, tmuxPane);
  parts.touched([tmuxPane]);
};

/** The first thing that a new shell prints is mostly its prompt: no need to wait a second for its status. */
const readNewShell = ({ store, now }: Parts, tmuxPane: TmuxPaneId): void => {
  const pane = store.getState().panes[tmuxPane];
  if (pane === undefined || pane.status !== 'unknown' || pane.pid === null) return;
  const events = foregroundEvents(store.getState(), [[tmuxPane, readForeground(pane.pid)]], now());
  store.apply(events);
};
