import type { Result } from '../../domain/result.ts';

/** What the demo needs of panectl: the door that every front end uses, and to be told that panes have printed. */
export interface Stage {
  readonly call: (command: string, input: Readonly<Record<string, unknown>>) => Promise<Result<unknown>>;
  /** Resolves when any pane prints, from now on, or when the connection has ended: the next call says so then. */
  readonly nextOutput: () => Promise<void>;
  /** Tells the audience; a line each. */
  readonly say: (line: string) => void;
}
