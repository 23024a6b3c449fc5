declare const PANECTL_COMMANDS: string;

const NAMES: ReadonlySet<string> | null =
  typeof PANECTL_COMMANDS === 'string' ? new Set(PANECTL_COMMANDS.split(' ')) : null;

/**
 * Whether words begin with a command (`pane-create`, or `pane create`), as far as names alone tell. The build puts them
 * in; run from its sources the client takes everything for one, and the daemon says what is none.
 */
export const isCommand = (first: string, second: string | undefined): boolean =>
  NAMES === null ||
  NAMES.has(first) ||
  (second !== undefined && !first.includes('-') && NAMES.has(`${first}-${second}`));
