import type { TmuxPaneId } from '../domain/ids.ts';
import type { ServerIdentity } from '../domain/observation.ts';
import type { Journal } from '../journal/journal.ts';
import { serverKeyOf } from './memories.ts';
import type { Outputs } from './output/outputs.ts';

/** Sees to it that no line number is given twice, not even after a kill: blocks of them are written down before. */
export interface Cursors {
  /** Gives back what was not used, for an orderly end. */
  settle(): void;
  /** Writes all down again. */
  renew(): void;
}

interface Needs {
  readonly outputs: Pick<Outputs, 'of' | 'onGrowth'>;
  readonly journal: Pick<Journal, 'reserveCursor'>;
  readonly server: () => ServerIdentity | null;
}

interface Block {
  end: number;
  size: number;
  takenMs: number;
}

/** A pane that floods takes larger ones, so that writing them costs nothing that could be measured. */
const SMALLEST = 1_000;
const LARGEST = 64_000;
const FAST_MS = 1_000;

export const createCursors = ({ outputs, journal, server }: Needs): Cursors => {
  const blocks = new Map<TmuxPaneId, Block>();
  let known: ServerIdentity | null = null;
  let key: string | null = null;
  const keyNow = (): string | null => {
    const now = server();
    if (now !== known && now !== null) {
      if (serverKeyOf(now) !== key) blocks.clear();
      key = serverKeyOf(now);
      known = now;
    }
    return key;
  };
  outputs.onGrowth((tmuxPane, next) => {
    const serverKey = keyNow();
    const block = blocks.get(tmuxPane);
    if (serverKey === null || (block !== undefined && next <= block.end)) return;
    const taken = blockAfter(block, next, performance.now());
    blocks.set(tmuxPane, taken);
    journal.reserveCursor(serverKey, tmuxPane, taken.end);
  });
  return {
    renew: () => {
      for (const [tmuxPane, { end }] of blocks) if (key !== null) journal.reserveCursor(key, tmuxPane, end);
    },
    settle: () => {
      for (const tmuxPane of blocks.keys()) {
        const next = outputs.of(tmuxPane)?.record.nextCursor;
        if (key !== null && next !== undefined) journal.reserveCursor(key, tmuxPane, next);
      }
    },
  };
};

const blockAfter = (former: Block | undefined, next: number, nowMs: number): Block => {
  const isFast = former !== undefined && nowMs - former.takenMs < FAST_MS;
  const size = isFast ? Math.min(LARGEST, former.size * 2) : SMALLEST;
  return { end: next + size, size, takenMs: nowMs };
};
