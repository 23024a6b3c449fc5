import { type ChildProcess, spawn } from 'node:child_process';
import { cleanEnvironment } from './environment.ts';
import { removeCommands } from './hooks.ts';

/**
 * A `sh` that outlives us by a moment: its input closes when we die, however we die, and then it takes our hooks out
 * of the server and ends the control clients that are left, asking first: `spawn.ts` says why. `done` sends it away
 * without doing so.
 */
export class Guard {
  readonly #child: ChildProcess;

  constructor(program: string, socketPath: string) {
    const removal = removeCommands(process.pid).flatMap((words) => [...words, ';']);
    const args = ['-c', SCRIPT, 'panectl-guard', program, '-S', socketPath, ...removal.slice(0, -1)];
    this.#child = spawn('/bin/sh', args, {
      env: cleanEnvironment(process.env),
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.#child.on('error', () => undefined);
    this.#child.stdin?.on('error', () => undefined);
    this.#child.unref();
  }

  /** These processes end with us; called again whenever they change. */
  watch(pids: readonly number[]): void {
    this.#child.stdin?.write(`${pids.join(' ')}\n`);
  }

  dispose(): void {
    this.#child.stdin?.end('done\n');
  }
}

const SCRIPT = `pids=
while read -r line; do
  case $line in done) exit 0 ;; esac
  pids=$line
done
[ -z "$pids" ] || kill $pids 2>/dev/null
"$@" >/dev/null 2>&1
for second in 1 2 3 4 5; do
  left=
  for pid in $pids; do
    case $(ps -o args= -p "$pid" 2>/dev/null) in *' -C attach-session '*) left="$left $pid" ;; esac
  done
  [ -n "$left" ] || exit 0
  sleep 1
done
kill -9 $left 2>/dev/null`;
