/** Where a call's answer goes. `stream` is a process's standard stream, or a test's. */
export interface Printer {
  print(stream: 'stdout' | 'stderr', text: string): void;
  /** The call ended as it should: what is held back goes out too. */
  flush(): void;
  /** Whether an envelope has gone out. The lines of a stream are none. */
  hasAnswered(): boolean;
  /** Nothing more goes out. */
  mute(): void;
}

interface Out {
  readonly write: (text: string) => unknown;
}

/**
 * `half lines`, for JSON: a daemon that dies amid its answer leaves no half envelope behind, and the place for ours is
 * still free. `all`: nothing goes to standard output before it is flushed.
 */
export type Hold = 'nothing' | 'half lines' | 'all';

export const createPrinter = (outs: { readonly stdout: Out; readonly stderr: Out }, hold: Hold): Printer => {
  let held: string[] = [];
  let hasAnswered = false;
  let isMuted = false;
  const flush = (): void => {
    const text = held.join('');
    held = [];
    if (text === '') return;
    hasAnswered ||= text.split('\n').some(isEnvelope);
    outs.stdout.write(text);
  };
  return {
    print: (stream, text) => {
      if (isMuted) return;
      if (stream === 'stderr') return void outs.stderr.write(text);
      const end = endOf(text, hold);
      if (end > 0) {
        held.push(text.slice(0, end));
        flush();
      }
      if (end < text.length) held.push(text.slice(end));
    },
    flush,
    hasAnswered: () => hasAnswered,
    mute: () => {
      isMuted = true;
      held = [];
    },
  };
};

/** Whether a line is an envelope, and no item of a stream: no item has such a field first. */
export const isEnvelope = (line: string): boolean => line.startsWith('{"ok":');

/** How much of a text may go out. */
const endOf = (text: string, hold: Hold): number => {
  if (hold === 'all') return 0;
  return hold === 'nothing' ? text.length : text.lastIndexOf('\n') + 1;
};
