import type { TmuxPaneId } from '../domain/ids.ts';
import type { LinesWanted, OutputLine } from '../protocol/message.ts';
import { isPanel } from '../store/select.ts';
import type { State } from '../store/state.ts';
import type { House } from './house.ts';
import type { Outbox } from './outbox.ts';
import type { OutputFact, PaneOutput } from './output/pane-output.ts';

/** What panes print, for a front end that shows it live: in batches, and of a flood only the newest of each. */
export interface Lines {
  /** From now on this client gets these lines, first the newest that are held; none with null. */
  follow(outbox: Reading, id: number, wanted: LinesWanted | null): void;
  dispose(): void;
}

/** A person reads no faster. Whoever needs every line asks `session-logs`. */
const BATCH_MS = 100;
const MOST_IN_BATCH = 200;
const MOST_AT_FIRST = 500;
/** Wider than every screen. */
const LONGEST_CHARS = 1_000;

/** A client, as far as it concerns us. */
type Reading = Pick<Outbox, 'send' | 'isCrowded'>;

interface Reader {
  readonly outbox: Reading;
  readonly id: number;
  readonly wanted: LinesWanted;
  pending: OutputLine[];
  skipped: number;
  timer: NodeJS.Timeout | null;
  stop: () => void;
}

interface Needs {
  readonly store: Pick<House['store'], 'getState'>;
  readonly outputs: Pick<House['outputs'], 'listen'> & {
    of(pane: TmuxPaneId): Pick<PaneOutput, 'record'> | null;
  };
}

export const createLines = (house: Needs): Lines => {
  const readers = new Map<Reading, Reader>();
  const drop = (outbox: Reading): void => {
    const reader = readers.get(outbox);
    reader?.stop();
    if (reader?.timer) clearTimeout(reader.timer);
    readers.delete(outbox);
  };
  return {
    follow: (outbox, id, wanted) => {
      drop(outbox);
      if (wanted === null) return;
      const reader: Reader = {
        outbox,
        id,
        wanted,
        pending: [],
        skipped: 0,
        timer: null,
        stop: () => undefined,
      };
      readers.set(outbox, reader);
      outbox.send({ kind: 'lines', id, lines: heldLines(house, wanted), skipped: 0 });
      reader.stop = house.outputs.listen('all', (pane, fact) => take(reader, house, pane, fact));
    },
    dispose: () => {
      for (const outbox of [...readers.keys()]) drop(outbox);
    },
  };
};

const take = (reader: Reader, { store }: Needs, pane: TmuxPaneId, fact: OutputFact): void => {
  if (fact.kind !== 'line' && fact.kind !== 'gap') return;
  if (!isWanted(store.getState(), reader.wanted, pane)) return;
  if (fact.kind === 'gap') reader.skipped += fact.lost;
  else if (fact.line.typed) return;
  else reader.pending.push(lineOf(pane, fact.line));
  if (reader.pending.length > MOST_IN_BATCH) {
    reader.pending.shift();
    reader.skipped += 1;
  }
  reader.timer ??= setTimeout(() => send(reader), BATCH_MS);
};

/** A client that reads slowly gets less, not later. */
const send = (reader: Reader): void => {
  const { outbox, id, pending, skipped } = reader;
  reader.timer = null;
  if (outbox.isCrowded) {
    reader.timer = setTimeout(() => send(reader), BATCH_MS);
    return;
  }
  reader.pending = [];
  reader.skipped = 0;
  outbox.send({ kind: 'lines', id, lines: pending, skipped });
};

const heldLines = ({ outputs, store }: Needs, wanted: LinesWanted): readonly OutputLine[] => {
  const state = store.getState();
  const panes = Object.values(state.panes).filter(({ tmuxPane }) => isWanted(state, wanted, tmuxPane));
  const each = Math.max(LEAST_OF_EACH, Math.ceil((2 * MOST_AT_FIRST) / Math.max(1, panes.length)));
  return panes
    .flatMap(({ tmuxPane }) =>
      (outputs.of(tmuxPane)?.record.last(each).lines ?? [])
        .filter(({ typed }) => !typed)
        .map((line) => lineOf(tmuxPane, line)),
    )
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .slice(-MOST_AT_FIRST);
};

const LEAST_OF_EACH = 20;

const lineOf = (
  tmuxPane: TmuxPaneId,
  { at, text }: { readonly at: string; readonly text: string },
): OutputLine => ({ tmuxPane, at, text: text.slice(0, LONGEST_CHARS).toWellFormed() });

const isWanted = (state: State, { sessions, panes }: LinesWanted, tmuxPane: TmuxPaneId): boolean => {
  const pane = state.panes[tmuxPane];
  if (pane === undefined || isPanel(state, pane)) return false;
  if (panes !== null && !panes.includes(tmuxPane)) return false;
  return sessions === null || sessions.some((id) => state.sessions[id]?.numbers[tmuxPane] !== undefined);
};
