/** Any answer with output (contract, section 3, "Lines"). */
export interface Output<Line> {
  readonly lines: readonly Line[];
  /** Where the next line will stand; null where the lines come from a screen, which has no cursors. */
  readonly next_cursor: number | null;
  /** True when older or further lines were left out of this answer because of `-n` or `--bytes`. */
  readonly truncated: boolean;
  /** How many lines were left out of this answer. */
  readonly omitted: number;
  /** How many lines are no longer held at all. */
  readonly lost: number;
}

/** A line of a pane's record. */
export interface RecordedLine {
  readonly cursor: number;
  readonly at: string;
  readonly text: string;
}
