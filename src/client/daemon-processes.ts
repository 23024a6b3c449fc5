/**
 * Pids of the daemons of a tmux server, those included that are still coming up and have nothing else to be known by:
 * `… daemon.mjs --socket PATH`, as `spawnDaemon` starts them. Only this user's; empty where nobody can tell. What has
 * ended and waits for its parent to notice, for ever in a container without an init, shows no arguments any more.
 */
export const daemonProcesses = (tmuxSocket: string, uid: number): readonly number[] =>
  process.platform === 'linux' ? fromProc(tmuxSocket, uid) : fromPs(tmuxSocket, uid);

/**
 * The daemons of a tmux server that there are now, and which of them have not ended since. Asked by their pids: a process
 * that ends gives back its memory first, its arguments with it, which takes a while, and only then its files (do_exit in
 * Linux); on a busy machine it could be seen there, nameless and alive.
 */
export const watchDaemons = (tmuxSocket: string, uid: number): (() => readonly number[]) => {
  const all = daemonProcesses(tmuxSocket, uid).map((pid) => ({ pid, birth: birthOf(pid) }));
  return () => all.filter(({ pid, birth }) => birth !== null && birthOf(pid) === birth).map(({ pid }) => pid);
};

/** What tells a living process from a later one with its number; null once it has ended. */
const birthOf = (pid: number): string | null =>
  process.platform === 'linux' ? birthInProc(pid) : isThere(pid) ? 'unknown' : null;

/** `/proc/PID/stat` (proc(5)): behind the name in brackets the state, and 19 fields later when it began. */
const birthInProc = (pid: number): string | null => {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = 'X', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : (fields[18] ?? null);
  } catch {
    return null;
  }
};

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** `/proc/PID/cmdline` is the arguments with a NUL behind each (proc(5)); a process's folder belongs to its user. */
const fromProc = (tmuxSocket: string, uid: number): readonly number[] => {
  const { readdirSync, readFileSync, statSync } = process.getBuiltinModule('node:fs');
  const ending = `daemon.mjs\0--socket\0${tmuxSocket}\0`;
  const isDaemon = (pid: string): boolean => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return words.endsWith(ending) && statSync(`/proc/${pid}`).uid === uid;
    } catch {
      // It has ended since we looked.
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isDaemon(name))
    .map(Number);
};

const fromPs = (tmuxSocket: string, uid: number): readonly number[] => {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const words = ['-ww', '-U', String(uid), '-o', 'pid=,command='];
  const { stdout } = spawnSync('ps', words, { encoding: 'utf8', timeout: 5_000 });
  return (stdout ?? '')
    .split('\n')
    .filter((line) => line.trimEnd().endsWith(`daemon.mjs --socket ${tmuxSocket}`))
    .map((line) => Number.parseInt(line, 10));
};
