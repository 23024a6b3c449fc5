import {
  createLineAssembler,
  type LineAssembler,
  type OutputPiece,
} from '../../rules/lines/line-assembler.ts';
import { parseShellMark, type ShellMark } from '../../rules/shell-mark.ts';
import {
  isTyping,
  NEW_SHELL,
  onMark,
  type ShellFact,
  type ShellPhase,
  type ShellSession,
} from '../../rules/shell-session.ts';
import { createOutputRecord, type OutputRecord, type RecordLine } from './record.ts';
import { stitch } from './stitch.ts';

/** What came out of a pane, in order, each already in the record. */
export type OutputFact =
  | { readonly kind: 'line'; readonly line: RecordLine }
  | { readonly kind: 'shell'; readonly fact: ShellFact; readonly cursor: number }
  | { readonly kind: 'bell' }
  | { readonly kind: 'alternate'; readonly on: boolean }
  /** An unknown number of lines, at least `lost`, is missing here. */
  | { readonly kind: 'gap'; readonly cursor: number; readonly lost: number }
  /** The unfinished last line changed; `pending` has it. Not for a prompt or what is typed at it. */
  | { readonly kind: 'pending' };

/** One pane's output: bytes → lines in a record, and what its shell says about its commands. */
export interface PaneOutput {
  readonly record: OutputRecord;
  /** Null for a pane without panectl's marks. */
  readonly shell: ShellSession | null;
  readonly isAlternate: boolean;
  /** The unfinished last line. */
  readonly pending: string;
  /** Lines are among the facts only where somebody hears them; all are in the record. */
  feed(bytes: Uint8Array, nowMs: number, isHeard?: boolean): readonly OutputFact[];
  /** Output was lost here. What comes next goes on where `view` ends, or begins a line of its own. */
  gap(nowMs: number, view: ShownAfterGap | null, isHeard?: boolean): readonly OutputFact[];
  /** Nothing more comes of the process that printed: its unfinished line is one. */
  close(nowMs: number): readonly OutputFact[];
  setWidth(columns: number): void;
  /** The shell was seen to wait for typing, and its mark was printed before anybody listened, or in a gap. */
  presumeReady(): void;
  /** The same of a command that began before anybody listened, and runs on. */
  presumeRunning(): void;
  /** The command that began before anybody listened was typed at the prompt with this number. */
  presumeNumber(number: number): void;
  /** From now on marks with this nonce count, of a process that begins in this phase; with null none do. */
  setNonce(nonce: string | null, phase?: ShellPhase): void;
}

/** What the pane shows at the end of a gap: finished lines, the cursor's line, and whether older ones may be gone. */
export interface ShownAfterGap {
  readonly lines: readonly string[];
  readonly unfinished: string;
  readonly isCut: boolean;
}

interface Parts {
  readonly assembler: LineAssembler;
  readonly record: OutputRecord;
  nonce: string | null;
  width: number;
  shell: ShellSession;
  /** What was typed since the prompt's end, for shells that keep no history of it. */
  typed: { readonly prompt: string; readonly lines: string[] } | null;
}

export interface PaneOutputOptions {
  readonly nonce: string | null;
  readonly firstCursor: number;
  /** What its process is doing already: a leader's command runs from the beginning. */
  readonly phase?: ShellPhase;
}

export const createPaneOutput = ({ nonce, firstCursor, phase }: PaneOutputOptions): PaneOutput => {
  const parts: Parts = {
    assembler: createLineAssembler({ breaksLine: (body) => breaksLine(parts, body) }),
    record: createOutputRecord(firstCursor),
    nonce,
    width: 0,
    shell: inPhase(phase),
    typed: null,
  };
  return {
    record: parts.record,
    get shell() {
      return parts.nonce === null ? null : parts.shell;
    },
    get isAlternate() {
      return parts.assembler.isAlternate();
    },
    get pending() {
      return parts.assembler.pending();
    },
    feed: (bytes, nowMs, isHeard) => taken(parts, parts.assembler.feed(bytes, nowMs), nowMs, isHeard),
    gap: (nowMs, view, isHeard) => bridged(parts, nowMs, view, isHeard),
    close: (nowMs) => taken(parts, parts.assembler.finish(), nowMs),
    setWidth: (columns) => {
      parts.width = columns;
      parts.assembler.setWidth(columns);
    },
    presumeReady: () => {
      const { phase } = parts.shell;
      if (phase === 'starting' || phase === 'running') parts.shell = inPhase('ready');
    },
    presumeRunning: () => {
      if (parts.shell.phase === 'starting') parts.shell = { ...parts.shell, phase: 'running' };
    },
    presumeNumber: (number) => {
      if (parts.shell.phase === 'starting') parts.shell = { ...parts.shell, number };
    },
    setNonce: (next, nextPhase) => {
      if (parts.nonce === next) return;
      parts.nonce = next;
      parts.shell = inPhase(nextPhase);
    },
  };
};

const inPhase = (phase: ShellPhase = 'starting'): ShellSession => ({ ...NEW_SHELL, phase });

const markOf = (parts: Parts, body: string): ShellMark | null =>
  parts.nonce === null ? null : parseShellMark(body, parts.nonce);

const breaksLine = (parts: Parts, body: string): boolean => {
  const kind = markOf(parts, body)?.kind;
  return kind === 'end' || kind === 'start';
};

const taken = (
  parts: Parts,
  pieces: readonly OutputPiece[],
  nowMs: number,
  isHeard = true,
): readonly OutputFact[] => {
  const facts: OutputFact[] = [];
  const at = new Date(nowMs).toISOString();
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'line') {
      const text = withoutEndOfLineMark(parts, piece.text, pieces[index + 1]);
      const line = text === null ? null : recordLine(parts, text, nowMs, isHeard ? at : null);
      if (line !== null) facts.push({ kind: 'line', line });
    } else if (piece.kind === 'osc') facts.push(...markFacts(parts, piece.body, piece.before));
    else facts.push(piece);
  }
  if (parts.assembler.hasPending() && !isTypingIn(parts)) facts.push({ kind: 'pending' });
  return facts;
};

const isTypingIn = ({ nonce, shell }: Parts): boolean => nonce !== null && isTyping(shell.phase);

/** Null where nobody hears (`at` null). */
const recordLine = (parts: Parts, text: string, nowMs: number, at: string | null): RecordLine | null => {
  // Between a command's end and the prompt the shell and its hooks speak.
  const typed = isTypingIn(parts) || parts.shell.phase === 'between';
  if (typed) parts.typed?.lines.push(text);
  const cursor = parts.record.append(text, nowMs, typed);
  return at === null ? null : { cursor, at, text, typed };
};

/** So many lines make a place in the output recognizable. */
const TAIL_LINES = 8;
/** Ends whatever escape sequence the gap has cut in two, and the alternate screen, which is not shown now. */
const BACK_TO_TEXT = '\u0018\u001b[?1049l';

const bridged = (
  parts: Parts,
  nowMs: number,
  view: ShownAfterGap | null,
  isHeard = true,
): readonly OutputFact[] => {
  const { assembler, record } = parts;
  const facts: OutputFact[] = [];
  const take = (pieces: readonly OutputPiece[]): void => {
    for (const fact of taken(parts, pieces, nowMs, isHeard)) facts.push(fact);
  };
  take(assembler.feed(ENCODER.encode(view === null ? '\u0018' : BACK_TO_TEXT), nowMs));
  const half = assembler.finish();
  const tail = record.last(TAIL_LINES).lines.map(({ text }) => text);
  const { missed, isExact } = stitch(tail, view?.lines ?? [], view?.isCut ?? true);
  // Where the view goes on after the record's end, it has the half line whole.
  if (!isExact) {
    take(half);
    facts.push({ kind: 'gap', cursor: record.appendGap(nowMs), lost: 1 });
  }
  take(missed.map((text) => ({ kind: 'line', text })));
  take(assembler.feed(ENCODER.encode(view?.unfinished ?? ''), nowMs));
  return facts;
};

const ENCODER = new TextEncoder();

/**
 * zsh shows that output had no newline at its end: it prints `%` and blanks to the end of the next row before any
 * hook of ours runs (PROMPT_SP in zshoptions(1)). That is the shell's own and no output; null when nothing else was
 * there. It stands right before the end mark, which cuts the line. After a row that was full the `%` is wiped.
 */
const withoutEndOfLineMark = (parts: Parts, text: string, next: OutputPiece | undefined): string | null => {
  const { width } = parts;
  const isCut = next?.kind === 'osc' && next.before !== '' && markOf(parts, next.body)?.kind === 'end';
  if (!isCut || width < 2 || !text.endsWith(' '.repeat(width - 2))) return text;
  const match = /^(.*?)[%#] +$/.exec(text);
  if (match === null) return text.trim() === '' ? null : text.replace(new RegExp(` {${width}}$`), '');
  return match[1] === '' ? null : (match[1] ?? null);
};

const markFacts = (parts: Parts, body: string, before: string): readonly OutputFact[] => {
  const mark = markOf(parts, body);
  if (mark === null) return [];
  const { session, fact } = onMark(parts.shell, mark);
  parts.shell = session;
  const told =
    fact?.kind === 'started' ? { ...fact, commandLine: fact.commandLine ?? typedLine(parts) } : fact;
  if (mark.kind === 'input') parts.typed = { prompt: before, lines: [] };
  else if (mark.kind !== 'prompt') parts.typed = null;
  return told === null ? [] : [{ kind: 'shell', fact: told, cursor: parts.record.nextCursor }];
};

const typedLine = ({ typed }: Parts): string | null => {
  const text = typed?.lines.join('\n') ?? '';
  const line = text.startsWith(typed?.prompt ?? '') ? text.slice(typed?.prompt.length ?? 0) : text;
  return line.trim() === '' ? null : line;
};
