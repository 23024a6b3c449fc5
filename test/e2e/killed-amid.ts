import type { PrivateTmux } from '../support/private-tmux.ts';

/**
 * From now on tmux kills a daemon while that makes the window which is the `count`th of its session: a hook of the
 * command runs before tmux answers it (cmdq_insert_hook in cmd-queue.c), so that no window after it was asked for.
 */
export const killAtWindow = (tmux: PrivateTmux, count: number, daemon: number | undefined): Promise<string> =>
  tmux.run(
    ...['set-hook', '-g', 'after-new-window'],
    `run-shell "[ #{session_windows} -lt ${count} ] || kill -9 ${daemon}"`,
  );
