const BACKSLASH = 0x5c;

/**
 * Undoes `%output`'s escape: bytes below 0x20 and `\` come as `\ooo`, all others raw (control_append_data in
 * control.c; all 256 values tried). A backslash without three octal digits, which tmux never writes, stays as it is.
 */
export const unescapeOutput = (line: Buffer, from: number): Buffer => {
  let at = line.indexOf(BACKSLASH, from);
  if (at < 0) return line.subarray(from);
  const out = Buffer.allocUnsafe(line.length - from);
  let written = 0;
  let start = from;
  while (at >= 0) {
    written += line.copy(out, written, start, at);
    const byte = octalAt(line, at + 1);
    out[written++] = byte ?? BACKSLASH;
    start = byte === null ? at + 1 : at + 4;
    at = line.indexOf(BACKSLASH, start);
  }
  written += line.copy(out, written, start, line.length);
  return out.subarray(0, written);
};

const octalAt = (line: Buffer, at: number): number | null => {
  const [a, b, c] = [octalDigit(line[at]), octalDigit(line[at + 1]), octalDigit(line[at + 2])];
  return a === null || b === null || c === null ? null : ((a << 6) | (b << 3) | c) & 0xff;
};

const octalDigit = (byte: number | undefined): number | null =>
  byte !== undefined && byte >= 0x30 && byte <= 0x37 ? byte - 0x30 : null;
