import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import type { ProbeReport, ReadyCheck } from '../../domain/service.ts';
import { compilePattern } from '../../rules/pattern.ts';
import type { House } from '../house.ts';
import { watchLines } from '../waits/line-watch.ts';
import { askHttp } from './ask-http.ts';
import { askShell } from './ask-shell.ts';
import { askTcp } from './ask-tcp.ts';
import { watchIdle } from './watch-idle.ts';

export interface ProbeRequest {
  readonly check: ReadyCheck;
  readonly sessionId: SessionId;
  readonly tmuxPane: TmuxPaneId;
  readonly cwd: string;
  /** Where the output of what is probed begins. */
  readonly fromCursor: number;
  /** Whether some of its output may have been printed while nobody listened. */
  readonly isMissed: boolean;
  /** What every look found; after one that is ok there is no further one. */
  readonly onReport: (report: Omit<ProbeReport, 'at'>) => void;
}

/** One look: `ok`, and what was found in a few words. */
export type Look = (signal: AbortSignal) => Promise<Omit<ProbeReport, 'at'>>;

type ProbeHouse = Pick<House, 'outputs' | 'tmux' | 'socketPath' | 'store'>;

/** Asks until the answer is yes. What tmux tells is not asked for: a line, or that there are none. */
export const startProbe = (house: ProbeHouse, request: ProbeRequest): (() => void) => {
  const { check, tmuxPane, onReport } = request;
  switch (check.kind) {
    case 'log':
      return watchLog(house, request);
    case 'idle':
      return watchIdle(house, { tmuxPane, value: check.value, onReport });
    case 'tcp':
      return lookAgain((signal) => askTcp(check.value, signal), onReport);
    case 'http':
      return lookAgain((signal) => askHttp(check.value, signal), onReport);
    case 'exec':
      return lookAgain((signal) => askShell(house, request, signal), onReport);
  }
};

const watchLog = (house: ProbeHouse, request: ProbeRequest): (() => void) => {
  const { check, tmuxPane, fromCursor, isMissed, onReport } = request;
  const pattern = compilePattern(check.value);
  if (!pattern.ok) return () => undefined;
  let isOver = false;
  const onHit = ({ line }: { readonly line: string }): void => {
    isOver = true;
    onReport({ ok: true, said: line.slice(0, SHOWN) });
  };
  const end = watchLines({
    ...{ outputs: house.outputs, pane: tmuxPane, patterns: [pattern.value], fromCursor, onHit },
  });
  const lookAtScreen = async (): Promise<void> => {
    const line = (await screenOf(house, tmuxPane)).find((each) => pattern.value.test(each));
    if (line !== undefined && !isOver) onHit({ line });
  };
  if (isMissed) void lookAtScreen();
  return () => {
    isOver = true;
    end();
  };
};

/** What it still shows; its history may be that of what ran there before (respawn-pane clears the screen only). */
const screenOf = async ({ tmux }: ProbeHouse, tmuxPane: TmuxPaneId): Promise<readonly string[]> => {
  const captured = await tmux.capture(tmuxPane, { ansi: false, historyLines: 0, joinWrapped: true });
  return captured.ok ? captured.value : [];
};

const SHOWN = 200;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const LONGEST_LOOK_MS = 10_000;

/** One after the other, soon at first and then ever more rarely. */
const lookAgain = (look: Look, onReport: ProbeRequest['onReport']): (() => void) => {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const round = async (pauseMs: number): Promise<void> => {
    const limit = AbortSignal.any([stop.signal, AbortSignal.timeout(LONGEST_LOOK_MS)]);
    // A look that goes wrong itself has not found it ready, and is no reason to look no more.
    const found = await look(limit).catch((error: unknown) => ({ ok: false, said: String(error) }));
    if (stop.signal.aborted) return;
    onReport(found);
    if (found.ok || stop.signal.aborted) return;
    timer = setTimeout(() => void round(Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)), pauseMs);
    timer.unref();
  };
  void round(FIRST_PAUSE_MS);
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
};
