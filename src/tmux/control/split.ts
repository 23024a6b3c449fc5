const LINE_FEED = 0x0a;

/** What of a line has come so far. */
export interface SplitState {
  readonly parts: readonly Buffer[];
  readonly heldBytes: number;
}

export const NOTHING_HELD: SplitState = { parts: [], heldBytes: 0 };

/** No line of tmux's is longer than a paste buffer that somebody shows; a stream that goes on is not tmux. */
export const LINE_BUDGET_BYTES = 8 * 1024 * 1024;

/** Bytes → whole lines without their line feed. On Buffers: pane output is not UTF-8, and is cut anywhere. */
export const splitLines = (
  state: SplitState,
  chunk: Buffer,
  budgetBytes = LINE_BUDGET_BYTES,
): { readonly state: SplitState; readonly lines: readonly Buffer[]; readonly isOverBudget: boolean } => {
  const lines: Buffer[] = [];
  let held = state;
  let start = 0;
  for (;;) {
    const end = chunk.indexOf(LINE_FEED, start);
    const piece = chunk.subarray(start, end < 0 ? chunk.length : end);
    if (held.heldBytes + piece.length > budgetBytes)
      return { state: NOTHING_HELD, lines, isOverBudget: true };
    if (end < 0) return { state: hold(held, piece), lines, isOverBudget: false };
    lines.push(held.heldBytes === 0 ? piece : Buffer.concat([...held.parts, piece]));
    held = NOTHING_HELD;
    start = end + 1;
  }
};

const hold = (state: SplitState, piece: Buffer): SplitState =>
  piece.length === 0 ? state : { parts: [...state.parts, piece], heldBytes: state.heldBytes + piece.length };
