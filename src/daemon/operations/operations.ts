import type {
  ExecsPort,
  OutputPort,
  PanesPort,
  SessionsPort,
  StatePort,
  WaitsPort,
} from '../../commands/context.ts';
import type { RulesPort } from '../../commands/rules-port.ts';
import { briefOf } from '../../domain/pane.ts';
import { type Result, success } from '../../domain/result.ts';
import { sessionsOf } from '../../store/select.ts';
import type { CallScope, House } from '../house.ts';
import { linkingPort } from '../linking/port.ts';
import { untilStartable } from '../linking/startable.ts';
import { rulesPort } from '../rules/port.ts';
import { restoreSessions } from '../saving/restore.ts';
import { saveSession } from '../saving/save.ts';
import { snapshotsOf } from '../saving/snapshot-list.ts';
import { scalePane } from '../scaling/scale.ts';
import { createSessionFromFile } from '../session-file/create.ts';
import { cleanUp } from './cleanup.ts';
import { execsPort } from './exec-read.ts';
import { runExec } from './exec-run.ts';
import { followLog } from './follow-log.ts';
import { knownState } from './known-state.ts';
import { readLog } from './orchestration-log.ts';
import { outputPort } from './output.ts';
import { movePane, selectPane, swapPane, zoomPane } from './pane-arrange.ts';
import { attachPane } from './pane-attach.ts';
import { capturePane } from './pane-capture.ts';
import { createPane } from './pane-create.ts';
import { hasPattern } from './pane-has-pattern.ts';
import { holdPane } from './pane-hold.ts';
import { killPane } from './pane-kill.ts';
import { getMetadata, labelPane, setMetadata } from './pane-mark.ts';
import { findPane, isRunning, listPanes, paneMetrics, paneStatus } from './pane-read.ts';
import { respawnPane } from './pane-respawn.ts';
import { sendKeys } from './pane-send-keys.ts';
import { whyPane } from './pane-why.ts';
import { createSession } from './session-create.ts';
import { killSession } from './session-kill.ts';
import { arrangeSession } from './session-layout.ts';
import { sessionMetrics } from './session-read.ts';
import { query, report, updateState } from './state-read.ts';
import { waitsPort } from './waits.ts';

export interface Operations {
  readonly sessions: SessionsPort;
  readonly panes: PanesPort;
  readonly state: StatePort;
  readonly waits: WaitsPort;
  readonly execs: ExecsPort;
  readonly output: OutputPort;
  readonly rules: RulesPort;
}

/** What each command does, for one call. */
export const createOperations =
  (house: House) =>
  (scope: CallScope): Operations => ({
    sessions: sessionsPort(house, scope),
    panes: panesPort(house, scope),
    state: statePort(house, scope),
    waits: waitsPort(house, scope),
    execs: execsPort(house, scope),
    output: outputPort(house, scope),
    rules: rulesPort(house, scope),
  });

const sessionsPort = (house: House, scope: CallScope): SessionsPort => ({
  ...linkingPort(house, scope),
  create: async ({ file, ...input }) => {
    if (file !== undefined) return createSessionFromFile(house, scope, { ...input, file });
    const late = await untilStartable(house, scope, input, []);
    return late === null ? kept(house, createSession(house, scope, input)) : success(late);
  },
  kill: (input) => killSession(house, scope, input),
  list: async (input) => success({ sessions: sessionsOf(await knownState(house), input) }),
  layout: (input) => arrangeSession(house, scope, input),
  metrics: (input) => sessionMetrics(house, scope, input.session),
  save: (input) => saveSession(house, scope, input),
  restore: (input) => restoreSessions(house, scope, input),
  snapshots: (input) => snapshotsOf(house, input.session),
});

const panesPort = (house: House, scope: CallScope): PanesPort => ({
  create: (input) => kept(house, createPane(house, scope, input)),
  kill: (input) => killPane(house, scope, input),
  respawn: (input) => kept(house, respawnPane(house, scope, input)),
  scale: (input) => kept(house, scalePane(house, scope, input)),
  exec: (input) => runExec(house, scope, input),
  sendKeys: (input) => sendKeys(house, scope, input),
  hold: (input) => holdPane(house, scope, input),
  capture: (input) => capturePane(house, scope, input),
  status: (input) => paneStatus(house, scope, input),
  list: async (input) =>
    mapped(await listPanes(house, scope, input), (panes) => ({ panes: panes.map(briefOf) })),
  listDetailed: async (input) => mapped(await listPanes(house, scope, input), (panes) => ({ panes })),
  count: async (input) => mapped(await listPanes(house, scope, input), ({ length }) => ({ count: length })),
  find: (input) => findPane(house, scope, input),
  isRunning: (input) => isRunning(house, scope, input),
  why: (input) => whyPane(house, scope, input),
  hasPattern: (input) => hasPattern(house, scope, input),
  label: (input) => labelPane(house, scope, input),
  metadataSet: (input) => kept(house, setMetadata(house, scope, input)),
  metadataGet: (input) => getMetadata(house, scope, input),
  metrics: (input) => paneMetrics(house, scope, input),
  zoom: (input) => zoomPane(house, scope, input),
  select: (input) => selectPane(house, scope, input),
  swap: (input) => swapPane(house, scope, input),
  move: (input) => movePane(house, scope, input),
  attach: (input) => attachPane(house, scope, input),
});

const statePort = (house: House, scope: CallScope): StatePort => ({
  update: (input) => updateState(house, scope, input),
  log: (input) => readLog(house, scope, input),
  followLog: (input) => followLog(house, scope, input),
  query: (input) => query(house, scope, input.sql),
  cleanup: (input) => cleanUp(house, scope, input),
  report: async () => success(report(await knownState(house))),
});

/**
 * What only the journal knows, whose a pane is above all, is in its file before the caller hears of it: a daemon that
 * is killed right after its answer would else leave a pane that nobody made and that cleanup may not touch.
 */
const kept = async <T>(house: House, work: Promise<T>): Promise<T> => {
  const done = await work;
  house.journal.flush();
  return done;
};

const mapped = <From, To>(result: Result<From>, change: (value: From) => To): Result<To> =>
  result.ok ? success(change(result.value)) : result;
