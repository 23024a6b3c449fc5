/**
 * How tmux tells us of a change: global hooks that wake `wait-for`, on which the sync client is blocked. It is
 * latched (cmd-wait-for.c: a signal without a waiter is kept), so no change is lost between two listings, and it
 * reaches us for all sessions at once. A person's hooks stand at other indexes of the same arrays and stay as they
 * are; a person's own hook on a session or window hides the global ones there, for which there is the second's tick.
 */
export const HOOKS = [
  'window-layout-changed',
  'window-linked',
  'window-unlinked',
  'window-renamed',
  'window-pane-changed',
  'session-created',
  'session-closed',
  'session-renamed',
  'session-window-changed',
  'client-attached',
  'client-detached',
  'client-session-changed',
  'pane-died',
  'pane-exited',
  'pane-mode-changed',
  // Labels and marks are options. A respawn has no hook (3.3a): the second's tick sees it.
  'after-set-option',
] as const;

/** A text for a person's own status line, while a panel is open. */
export const STATUS_OPTION = '@panectl_status';

export const channelOf = (pid: number): string => `panectl-${pid}`;

/** High, so that `set-hook -ga` of a person's lands below us; our own number, so that a late guard removes only its own. */
export const hookIndexOf = (pid: number): number => 9_000 + (pid % 1_000);

export const installCommands = (pid: number): readonly (readonly string[])[] =>
  HOOKS.map((hook) => ['set-hook', '-g', `${hook}[${hookIndexOf(pid)}]`, `wait-for -S ${channelOf(pid)}`]);

/** All that we leave in the server's options. */
export const removeCommands = (pid: number): readonly (readonly string[])[] => [
  ...HOOKS.map((hook) => ['set-hook', '-gu', `${hook}[${hookIndexOf(pid)}]`]),
  ['set-option', '-gu', STATUS_OPTION],
];

/** Hooks that a daemon left behind which no longer lives, out of what `show-hooks -g` and `show-hooks -gw` print. */
export const leftoverCommands = (
  shown: readonly string[],
  isAlive: (pid: number) => boolean,
): readonly (readonly string[])[] =>
  shown.flatMap((line) => {
    const match = /^([a-z-]+\[\d+\]) wait-for -S "?panectl-(\d+)"?$/.exec(line);
    if (match === null || isAlive(Number(match[2]))) return [];
    return [['set-hook', '-gu', match[1] ?? '']];
  });
