/**
 * Pids of the daemons of a tmux server, those included that are still coming up and have nothing else to be known by:
 * `… daemon.mjs --socket PATH`, as `spawnDaemon` starts them. Only this user's; empty where nobody can tell. What has
 * ended and waits for its parent to notice, for ever in a container without an init, shows no arguments any more.
 */
export const daemonProcesses = (tmuxSocket: string, uid: number): readonly number[] =>
  process.platform === 'linux' ? fromProc(tmuxSocket, uid) : fromPs(tmuxSocket, uid);

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
