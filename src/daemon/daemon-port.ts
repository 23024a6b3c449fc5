import type { DaemonPort } from '../commands/context.ts';
import { success } from '../domain/result.ts';
import { findTmux } from '../tmux/find.ts';
import { examine } from './doctor/examine.ts';
import type { Exposition } from './exposition/exposition.ts';
import type { Home } from './home.ts';
import type { CallScope } from './house.ts';
import type { Log } from './log.ts';
import type { Panel } from './panel.ts';
import { daemonStatus } from './report.ts';

export interface DaemonFacts {
  readonly home: Home;
  readonly log: Log;
  readonly panel: Panel;
  readonly socketPath: string;
  readonly runtimeFolder: string;
  readonly socket: string;
  readonly stateHome: string;
  readonly settingsFile: string;
  readonly startedMs: number;
  readonly cpuPercent: () => number | null;
  readonly exposition: Exposition;
  /** Lets nobody in any more, and ends the daemon once the answers are out. */
  readonly stop: (reason: string) => void;
}

/** Commands about the daemon itself. */
export const daemonPortOf =
  (facts: DaemonFacts) =>
  (scope: CallScope): DaemonPort => ({
    status: async () => success(daemonStatus(facts)),
    stop: async () => {
      facts.stop('daemon-stop');
      return success({ running: false, pid: process.pid });
    },
    logs: async ({ n }) => success({ lines: facts.log.tail(n), file: facts.log.file }),
    commands: async () => success({ commands: facts.home.tmux.recentCommands }),
    doctor: async () => success(await examine(patientOf(facts))),
    metrics: async ({ listen }) =>
      listen === undefined
        ? success({ exposition: facts.exposition.lines() })
        : facts.exposition.listen(listen === 'none' ? null : listen),
    panel: (input) => facts.panel.open(scope, input),
  });

const patientOf = ({ home, runtimeFolder, socket, stateHome, settingsFile, exposition }: DaemonFacts) => {
  const { health } = home.store.getState();
  return {
    node: { version: process.versions.node, program: process.execPath },
    tmux: findTmux(),
    ask: async (...words: readonly string[]) => {
      if (home.tmux.link.kind === 'absent') return null;
      const answered = await home.tmux.command(...words);
      return answered.ok ? answered.value : null;
    },
    ...{ runtimeFolder, socket, stateHome },
    uid: process.getuid?.() ?? 0,
    env: process.env,
    journalTrouble: health.journal,
    metricsTrouble: health.metrics,
    metricsPortTrouble: exposition.problem(),
    settings: { file: settingsFile, trouble: health.settings ?? null },
  };
};
