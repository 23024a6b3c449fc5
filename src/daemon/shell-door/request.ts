import type { Surroundings } from '../../protocol/invocation.ts';

/** What a caller wrote: its words, and what it knows of itself. */
export interface Request {
  readonly words: readonly string[];
  readonly around: Omit<Surroundings, 'uid'>;
}

export interface RequestReader {
  /** Null until all of it is there. */
  feed(bytes: Buffer): Request | null;
}

/** How many words, then these, then the words; each with a NUL behind it. */
const VARIABLES = [
  'PANECTL_SOCKET',
  'TMUX',
  'TMUX_PANE',
  'TMUX_TMPDIR',
  'PANECTL_ACTOR',
  'PANECTL_FORMAT',
  'NO_COLOR',
  'TERM',
] as const;
/** Before them: the count, the folder, and 0 where standard input is a terminal. */
const FIRST = 3;

export const createRequestReader = (): RequestReader => {
  const parts: Buffer[] = [];
  return {
    feed: (bytes) => {
      parts.push(bytes);
      return bytes.includes(0) ? requestIn(Buffer.concat(parts)) : null;
    },
  };
};

const requestIn = (bytes: Buffer): Request | null => {
  const fields = fieldsOf(bytes);
  const [count = '', cwd = '', stdin = ''] = fields;
  const before = FIRST + VARIABLES.length;
  if (fields.length < before + Number(count)) return null;
  // What is not set and what is empty come alike, and are the same to us.
  const env = Object.fromEntries(VARIABLES.map((name, index) => [name, fields[FIRST + index]]));
  return {
    words: fields.slice(before, before + Number(count)),
    around: { env, cwd, stdinIsTerminal: stdin === '0', stdoutIsTerminal: false, columns: 80 },
  };
};

/** Cut as bytes, and read as Node reads its own arguments: what is no UTF-8 becomes U+FFFD. */
const fieldsOf = (bytes: Buffer): readonly string[] => {
  const fields: string[] = [];
  let from = 0;
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, from)) {
    fields.push(bytes.toString('utf8', from, at));
    from = at + 1;
  }
  return fields;
};
