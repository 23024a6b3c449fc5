import { createLineBuffer, type LineBuffer } from './line-buffer.ts';
import { createTokenizer, type TokenSink } from './tokens.ts';

/** What a pane's output consists of, in order. */
export type OutputPiece =
  /** A finished line, resolved: what a terminal without a right margin would show of it. */
  | { readonly kind: 'line'; readonly text: string }
  /** The body of an OSC sequence: shell marks, progress, titles. Never trusted as it is. `before`: how the unfinished line begins. */
  | { readonly kind: 'osc'; readonly body: string; readonly before: string }
  | { readonly kind: 'bell' }
  /** The program took the alternate screen, or gave it back. What it draws there is no line of output. */
  | { readonly kind: 'alternate'; readonly on: boolean };

/**
 * A pane's bytes → lines and marks. Pure but for its own state: no clock, no file. Invalid UTF-8 becomes U+FFFD.
 * Bounds: a line of more than `longestLine` characters is cut there and goes on as the next one, so that a program
 * which never prints a newline costs a bounded amount.
 */
export interface LineAssembler {
  /** `nowMs`: any clock that does not go backwards, only for giving up unfinished sequences. */
  feed(bytes: Uint8Array, nowMs: number): readonly OutputPiece[];
  /** The unfinished last line, e.g. a prompt. */
  pending(): string;
  readonly hasPending: () => boolean;
  /** Ends the unfinished line, if there is one: the program has gone, or output was lost here. */
  finish(): readonly OutputPiece[];
  readonly isAlternate: () => boolean;
  /** How wide the terminal is; 0 while nobody knows. */
  setWidth(columns: number): void;
}

export const LONGEST_LINE = 1024 * 1024;

export interface AssemblerOptions {
  readonly longestLine?: number;
  /** Whether this OSC ends the unfinished line: the end of a command does, so that the prompt never joins its output. */
  readonly breaksLine?: (oscBody: string) => boolean;
}

export const createLineAssembler = (options: AssemblerOptions = {}): LineAssembler => {
  const { longestLine = LONGEST_LINE, breaksLine = () => false } = options;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const output: OutputState = {
    line: createLineBuffer(),
    longestLine,
    breaksLine,
    alternate: false,
    pieces: [],
  };
  const tokenizer = createTokenizer(sinkInto(output));
  return {
    feed: (bytes, nowMs) => {
      tokenizer.feed(decoder.decode(bytes, { stream: true }), nowMs);
      return takePieces(output);
    },
    pending: () => (output.alternate ? '' : output.line.text()),
    hasPending: () => !output.alternate && output.line.length() > 0,
    finish: () => {
      tokenizer.feed(decoder.decode(), 0);
      if (output.line.length() > 0) endLine(output);
      return takePieces(output);
    },
    isAlternate: () => output.alternate,
    setWidth: (columns) => output.line.setWidth(columns),
  };
};

interface OutputState {
  readonly line: LineBuffer;
  readonly longestLine: number;
  readonly breaksLine: (oscBody: string) => boolean;
  alternate: boolean;
  pieces: OutputPiece[];
}

const takePieces = (output: OutputState): readonly OutputPiece[] => {
  const { pieces } = output;
  output.pieces = [];
  return pieces;
};

const endLine = (output: OutputState): void => {
  if (!output.alternate) output.pieces.push({ kind: 'line', text: output.line.text() });
  output.line.clear();
};

const sinkInto = (output: OutputState): TokenSink => ({
  text: (run) => {
    if (!output.alternate) write(output, run);
  },
  control: (code) => {
    if (code === 0x0a || code === 0x0b || code === 0x0c) endLine(output);
    else if (code === 0x0d) output.line.toRowStart();
    else if (code === 0x08) output.line.moveBy(-1);
    else if (code === 0x09) output.line.tab();
    else if (code === 0x07) output.pieces.push({ kind: 'bell' });
  },
  csi: (params, final) => {
    const screen = alternateChange(params, final);
    if (screen !== null) setAlternate(output, screen);
    else if (!output.alternate) editLine(output, params, final);
  },
  osc: (body) => {
    const before = output.alternate ? '' : output.line.head();
    if ((output.alternate || before !== '') && output.breaksLine(body)) toNewLine(output);
    output.pieces.push({ kind: 'osc', body, before });
  },
  escape: (final) => {
    if (final === 'E' || final === 'D') endLine(output);
    else if (final === 'c') setAlternate(output, false);
  },
});

const write = (output: OutputState, run: string): void => {
  let rest = run;
  while (output.line.length() + rest.length > output.longestLine) {
    const fits = cutBefore(rest, output.longestLine - output.line.length());
    output.line.write(rest.slice(0, fits));
    rest = rest.slice(fits);
    endLine(output);
  }
  output.line.write(rest);
};

/** A program that was killed may have left the alternate screen on; what its shell says from now on is output all the same. */
const toNewLine = (output: OutputState): void => {
  if (output.alternate) setAlternate(output, false);
  else endLine(output);
};

const setAlternate = (output: OutputState, on: boolean): void => {
  if (output.alternate === on) return;
  if (on && output.line.length() > 0) endLine(output);
  output.line.clear();
  output.alternate = on;
  output.pieces.push({ kind: 'alternate', on });
};

/** At least one unit, and never between the halves of a surrogate pair. */
const cutBefore = (text: string, units: number): number => {
  const at = Math.max(1, units);
  const isHigh = (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
  return isHigh ? Math.max(2, at + 1) : at;
};

const alternateChange = (params: string, final: string): boolean | null => {
  if ((final !== 'h' && final !== 'l') || !params.startsWith('?')) return null;
  const asked = params.slice(1).split(';');
  return asked.some((mode) => mode === '1049' || mode === '1047' || mode === '47') ? final === 'h' : null;
};

/**
 * Edits within the line are performed. A jump to a row that the line does not have can not be followed without a
 * screen: it ends the line, so that what was printed before stays and what comes next stands by itself.
 */
const editLine = (output: OutputState, params: string, final: string): void => {
  const first = Number.parseInt(params, 10);
  const count = Number.isNaN(first) || first === 0 ? 1 : Math.min(first, 100_000);
  const edit = LINE_EDITS[final];
  const isWithin = edit === undefined || edit(output.line, count, Number.isNaN(first) ? 0 : first);
  if ((edit === undefined ? ROW_JUMPS.has(final) : !isWithin) && output.line.length() > 0) endLine(output);
};

/** Answers false when it would have to leave the line. */
type Edit = (line: LineBuffer, count: number, raw: number) => boolean;

const within =
  (edit: (line: LineBuffer, count: number, raw: number) => void): Edit =>
  (line, count, raw) => {
    edit(line, count, raw);
    return true;
  };

const LINE_EDITS: Readonly<Record<string, Edit>> = {
  A: (line, count) => line.moveRows(-count),
  B: (line, count) => line.moveRows(count),
  C: within((line, count) => line.moveBy(count)),
  D: within((line, count) => line.moveBy(-count)),
  G: within((line, count) => line.toColumn(count - 1)),
  '`': within((line, count) => line.toColumn(count - 1)),
  J: (line, _count, raw) => {
    if (raw === 0) line.eraseBelow();
    return raw === 0;
  },
  K: within((line, _count, raw) => line.erase(raw)),
  P: within((line, count) => line.deleteCells(count)),
  '@': within((line, count) => line.insertCells(count)),
  X: within((line, count) => line.eraseCells(count)),
};

const ROW_JUMPS = new Set(['E', 'F', 'H', 'f', 'd']);
