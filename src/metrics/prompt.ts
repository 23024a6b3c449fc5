import { execFile } from 'node:child_process';

/**
 * Which of these shells wait at their prompt for a line: bash, zsh and fish edit the line themselves and take the
 * terminal out of canonical mode for it, and put it back before they run anything, builtins and `a; b` included
 * (readline's rl_prep_terminal, zsh's zsetterm). Who has the terminal alone would not tell. One process for all,
 * about 2 ms for each, none of it in ours; one that can't be read is not among them.
 */
export const shellsAtPrompt = (pids: readonly number[]): Promise<ReadonlySet<number>> =>
  new Promise((resolve) => {
    if (pids.length === 0) return resolve(new Set());
    const words = ['-c', SCRIPT, 'sh', ...pids.map(String)];
    execFile('/bin/sh', words, { encoding: 'utf8', timeout: 5_000 }, (_error, stdout) =>
      resolve(new Set(stdout.split('\n').filter(Boolean).map(Number))),
    );
  });

const SCRIPT = `for p; do
  t=/proc/$p/fd/0
  [ -e "$t" ] || t=/dev/$(ps -o tty= -p "$p" | tr -d ' ')
  case $(stty -a <"$t" 2>/dev/null) in *-icanon*) echo "$p" ;; esac
done`;
