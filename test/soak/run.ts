import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryMegabytesOf } from '../bench/figures.ts';
import { type Link, openLink } from '../bench/link.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { type Job, jobOf, textOf } from './jobs.ts';
import { soakPanel } from './panel.ts';
import { soakScale } from './scale.ts';

/**
 * Many jobs of random length and code, 30 at a time over 10 sessions, once alone and once beside a pane that floods.
 * What the daemon says of each is compared with what the job did. Exit status 1 when a byte or a code is wrong.
 */
const JOBS = Number(process.env.SOAK_JOBS ?? 1_200);
const AT_A_TIME = 30;
const SESSIONS = 10;

interface Verdict {
  readonly job: Job;
  readonly wrongCode: string | null;
  readonly wrongOutput: string | null;
  readonly countedLoss: number;
}

const soak = (flood: string | null): Promise<boolean> =>
  withPanectl(
    async (house) => {
      for (let n = 0; n < SESSIONS; n += 1) await house.ask('session-create', `s${n}`);
      const link = await openLink(house.tmux.socket);
      const sample = sampling(house);
      if (flood !== null) await link.call('pane-create', { session: 's0', command: flood, label: 'flood' });
      const startMs = performance.now();
      const verdicts = await runAll(link, house.tmux.folder);
      const seconds = (performance.now() - startMs) / 1_000;
      const status = await link.call('daemon-status', {});
      link.end();
      return report(flood, verdicts, { seconds, ...sample(), gaps: numberIn(status, 'lost_lines') });
    },
    { session: null },
  );

const runAll = async (link: Link, folder: string): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let number = next++; number < JOBS; number = next++)
      verdicts.push(await runJob(link, folder, jobOf(number)));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return verdicts;
};

const runJob = async (link: Link, folder: string, job: Job): Promise<Verdict> => {
  const file = join(folder, `job-${job.number}`);
  writeFileSync(file, textOf(job));
  const session = `s${job.number % SESSIONS}`;
  try {
    const pane = await link.call('pane-create', {
      session,
      label: `j${job.number}`,
      command: `cat ${file}; exit ${job.code}`,
    });
    const exec_id = textIn(pane, 'exec_id');
    const exec = await link.call('exec-wait', { exec_id, timeout: '120s' });
    const said = await link.call('exec-output', { exec_id, n: 10_000, bytes: 16_000_000 });
    await link.call('pane-kill', { session, pane: textIn(pane, 'tmux_pane') });
    return judge(job, exec, fieldOf(said, 'output'));
  } catch (error) {
    const wrongCode = error instanceof Error ? error.message : 'failed';
    return { job, wrongCode, wrongOutput: null, countedLoss: 0 };
  } finally {
    unlinkSync(file);
  }
};

const judge = (job: Job, exec: unknown, output: unknown): Verdict => {
  const code = fieldOf(exec, 'exit_code');
  const lost = numberIn(output, 'lost');
  const lines = fieldOf(output, 'lines');
  const texts = Array.isArray(lines) ? lines.map((line: unknown) => textIn(line, 'text')) : [];
  const at = job.lines.findIndex((line, index) => line !== texts[index]);
  const isSame = at < 0 && texts.length === job.lines.length;
  const where = at < 0 ? `${texts.length} lines of ${job.lines.length}` : differenceAt(job, texts, at);
  return {
    job,
    wrongCode: code === job.code ? null : `${String(code)} (${textIn(exec, 'outcome')}) for ${job.code}`,
    wrongOutput: isSame || lost > 0 ? null : where,
    countedLoss: lost,
  };
};

const differenceAt = (job: Job, texts: readonly string[], at: number): string =>
  `line ${at} of ${job.lines.length}: ${JSON.stringify(job.lines[at])} came as ${JSON.stringify(texts[at])}`;

const sampling = ({ tmux }: PanectlHouse): (() => { daemon: number; server: number }) => {
  const [pid = 0] = daemonsOf(tmux.socket);
  const most = { daemon: 0, server: 0 };
  let server = 0;
  void tmux.serverPid().then((found) => {
    server = found ?? 0;
  });
  const timer = setInterval(() => {
    most.daemon = Math.max(most.daemon, memoryMegabytesOf(pid));
    if (server > 0) most.server = Math.max(most.server, memoryMegabytesOf(server));
  }, 200);
  return () => {
    clearInterval(timer);
    return most;
  };
};

const report = (
  flood: string | null,
  verdicts: readonly Verdict[],
  run: { readonly seconds: number; readonly daemon: number; readonly server: number; readonly gaps: number },
): boolean => {
  const codes = verdicts.filter(({ wrongCode }) => wrongCode !== null);
  const outputs = verdicts.filter(({ wrongOutput }) => wrongOutput !== null);
  const lossy = verdicts.filter(({ countedLoss }) => countedLoss > 0);
  const bytes = verdicts.reduce((sum, { job }) => sum + Buffer.byteLength(textOf(job)), 0);
  // Beside a flood lines may be missing where the daemon says so; alone none may.
  const isGood = codes.length === 0 && outputs.length === 0 && (flood !== null || lossy.length === 0);
  console.log(
    `\n${verdicts.length} jobs, ${AT_A_TIME} at a time, ${flood ?? 'no flood'}: ${isGood ? 'pass' : 'FAIL'}`,
  );
  console.log(
    `  wrong codes ${codes.length}, wrong output ${outputs.length}, with counted loss ${lossy.length}`,
  );
  console.log(
    `  ${(bytes / 1e6).toFixed(1)} MB printed in ${run.seconds.toFixed(1)} s, lost_lines ${run.gaps}`,
  );
  console.log(`  most memory: daemon ${run.daemon.toFixed(0)} MB, tmux ${run.server.toFixed(0)} MB`);
  for (const { job, wrongCode, wrongOutput } of [...codes, ...outputs].slice(0, 20))
    console.log(`  job ${job.number}: ${wrongCode ?? wrongOutput ?? ''}`);
  return isGood;
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
const textIn = (value: unknown, name: string): string => {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : '';
};
const numberIn = (value: unknown, name: string): number => {
  const found = fieldOf(value, name);
  return typeof found === 'number' ? found : 0;
};

const PARTS = {
  jobs: async () => {
    const alone = await soak(null);
    return (await soak('yes')) && alone;
  },
  panel: soakPanel,
};

// `npm run soak -- jobs` or `-- panel` runs one of the two; `-- scale` is long, and runs only by its name.
const wanted = process.argv[2];
const parts = { ...PARTS, ...(wanted === 'scale' ? { scale: soakScale } : {}) };
let isGood = wanted === undefined || wanted in parts;
for (const [name, run] of Object.entries(parts))
  if (wanted === undefined || wanted === name) isGood = (await run()) && isGood;
process.exitCode = isGood ? 0 : 1;
