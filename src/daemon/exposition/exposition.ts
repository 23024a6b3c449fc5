import type { DaemonStatus } from '../../commands/context.ts';
import type { Result } from '../../domain/result.ts';
import type { State } from '../../store/state.ts';
import { daemonFamilies, loadOfDaemon } from './daemon-families.ts';
import { stateFamilies } from './families.ts';
import { expositionLines } from './family.ts';
import { createMetricsServer } from './server.ts';

/** What Prometheus is told, as text and on a port. */
export interface Exposition {
  lines(): readonly string[];
  /** Null shuts the port. */
  listen(port: number | null): Promise<Result<{ readonly url: string | null }>>;
  /** Why the port of the settings is not open; null where it is, or none is set. */
  problem(): string | null;
  dispose(): void;
}

interface About {
  readonly getState: () => State;
  readonly status: () => DaemonStatus;
  readonly startedMs: number;
  /** The one of the settings. */
  readonly port: number | null;
  readonly complain: (sentence: string) => void;
}

export const openExposition = ({ getState, status, startedMs, port, complain }: About): Exposition => {
  let problem: string | null = null;
  const lines = (): readonly string[] =>
    expositionLines([...stateFamilies(getState()), ...daemonFamilies(loadOfDaemon(status(), startedMs))]);
  const server = createMetricsServer(() => `${lines().join('\n')}\n`);
  const listen: Exposition['listen'] = async (wanted) => {
    const listening = await server.listen(wanted);
    if (listening.ok) problem = null;
    return listening;
  };
  void listen(port).then((listening) => {
    if (listening.ok) return;
    problem = `metrics.port: ${listening.failure.message}`;
    complain(problem);
  });
  return { lines, listen, problem: () => problem, dispose: () => server.dispose() };
};
