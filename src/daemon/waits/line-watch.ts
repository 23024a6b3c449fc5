import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Pattern } from '../../rules/pattern.ts';
import { isTyping } from '../../rules/shell-session.ts';
import type { Outputs } from '../output/outputs.ts';
import type { PaneOutput } from '../output/pane-output.ts';

/** The first line of a pane that one of several patterns matches, from a cursor on, each line looked at once. */
export interface LineHit {
  readonly pattern: Pattern;
  readonly line: string;
  readonly groups: Readonly<Record<string, string>>;
  /** The line's number; for an unfinished line the number that it will have. */
  readonly cursor: number;
  readonly atEntry: boolean;
}

/** A program that asks something leaves its line unfinished; after so long without more, that line counts as it is. */
const QUIET_MS = 150;

export interface LineWatchOptions {
  readonly outputs: Outputs;
  readonly pane: TmuxPaneId;
  readonly patterns: readonly Pattern[];
  readonly fromCursor: number;
  readonly onHit: (hit: LineHit) => void;
}

/** Looks at what is there, then at each new line. Answers the function that ends it. */
export const watchLines = (options: LineWatchOptions): (() => void) => {
  const output = options.outputs.of(options.pane);
  if (output === null || lookBack(options, output)) return () => {};
  let quiet: NodeJS.Timeout | undefined;
  const end = options.outputs.listen(options.pane, (_pane, fact) => {
    clearTimeout(quiet);
    if (fact.kind === 'line' && !fact.line.typed) look(options, fact.line.text, fact.line.cursor, false);
    else if (fact.kind === 'pending') quiet = setTimeout(lookAtPending, QUIET_MS, options, output, false);
  });
  return () => {
    clearTimeout(quiet);
    end();
  };
};

/** Whether a line that is held already, or the unfinished one, is a hit. */
const lookBack = (options: LineWatchOptions, output: PaneOutput): boolean => {
  const held = output.record.from(options.fromCursor, Number.POSITIVE_INFINITY).lines;
  return (
    held.some((line) => !line.typed && look(options, line.text, line.cursor, true)) ||
    lookAtPending(options, output, true)
  );
};

const lookAtPending = (options: LineWatchOptions, output: PaneOutput, atEntry: boolean): boolean =>
  output.pending !== '' &&
  (output.shell === null || !isTyping(output.shell.phase)) &&
  look(options, output.pending, output.record.nextCursor, atEntry);

const look = (
  { patterns, onHit }: LineWatchOptions,
  line: string,
  cursor: number,
  atEntry: boolean,
): boolean => {
  const match = firstMatch(patterns, line);
  if (match !== null) onHit({ ...match, line, cursor, atEntry });
  return match !== null;
};

const firstMatch = (
  patterns: readonly Pattern[],
  line: string,
): Pick<LineHit, 'pattern' | 'groups'> | null => {
  for (const pattern of patterns) {
    const match = pattern.test(line) ? pattern.match(line) : null;
    if (match !== null) return { pattern, groups: match.groups };
  }
  return null;
};
