import type { TmuxPaneId } from '../domain/ids.ts';
import { isShellMark } from '../domain/process-mark.ts';
import { readForegrounds } from '../metrics/foreground.ts';
import type { Foreground, Sampler } from '../metrics/sampler.ts';
import type { DaemonStore } from '../store/daemon-store.ts';
import type { OutputSeen } from '../store/event.ts';
import type { PaneState, State } from '../store/state.ts';
import { foregroundEvents } from '../store/status-change.ts';
import type { Outputs } from './output/outputs.ts';

/** Everything that happens once a second (or more often, where it is measured so), by one timer, and only while panes exist. */
export interface Beat {
  /** Starts it where panes have come, stops it where the last has gone. */
  changed(state: State): void;
  /** A pane printed; the store hears of it with the next beat, or when somebody asks. */
  printed(tmuxPane: TmuxPaneId): void;
  /** Somebody asks: lets the store hear now of all that was printed, and of what nobody has looked at yet. */
  settle(): void;
  /** Panes that have appeared need no second to show what they do. */
  appeared(panes: readonly TmuxPaneId[]): void;
  dispose(): void;
}

interface Needs {
  readonly store: Pick<DaemonStore, 'getState' | 'apply'>;
  readonly sampler: Sampler;
  readonly now: () => string;
  readonly outputs: Pick<Outputs, 'of'>;
  /** Told of each failure of the readings, and null when they work again. */
  readonly onTrouble: (trouble: string | null) => void;
  /** How often processes are measured. */
  readonly samplingMs?: number;
}

const BEAT_MS = 1_000;

export const createBeat = (needs: Needs): Beat => {
  const samplingMs = needs.samplingMs ?? BEAT_MS;
  const beatMs = Math.min(BEAT_MS, samplingMs);
  const printed = new Map<TmuxPaneId, string>();
  let timer: NodeJS.Timeout | null = null;
  let isSampling = false;
  let sampledAt = Number.NEGATIVE_INFINITY;

  const sample = async (state: State): Promise<void> => {
    const atMs = performance.now();
    // A timer may be a little early or late.
    if (isSampling || atMs - sampledAt < samplingMs - beatMs / 2) return;
    isSampling = true;
    sampledAt = atMs;
    try {
      const samples = await needs.sampler.sample(targetsOf(state));
      if (samples.length > 0) needs.store.apply([{ kind: 'metrics.sampled', samples }]);
      needs.onTrouble(null);
    } catch (error) {
      needs.onTrouble(`processes can't be read: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      isSampling = false;
    }
  };
  const tellPrinted = (): void => {
    if (printed.size === 0) return;
    needs.store.apply([{ kind: 'output.seen', panes: seenOf(needs.outputs, printed) }]);
    printed.clear();
  };
  const look = (panes: readonly PaneState[]): void => {
    const events = foregroundEvents(needs.store.getState(), readingsOf(panes), needs.now());
    if (events.length > 0) needs.store.apply(events);
  };
  const beat = (): void => {
    const state = needs.store.getState();
    tellPrinted();
    look(Object.values(state.panes));
    void sample(state);
  };
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  return {
    changed: ({ panes }) => {
      if (Object.keys(panes).length === 0) stop();
      else if (timer === null) {
        timer = setInterval(beat, beatMs);
        // The first numbers should not be a second away.
        setImmediate(beat);
      }
    },
    printed: (tmuxPane) => void printed.set(tmuxPane, needs.now()),
    settle: () => {
      tellPrinted();
      look(Object.values(needs.store.getState().panes).filter(isUnknown));
    },
    // A shell with marks says itself when it is there; until then its start-up files are at work.
    appeared: (ids) => {
      const { panes } = needs.store.getState();
      look(ids.flatMap((id) => panes[id] ?? []).filter((pane) => isUnknown(pane) && !isShellMark(pane.mark)));
    },
    dispose: () => {
      stop();
      needs.sampler.dispose();
    },
  };
};

const targetsOf = ({ panes }: State) =>
  Object.values(panes).flatMap(({ tmuxPane, pid, dead }) =>
    pid === null || dead ? [] : [{ tmuxPane, pid }],
  );

const seenOf = (
  outputs: Pick<Outputs, 'of'>,
  printed: ReadonlyMap<TmuxPaneId, string>,
): readonly OutputSeen[] =>
  [...printed].map(([tmuxPane, at]) => {
    const record = outputs.of(tmuxPane)?.record;
    return {
      tmuxPane,
      at,
      cursor: record?.nextCursor ?? 0,
      lastLine: record?.last(1).lines[0]?.text ?? null,
    };
  });

/** One pass over all shells. */
const readingsOf = (panes: readonly PaneState[]): readonly (readonly [TmuxPaneId, Foreground])[] => {
  const alive = panes.filter(isReadable);
  if (alive.length === 0) return [];
  const readings = readForegrounds(alive.map(({ pid }) => pid));
  return alive.map(({ tmuxPane, pid }) => [tmuxPane, readings.get(pid) ?? null] as const);
};

const isUnknown = ({ status }: PaneState): boolean => status === 'unknown';

const isReadable = (pane: PaneState): pane is PaneState & { readonly pid: number } =>
  pane.pid !== null && !pane.dead;
