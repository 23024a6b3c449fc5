import type { DaemonStatus } from '../commands/context.ts';
import { VERSION } from '../protocol/version.ts';
import type { Home } from './home.ts';

interface About {
  readonly home: Home;
  readonly socketPath: string;
  readonly startedMs: number;
  readonly cpuPercent: () => number | null;
  /** What nobody has told the state of. */
  readonly otherProblem?: () => string | null;
}

/** How the daemon fares. */
export const daemonStatus = ({
  home,
  socketPath,
  startedMs,
  cpuPercent,
  otherProblem,
}: About): DaemonStatus => {
  const { server, panes, link, health } = home.store.getState();
  return {
    running: true,
    pid: process.pid,
    version: VERSION,
    uptime_ms: Date.now() - startedMs,
    server: {
      socket: socketPath,
      pid: server?.pid ?? null,
      version: server?.version ?? null,
      link: home.tmux.link.kind === 'absent' ? 'absent' : link.kind,
    },
    panes: Object.keys(panes).length,
    rules: home.house.rules.book.all().length,
    memory_bytes: process.memoryUsage.rss(),
    cpu_percent: cpuPercent(),
    reaction_ms: home.reaction.quantiles(),
    output_bytes: home.tally.outputBytes,
    output_lines: home.house.outputs.totals.lines,
    lost_lines: home.house.outputs.totals.lost,
    dropped_lines: home.house.outputs.totals.dropped,
    problems: [health.journal, health.metrics, health.settings, otherProblem?.()].flatMap(
      (sentence) => sentence ?? [],
    ),
  };
};
