import { daemonLogs, daemonStart, daemonStatus, daemonStop, doctor, panel, report } from './daemon.ts';
import type { Command } from './definition.ts';
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
import { paneExec, paneSendKeys } from './pane-type.ts';
import { sessionCreate, sessionKill, sessionLayout, sessionList, sessionMetrics } from './sessions.ts';
import { cleanup, orchestrationLog, query, stateUpdate } from './state.ts';

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  sessionCreate,
  sessionKill,
  sessionList,
  sessionLayout,
  sessionMetrics,
  paneCreate,
  paneCreateWithLayout,
  paneKill,
  paneRespawn,
  paneExec,
  paneSendKeys,
  paneCapture,
  paneStatus,
  paneList,
  paneListDetailed,
  paneCount,
  paneFind,
  paneIsRunning,
  paneHasPattern,
  paneLabel,
  paneMetadataSet,
  paneMetadataGet,
  paneMetrics,
  paneZoom,
  paneSelect,
  paneSwap,
  paneMove,
  paneAttach,
  stateUpdate,
  orchestrationLog,
  query,
  cleanup,
  daemonStart,
  daemonStop,
  daemonStatus,
  daemonLogs,
  doctor,
  panel,
  report,
];

const BY_NAME: ReadonlyMap<string, Command> = new Map(
  COMMANDS.flatMap((each) => [each.name, ...each.aliases].map((name) => [name, each] as const)),
);

export const findCommand = (name: string): Command | undefined => BY_NAME.get(name);
