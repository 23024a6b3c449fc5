import { existsSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Check, ok, problem, warning } from './check.ts';

const MIB = 1024 ** 2;
const LEAST_FREE = 8 * MIB;
const LITTLE_FREE = 256 * MIB;

/** Of the disk of a folder, which need not be there yet. */
export const checkDisk = (folder: string): Check => {
  try {
    const { bavail, bsize } = statfsSync(existing(folder));
    return diskCheck(bavail * bsize);
  } catch (error) {
    return warning('disk', `nobody can tell how full it is: ${String(error)}`, `df ${folder}`);
  }
};

export const diskCheck = (freeBytes: number): Check => {
  const free = `${Math.floor(freeBytes / MIB)} MiB free`;
  if (freeBytes < LEAST_FREE)
    return problem(
      'disk',
      `${free}: the journal goes on in memory and is lost with the daemon`,
      'free some space',
    );
  if (freeBytes < LITTLE_FREE)
    return warning('disk', `${free}: the journal may soon go on in memory`, 'free some space');
  return ok('disk', free);
};

const existing = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));

const LEAST_FILES = 256;

/** proc(5), /proc/PID/limits. Elsewhere nobody asks. */
export const checkFileLimit = (): Check => {
  const limits = textOf('/proc/self/limits') ?? '';
  return fileLimitCheck(Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY));
};

export const fileLimitCheck = (most: number): Check =>
  most < LEAST_FILES
    ? problem(
        'open files',
        `at most ${most}: calls are refused when there are many`,
        'ulimit -n 1024, before the daemon starts',
      )
    : ok('open files', Number.isFinite(most) ? `at most ${most}` : 'no limit is known');

/** CPU and memory of panes come from /proc on Linux, from ps(1) elsewhere. */
export const checkProcessList = (uid: number, platform = process.platform): Check => {
  if (platform !== 'linux') {
    const path = (process.env.PATH ?? '').split(':').map((folder) => `${folder}/ps`);
    return path.some((file) => existsSync(file))
      ? ok('processes', 'ps')
      : problem(
          'processes',
          'there is no ps: nobody knows CPU, memory or what runs in a pane',
          'install procps',
        );
  }
  const isOurs = (name: string): boolean => statSync(`/proc/${name}`, { throwIfNoEntry: false })?.uid === uid;
  const isReadable =
    existsSync('/proc/self/stat') && readdirSync('/proc').some((name) => /^\d+$/.test(name) && isOurs(name));
  return isReadable
    ? ok('processes', '/proc')
    : problem(
        'processes',
        '/proc is not there: nobody knows CPU, memory or what runs in a pane',
        'mount -t proc proc /proc',
      );
};

const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};
