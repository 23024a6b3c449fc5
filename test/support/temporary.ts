import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Place, placeOf } from '../../src/protocol/place.ts';
import { shellDoorOf } from '../../src/protocol/shell-door.ts';

/**
 * Folders of test runs carry their process in the name and its start time inside, so that a later run can tell what
 * a crashed one left behind from what a living one uses. Short: a socket's path may have 107 bytes.
 */
const PREFIX = 'panectl-t-';
const OWNER_FILE = 'owner';
/** Six characters are mkdtemp(3)'s. */
const OWN_NAME = new RegExp(`^${PREFIX}(\\d+)-\\w{6}$`);

export const makeTemporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  writeFileSync(join(folder, OWNER_FILE), startTimeOf(process.pid) ?? '');
  return folder;
};

/** The name of a private tmux server's socket in its folder. */
export const SOCKET_NAME = 'tmux';

/**
 * Ends every process that names the folder in its arguments, then removes it and what a daemon put beside it, or a test
 * that laid something in a daemon's way.
 */
export const removeTemporaryFolder = (folder: string): void => {
  for (const pid of processesNaming(folder)) kill(pid);
  const place = placeOf(join(folder, SOCKET_NAME), process.getuid?.() ?? 0);
  for (const beside of [place.socket, place.lock]) remove(beside);
  removeShellDoor(place);
  remove(folder);
};

/** What was told to end may still write there: on a slow machine for seconds. */
const remove = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 10 });

/** Also one that a killed daemon was about to open, or to close. */
const removeShellDoor = (place: Place): void => {
  const door = shellDoorOf(place);
  if (door === null) return;
  for (const state of ['', '%coming', '%going']) remove(`${door}${state}`);
};

/** Folders whose test run is no longer alive; what is not called as a test calls it belongs to somebody else. */
export const abandonedFolders = (): readonly string[] =>
  readdirSync(tmpdir())
    .flatMap((name) => {
      const [, pid] = OWN_NAME.exec(name) ?? [];
      return pid === undefined ? [] : [{ folder: join(tmpdir(), name), pid: Number(pid) }];
    })
    .filter(({ folder, pid }) => !ownerIsAlive(folder, pid))
    .map(({ folder }) => folder);

/** A folder is there a moment before its file is: what nothing stands in yet belongs to whoever has the pid. */
const ownerIsAlive = (folder: string, pid: number): boolean => {
  const recorded = read(join(folder, OWNER_FILE)) ?? '';
  return recorded === '' ? isAlive(pid) : recorded === startTimeOf(pid);
};

/** tmux servers, their clients and our daemons all have the socket's path among their arguments. */
export const processesNaming = (text: string): readonly number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .filter((pid) => read(`/proc/${pid}/cmdline`)?.includes(text) === true);

export const isAlive = (pid: number): boolean => {
  const stat = read(`/proc/${pid}/stat`);
  return stat !== null && fieldsAfterName(stat)[0] !== 'Z';
};

/** Field 22 of /proc/PID/stat (proc(5)): with the pid it names a process for ever. */
const startTimeOf = (pid: number): string | null => {
  const stat = read(`/proc/${pid}/stat`);
  return stat === null ? null : (fieldsAfterName(stat)[19] ?? null);
};

const fieldsAfterName = (stat: string): readonly string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ');

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended since we looked.
  }
};

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};
