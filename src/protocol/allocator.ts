type Environment = Record<string, string | undefined>;

/**
 * What glibc's malloc(3) reads when a process starts: one arena for all threads. It spares a panel 13 MB and a daemon
 * 4. `bin/panectl` sets the same for the client and the panel.
 */
const ALLOCATOR = { MALLOC_ARENA_MAX: '1' } as const;

/** Says that the others are ours, and not a person's own. */
const IS_OURS = 'PANECTL_MALLOC';

/** To be added to the environment of a program of ours; nothing where a person has a mind of his own about it. */
export const allocatorFor = (env: Readonly<Environment>): Readonly<Record<string, string>> =>
  Object.keys(ALLOCATOR).some((name) => env[name] !== undefined) ? {} : { ...ALLOCATOR, [IS_OURS]: '1' };

/** It has been read: tmux servers, panes and programs that we start never see it. */
export const forgetAllocator = (env: Environment): void => {
  if (env[IS_OURS] === undefined) return;
  for (const name of [IS_OURS, ...Object.keys(ALLOCATOR)]) delete env[name];
};
