import type { ProbeReport } from '../../domain/service.ts';
import { runOutside } from '../../tmux/run-outside.ts';
import type { House } from '../house.ts';
import type { ProbeRequest } from './probe.ts';

/** Whether a command line ends with 0: outside tmux, in the pane's folder and its session's environment. */
export const askShell = async (
  { tmux, socketPath, store }: Pick<House, 'tmux' | 'socketPath' | 'store'>,
  { check, sessionId, tmuxPane, cwd }: ProbeRequest,
  signal: AbortSignal,
): Promise<Omit<ProbeReport, 'at'>> => {
  const own = store.getState().panes[tmuxPane]?.environment ?? [];
  const env = { ...environmentOf(own), PANECTL_SOCKET: socketPath, PANECTL_PANE: tmuxPane };
  const run = { session: sessionId, command: check.value, env, cwd, signal };
  const { exitCode, output } = await runOutside(tmux, run);
  if (exitCode === 0) return { ok: true, said: 'exit 0' };
  const last = output.trim().split('\n').at(-1)?.slice(0, SHOWN) ?? '';
  return { ok: false, said: `${exitCode === null ? 'no answer' : `exit ${exitCode}`}${last && `: ${last}`}` };
};

const SHOWN = 200;

const environmentOf = (entries: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf('=');
      return [entry.slice(0, at), entry.slice(at + 1)] as const;
    }),
  );
