import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { foregroundCommand, readForeground, readForegrounds } from '../../src/metrics/foreground.ts';
import { readProcStat } from '../../src/metrics/proc-stat.ts';
import { createSampler } from '../../src/metrics/sample.ts';
import type { Sample } from '../../src/metrics/sampler.ts';
import { temporaryFolder, tmuxPane } from '../journal/samples.ts';
import { until } from '../support/until.ts';

const DEADLINE = { what: 'the processes to be as described' };
const PANE = tmuxPane('%1');

const start = (program: string, args: readonly string[]): ChildProcess & { readonly id: number } => {
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  const id = child.pid ?? 0;
  onTestFinished(() => {
    try {
      process.kill(-id, 'SIGKILL');
    } catch {
      // It has ended.
    }
  });
  return Object.assign(child, { id });
};

const startSampler = () => {
  const sampler = createSampler();
  onTestFinished(() => sampler.dispose());
  return (pid: number) => sampler.sample([{ tmuxPane: PANE, pid }]);
};

describe('the sampler', () => {
  test('adds up a whole tree and knows no CPU before the second reading', async () => {
    const sample = startSampler();
    const { id } = start('/bin/sh', ['-c', 'sh -c "while :; do :; done" & sleep 600 & wait']);
    const first = await until(async () => whole(await sample(id), 3), DEADLINE);
    const fresh = await startSampler()(id);
    expect(fresh[0]?.metrics.cpu_percent).toBeNull();
    expect(first.metrics.memory_bytes).toBeGreaterThan(100_000);
    const busy = await until(async () => {
      const [now] = await sample(id);
      return now !== undefined && (now.metrics.cpu_percent ?? 0) > 5 ? now : null;
    }, DEADLINE);
    expect(busy.metrics.runtime_ms).toBeGreaterThan(0);
    expect(busy.metrics.cpu_percent).toBeLessThan(400);
  });

  test('sees the CPU time of processes that are gone before anybody looks', async () => {
    const sample = startSampler();
    const { id } = start('/bin/sh', [
      '-c',
      'while :; do sh -c "i=0; while [ $i -lt 9999 ]; do i=$((i+1)); done"; done',
    ]);
    await until(async () => ((await sample(id))[0]?.metrics.cpu_percent ?? 0) > 5, DEADLINE);
  });

  test('knows a process that it met before anybody said whose it is, and what that started', async () => {
    const sampler = createSampler();
    onTestFinished(() => sampler.dispose());
    const first = { tmuxPane: PANE, pid: start('/bin/sleep', ['600']).id };
    const { id } = start('/bin/sh', ['-c', 'sleep 600 & wait']);
    await until(async () => (await startSampler()(id))[0]?.metrics.processes === 2, DEADLINE);
    for (let twice = 0; twice < 2; twice += 1)
      expect((await sampler.sample([first])).map(({ tmuxPane: pane }) => pane)).toEqual([PANE]);
    const both = await sampler.sample([first, { tmuxPane: tmuxPane('%2'), pid: id }]);
    expect(both.map(({ metrics }) => metrics.processes)).toEqual([1, 2]);
  });

  test.runIf(process.platform === 'linux')('reads nobody twice who is in no tree', async () => {
    const sample = startSampler();
    const { id } = start('/bin/sh', ['-c', 'sleep 600 & wait']);
    await until(async () => (await sample(id))[0]?.metrics.processes === 2, DEADLINE);
    const read = () => openFiles().filter((target) => /^\/proc\/\d+\/stat$/.test(target));
    // Others start and end meanwhile: a scan meets each of those once.
    await until(async () => {
      await sample(id);
      return read().length === 2 && read().includes(`/proc/${id}/stat`);
    }, DEADLINE);
  });

  test('leaves out what is not there and survives calls at the same time', async () => {
    const sampler = createSampler();
    const gone = start('/bin/true', []);
    await new Promise((resolve) => gone.once('exit', resolve));
    const targets = [
      { tmuxPane: PANE, pid: gone.id },
      { tmuxPane: tmuxPane('%2'), pid: process.pid },
      { tmuxPane: tmuxPane('%3'), pid: -1 },
    ];
    const all = await Promise.all([sampler.sample(targets), sampler.sample(targets), sampler.sample([])]);
    expect(all.map((samples) => samples.map((one) => one.tmuxPane))).toEqual([['%2'], ['%2'], []]);
  });

  test('is not fooled by the name of a program', async () => {
    const program = join(temporaryFolder(), ') R 1 (');
    copyFileSync('/bin/sleep', program);
    const { id } = start(program, ['600']);
    const sample = startSampler();
    // While the kernel puts the program in the place of the one before, the process has no memory.
    await until(async () => (whole(await sample(id), 1)?.metrics.memory_bytes ?? 0) > 0, DEADLINE);
    await until(() => readForeground(id) === null, DEADLINE);
  });

  test.runIf(process.platform === 'linux')(
    'keeps one file open for an idle process, and not a second one',
    async () => {
      const sample = startSampler();
      const { id } = start('/bin/sleep', ['600']);
      await sample(id);
      const openOn = () => openFiles().filter((target) => target === `/proc/${id}/stat`).length;
      await until(async () => (await sample(id)).length === 1 && openOn() === 1, DEADLINE);
    },
  );
});

describe.runIf(process.platform === 'linux')('the foreground of a terminal', () => {
  test('is the root, or what it started and waits for', async () => {
    // script(1) gives its command a terminal of its own; an interactive shell hands it to each job.
    const { id } = start('script', ['-qfc', `sh -ic 'sh -c "exec sleep 600; :"; :'`, '/dev/null']);
    const shell = await until(() => shellBelow(id), DEADLINE);
    await until(() => foregroundCommand(shell) === 'sleep 600', DEADLINE);
    const child = readForeground(shell);
    expect(child).toBe('child');
    expect(readForegrounds([shell, 0, -5, 2 ** 40])).toEqual(
      new Map([
        [shell, 'child'],
        [0, null],
        [-5, null],
        [2 ** 40, null],
      ]),
    );
  });

  test('is unknown without a terminal or a process', () => {
    const { id } = start('/bin/sleep', ['600']);
    expect(readForeground(id)).toBeNull();
    expect(foregroundCommand(id)).toBeNull();
    expect(foregroundCommand(2 ** 40)).toBeNull();
  });
});

const whole = (samples: readonly Sample[], processes: number): Sample | null => {
  const [only] = samples;
  return only !== undefined && only.metrics.processes === processes ? only : null;
};

const openFiles = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return [readlinkSync(`/proc/self/fd/${name}`)];
    } catch {
      return [];
    }
  });

/** The child whose terminal has a foreground group: the interactive shell. */
const shellBelow = (pid: number): number | null => {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return children.find((child) => parentOf(child) === pid && readForeground(child) === 'child') ?? null;
};

const parentOf = (pid: number): number | null => readProcStat(pid)?.ppid ?? null;
