import {
  completion,
  daemonCommands,
  daemonLogs,
  daemonStart,
  daemonStatus,
  daemonStop,
  demo,
  doctor,
  mcp,
  metrics,
  panel,
  report,
} from './daemon.ts';
import type { Command } from './definition.ts';
import { execList, execOutput, execShow, execWait } from './exec.ts';
import {
  sessionBroadcastExec,
  sessionDepends,
  sessionGroups,
  sessionLink,
  sessionUnlink,
} from './linking.ts';
import { paneIntegrate, paneStream, paneTail, sessionLogs } from './output.ts';
import { paneAttach, paneMove, paneSelect, paneSwap, paneZoom } from './pane-arrange.ts';
import { paneCreate, paneCreateWithLayout, paneKill, paneRespawn } from './pane-make.ts';
import { paneLabel, paneMetadataGet, paneMetadataSet } from './pane-mark.ts';
import {
  paneCapture,
  paneCount,
  paneFind,
  paneHasPattern,
  paneIsRunning,
  paneList,
  paneListDetailed,
  paneMetrics,
  paneStatus,
} from './pane-read.ts';
import { paneScale } from './pane-scale.ts';
import { paneExec, paneHold, paneSendKeys } from './pane-type.ts';
import {
  paneExecTimeout,
  paneWait,
  paneWatch,
  paneWatchDeadline,
  paneWatchTimeout,
  waitAll,
  waitAny,
} from './pane-wait.ts';
import { paneWhy } from './pane-why.ts';
import {
  notify,
  ruleAnswer,
  ruleList,
  rulePause,
  ruleRemove,
  ruleResume,
  ruleShow,
  ruleTest,
  shell,
} from './rule-manage.ts';
import {
  onBell,
  onCreated,
  onExit,
  onMetric,
  onPattern,
  onSilence,
  onTimeout,
  paneWatchAsync,
} from './rules.ts';
import { sessionRestore, sessionSave, sessionSnapshots } from './saving.ts';
import { sessionCreate, sessionKill, sessionLayout, sessionList, sessionMetrics } from './sessions.ts';
import { cleanup, orchestrationLog, query, stateUpdate } from './state.ts';

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  sessionCreate,
  sessionKill,
  sessionList,
  sessionLayout,
  sessionMetrics,
  sessionLogs,
  sessionLink,
  sessionUnlink,
  sessionGroups,
  sessionDepends,
  sessionBroadcastExec,
  sessionSave,
  sessionRestore,
  sessionSnapshots,
  paneCreate,
  paneCreateWithLayout,
  paneKill,
  paneRespawn,
  paneScale,
  paneExec,
  paneExecTimeout,
  execList,
  execShow,
  execWait,
  execOutput,
  paneSendKeys,
  paneHold,
  paneCapture,
  paneTail,
  paneStream,
  paneStatus,
  paneList,
  paneListDetailed,
  paneCount,
  paneFind,
  paneWhy,
  paneIsRunning,
  paneWait,
  paneHasPattern,
  paneWatch,
  paneWatchTimeout,
  paneWatchDeadline,
  waitAny,
  waitAll,
  paneLabel,
  paneMetadataSet,
  paneMetadataGet,
  paneMetrics,
  paneZoom,
  paneSelect,
  paneSwap,
  paneMove,
  paneAttach,
  paneIntegrate,
  onPattern,
  paneWatchAsync,
  onExit,
  onTimeout,
  onMetric,
  onSilence,
  onBell,
  onCreated,
  ruleList,
  ruleShow,
  rulePause,
  ruleResume,
  ruleRemove,
  ruleTest,
  ruleAnswer,
  notify,
  stateUpdate,
  orchestrationLog,
  query,
  cleanup,
  daemonStart,
  daemonStop,
  daemonStatus,
  daemonLogs,
  daemonCommands,
  doctor,
  metrics,
  panel,
  demo,
  mcp,
  completion,
  report,
];

const BY_NAME: ReadonlyMap<string, Command> = new Map(
  COMMANDS.flatMap((each) => [each.name, ...each.aliases].map((name) => [name, each] as const)),
);

/** Beside the registry, what only an action of a rule may name. */
export const findActionCommand = (name: string): Command | undefined =>
  name === shell.name ? shell : BY_NAME.get(name);

export const findCommand = (name: string): Command | undefined => BY_NAME.get(name);
