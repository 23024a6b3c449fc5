import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { keepOpenOnly, readProcStat } from '../../src/metrics/proc-stat.ts';
import { scanLinux } from '../../src/metrics/scan-linux.ts';
import { until } from '../support/until.ts';

const openStats = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return /^\/proc\/\d+\/stat$/.test(readlinkSync(`/proc/self/fd/${fd}`));
    } catch {
      // The one by which the folder was read.
      return false;
    }
  }).length;

describe.skipIf(process.platform !== 'linux')('the file of a process', () => {
  it('stays open for the next reading, says nothing of one that has ended, and is closed then', async () => {
    keepOpenOnly(new Map());
    const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
    const pid = child.pid ?? 0;
    expect(readProcStat(pid)).toMatchObject({ pid, ppid: process.pid });
    // Once it waits for its input it is the same at each reading.
    await until(() => isDeepStrictEqual(readProcStat(pid), readProcStat(pid)), { what: 'it to wait' });
    expect(openStats()).toBe(1);
    child.stdin.end();
    await once(child, 'exit');
    expect(readProcStat(pid)).toBeNull();
    expect(openStats()).toBe(0);
  });

  it('is closed by the next scan after its process has ended, however many there were', async () => {
    const children = Array.from({ length: 20 }, () => spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] }));
    const pids = children.map(({ pid }) => pid ?? 0);
    expect([...scanLinux().processes.keys()]).toEqual(expect.arrayContaining(pids));
    await Promise.all(
      children.map(async (child) => {
        child.stdin.end();
        await once(child, 'exit');
      }),
    );
    const { processes } = scanLinux();
    expect(pids.filter((pid) => processes.has(pid))).toEqual([]);
    expect(openStats()).toBeLessThanOrEqual(processes.size);
    keepOpenOnly(new Map());
    expect(openStats()).toBe(0);
  });
});
