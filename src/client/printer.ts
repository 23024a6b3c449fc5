/** Where a call's answer goes. `stream` is a process's standard stream, or a test's. */
export interface Printer {
  print(stream: 'stdout' | 'stderr', text: string): void;
  /** The call ended as it should: what is held back goes out too. */
  flush(): void;
  /** Whether standard output has been written to. */
  hasPrinted(): boolean;
}

interface Out {
  readonly write: (text: string) => unknown;
}

/**
 * In JSON only whole lines go out: a daemon that dies amid its answer leaves no half envelope behind, and the place for
 * ours is still free.
 */
export const createPrinter = (
  outs: { readonly stdout: Out; readonly stderr: Out },
  linesOnly: boolean,
): Printer => {
  let held: string[] = [];
  let hasPrinted = false;
  const toStdout = (text: string): void => {
    if (text === '') return;
    hasPrinted = true;
    outs.stdout.write(text);
  };
  const flush = (): void => {
    const text = held.join('');
    held = [];
    toStdout(text);
  };
  return {
    print: (stream, text) => {
      if (stream === 'stderr') return void outs.stderr.write(text);
      const end = linesOnly ? text.lastIndexOf('\n') + 1 : text.length;
      if (end > 0) {
        held.push(text.slice(0, end));
        flush();
      }
      if (end < text.length) held.push(text.slice(end));
    },
    flush,
    hasPrinted: () => hasPrinted,
  };
};
