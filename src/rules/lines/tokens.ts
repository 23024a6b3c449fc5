/**
 * The escape sequences of a terminal's input, told apart and nothing more. A machine without I/O: text goes in as
 * it arrives (a sequence may be split anywhere), calls of the sink come out. It follows tmux's own input.c, because
 * what tmux shows is what people mean by "the output": strings (OSC, DCS, APC, PM, SOS, `ESC k` titles) end with
 * BEL, ST, CAN, SUB or any ESC, newlines inside them are swallowed, and a string that nothing ends is given up
 * after five seconds (input.c, input_start_timer).
 *
 *   ground ──ESC──▶ escape ──[──▶ csi ──final byte──▶ ground
 *                      ├──]──▶ osc ──BEL or ESC──▶ ground
 *                      ├──P X ^ _ k──▶ string ──ESC──▶ ground
 *                      └──( ) * + # % …──▶ one more character ──▶ ground
 */
export interface TokenSink {
  /** Printable text, never empty. */
  text(run: string): void;
  /** A C0 control: newline, return, backspace, tab, bell and the rest. */
  control(code: number): void;
  /** `params` with its private marker as it was written: `?1049`, `1;31`. */
  csi(params: string, final: string): void;
  /** The body of an OSC, without introducer and terminator. */
  osc(body: string): void;
  /** `ESC x`: RIS (`c`), reverse index (`M`), next line (`E`), … */
  escape(final: string): void;
}

export interface Tokenizer {
  /** `nowMs` is any clock that does not go backwards. */
  feed(text: string, nowMs: number): void;
}

/** Longer control sequences are swallowed to their end without a call. tmux keeps 1 MiB of a string; nobody needs it. */
const LONGEST_CSI = 256;
const LONGEST_OSC = 256 * 1024;
const STRING_TIMEOUT_MS = 5_000;

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
const STRING_END = /[\u0007\u0018\u001a\u001b]/g;

type Mode = 'ground' | 'escape' | 'csi' | 'osc' | 'string' | 'charset';

interface Machine {
  readonly sink: TokenSink;
  mode: Mode;
  collected: string;
  stringSinceMs: number;
}

export const createTokenizer = (sink: TokenSink): Tokenizer => {
  const machine: Machine = { sink, mode: 'ground', collected: '', stringSinceMs: 0 };
  return {
    feed: (text, nowMs) => {
      giveUpOldString(machine, nowMs);
      let at = 0;
      while (at < text.length) at = STEP[machine.mode](machine, text, at, nowMs);
    },
  };
};

/** Takes something of `text` from `from` on and answers where the next step begins. */
type Step = (machine: Machine, text: string, from: number, nowMs: number) => number;

const giveUpOldString = (machine: Machine, nowMs: number): void => {
  const isString = machine.mode === 'osc' || machine.mode === 'string';
  if (isString && nowMs - machine.stringSinceMs > STRING_TIMEOUT_MS) machine.mode = 'ground';
};

const enterEscape = (machine: Machine): void => {
  machine.mode = 'escape';
  machine.collected = '';
};

const ground: Step = (machine, text, from) => {
  // Most lines end with two controls, and short lines are where the time goes.
  const at = text.charCodeAt(from) < 0x20 ? from : nextControl(text, from);
  if (at > from) machine.sink.text(text.slice(from, at));
  if (at === text.length) return at;
  const code = text.charCodeAt(at);
  if (code === 0x1b) enterEscape(machine);
  else if (code < 0x20) machine.sink.control(code);
  return at + 1;
};

const nextControl = (text: string, from: number): number => {
  CONTROL.lastIndex = from;
  return CONTROL.exec(text)?.index ?? text.length;
};

const afterEscape: Step = (machine, text, from, nowMs) => {
  const char = text[from] ?? '';
  const code = char.charCodeAt(0);
  if (code === 0x1b) return from + 1;
  if (code < 0x20) {
    control(machine, code);
    return from + 1;
  }
  machine.mode = MODE_AFTER_ESCAPE[char] ?? (isIntermediate(code) ? 'charset' : 'ground');
  machine.stringSinceMs = nowMs;
  if (machine.mode === 'ground' && char !== '\\') machine.sink.escape(char);
  return from + 1;
};

/** They stand between ESC and the character that ends the sequence (ECMA-35; input_state_esc_intermediate in input.c). */
const isIntermediate = (code: number): boolean => code >= 0x20 && code <= 0x2f;

/** C0 inside a sequence is performed; CAN and SUB end it (ECMA-48 and input.c agree). */
const control = (machine: Machine, code: number): void => {
  if (code === 0x18 || code === 0x1a) machine.mode = 'ground';
  else machine.sink.control(code);
};

const csi: Step = (machine, text, from) => {
  const code = text.charCodeAt(from);
  const isShort = machine.collected.length <= LONGEST_CSI;
  if (code === 0x1b) enterEscape(machine);
  else if (code < 0x20) control(machine, code);
  else if (code >= 0x40 && code <= 0x7e) {
    machine.mode = 'ground';
    if (isShort) machine.sink.csi(machine.collected, text[from] ?? '');
  } else if (isShort) machine.collected += text[from];
  return from + 1;
};

const string: Step = (machine, text, from) => {
  STRING_END.lastIndex = from;
  const at = STRING_END.exec(text)?.index ?? text.length;
  if (machine.mode === 'osc' && machine.collected.length <= LONGEST_OSC)
    machine.collected += text.slice(from, at);
  if (at < text.length) endString(machine, text.charCodeAt(at));
  return at + 1;
};

/** BEL ends an OSC only; CAN and SUB throw the string away; any ESC ends it, and `\` after that is its terminator. */
const endString = (machine: Machine, code: number): void => {
  if (code === 0x07 && machine.mode !== 'osc') return;
  const isWhole = machine.mode === 'osc' && code !== 0x18 && code !== 0x1a;
  const body = machine.collected;
  if (code === 0x1b) enterEscape(machine);
  else machine.mode = 'ground';
  if (isWhole && body.length <= LONGEST_OSC) machine.sink.osc(body);
};

const STEP: Readonly<Record<Mode, Step>> = {
  ground,
  escape: afterEscape,
  csi,
  osc: string,
  string,
  charset: (machine, text, from) => {
    const code = text.charCodeAt(from);
    // A program may have ended here: what comes next is the shell's own sequence.
    if (code === 0x1b) enterEscape(machine);
    else if (code < 0x20) control(machine, code);
    else if (!isIntermediate(code)) machine.mode = 'ground';
    return from + 1;
  },
};

const MODE_AFTER_ESCAPE: Readonly<Record<string, Mode>> = {
  '[': 'csi',
  ']': 'osc',
  P: 'string',
  X: 'string',
  '^': 'string',
  _: 'string',
  k: 'string',
};
