import { isTmuxPaneId, type TmuxPaneId } from '../../domain/ids.ts';
import { unescapeOutput } from './unescape.ts';

/** One line outside of a block, as control.c and cmd-queue.c write it. */
export type ControlLine =
  | { readonly kind: 'begin'; readonly guard: Guard }
  | { readonly kind: 'end'; readonly isError: boolean; readonly guard: Guard }
  /** `ageMs`: how long it has stood in the server's queue. */
  | { readonly kind: 'output'; readonly tmuxPane: TmuxPaneId; readonly bytes: Buffer; readonly ageMs: number }
  | { readonly kind: 'pause'; readonly tmuxPane: TmuxPaneId }
  | { readonly kind: 'exit'; readonly reason: string }
  | { readonly kind: 'notice'; readonly name: string; readonly words: readonly string[] }
  /** Not of the protocol: output of `run-shell` on some versions. */
  | { readonly kind: 'stray'; readonly text: string };

/** `time number` of a block; its end repeats them. */
export interface Guard {
  readonly key: string;
  /** Bit 0: the answer to a line that this client wrote. 0: the server's own, e.g. the attaching. */
  readonly flags: number;
}

const PERCENT = 0x25;

export const parseLine = (line: Buffer): ControlLine => {
  if (line[0] !== PERCENT) return { kind: 'stray', text: line.toString('utf8') };
  return parseOutput(line) ?? parseExtendedOutput(line) ?? parseText(line.toString('utf8'));
};

/** The end of the block `key`, or null: everything else inside of a block is its body, whatever it looks like. */
export const parseEndOf = (key: string, line: Buffer): { readonly isError: boolean } | null => {
  if (line[0] !== PERCENT || line[1] !== 0x65) return null;
  const text = line.toString('latin1');
  if (text.startsWith(`%end ${key} `)) return { isError: false };
  return text.startsWith(`%error ${key} `) ? { isError: true } : null;
};

const OUTPUT = Buffer.from('%output ');
const EXTENDED = Buffer.from('%extended-output ');
const SPACE = 0x20;

const startsWith = (line: Buffer, prefix: Buffer): boolean =>
  line.length > prefix.length && line.compare(prefix, 0, prefix.length, 0, prefix.length) === 0;

const parseOutput = (line: Buffer): ControlLine | null => {
  if (!startsWith(line, OUTPUT)) return null;
  const space = line.indexOf(SPACE, OUTPUT.length);
  return space < 0 ? null : outputOf(line, [OUTPUT.length, space], space + 1, 0);
};

/** `%extended-output %P age … : data`: unknown words up to the ` : ` are skipped, as tmux(1) asks. */
const parseExtendedOutput = (line: Buffer): ControlLine | null => {
  if (!startsWith(line, EXTENDED)) return null;
  const space = line.indexOf(SPACE, EXTENDED.length);
  const colon = space < 0 ? -1 : line.indexOf(' : ', space);
  if (colon < 0) return null;
  const ageMs = Number.parseInt(line.toString('latin1', space + 1, colon), 10);
  return outputOf(line, [EXTENDED.length, space], colon + 3, Number.isNaN(ageMs) ? 0 : ageMs);
};

const outputOf = (
  line: Buffer,
  id: readonly [number, number],
  dataStart: number,
  ageMs: number,
): ControlLine | null => {
  const tmuxPane = line.toString('latin1', ...id);
  if (!isTmuxPaneId(tmuxPane)) return null;
  return { kind: 'output', tmuxPane, bytes: unescapeOutput(line, dataStart), ageMs };
};

const parseText = (text: string): ControlLine => {
  const [name = '', ...words] = text.slice(1).split(' ');
  const [first = '', second = '', third = ''] = words;
  const guard = { key: `${first} ${second}`, flags: Number(third) };
  switch (name) {
    case 'begin':
      return { kind: 'begin', guard };
    case 'end':
    case 'error':
      return { kind: 'end', isError: name === 'error', guard };
    case 'exit':
      return { kind: 'exit', reason: words.join(' ') };
    case 'pause':
      return isTmuxPaneId(first) ? { kind: 'pause', tmuxPane: first } : { kind: 'notice', name, words };
    default:
      return { kind: 'notice', name, words };
  }
};
