import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded into a daemon by `--import`, never by a program of ours: how long its event loop stands still. SIGUSR2 writes
 * what was seen since the last one into the file that `PANECTL_BENCH_LOOP` names. The clock that hangs on the wall
 * counts other people's work too; the thread's own processor time between two looks does not.
 */
const LOOK_MS = 1;
const file = process.env.PANECTL_BENCH_LOOP;

const watchLoop = (path: string): void => {
  const delay = monitorEventLoopDelay({ resolution: LOOK_MS });
  delay.enable();
  const busy: number[] = [];
  let before = ownMs();
  setInterval(() => {
    const now = ownMs();
    busy.push(now - before);
    before = now;
  }, LOOK_MS).unref();
  process.on('SIGUSR2', () => {
    busy.sort((a, b) => a - b);
    const seen = {
      wallP99Ms: delay.percentile(99) / 1e6 - LOOK_MS,
      ownP99Ms: busy[Math.floor(busy.length * 0.99)] ?? 0,
      ownMostMs: busy.at(-1) ?? 0,
    };
    writeFileSync(`${path}.new`, JSON.stringify(seen));
    renameSync(`${path}.new`, path);
    delay.reset();
    busy.length = 0;
  });
};

const ownMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

if (file !== undefined && process.argv[1]?.endsWith('/daemon.mjs')) watchLoop(file);
