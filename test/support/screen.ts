import { PassThrough, Writable } from 'node:stream';
import xterm from '@xterm/headless';
import { render } from 'ink';
import type { ReactNode } from 'react';
import stringWidth from 'string-width';

/** A terminal that exists only in memory: what Ink writes to it is read back as a screen, because bytes do not say what is still there. */
export interface FakeScreen {
  readonly terminal: xterm.Terminal;
  /** Rows as text, without the blanks at their ends. */
  readonly text: () => Promise<readonly string[]>;
  readonly type: (keys: string) => Promise<void>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  readonly settled: () => Promise<void>;
  readonly bytesWritten: () => number;
  readonly dispose: () => void;
}

export const showOnScreen = (node: ReactNode, columns: number, rows: number): FakeScreen => {
  // convertEol: a terminal device in Node's raw mode still turns a line feed into a new line (ONLCR).
  const terminal = new xterm.Terminal({ cols: columns, rows, convertEol: true, allowProposedApi: true });
  countWidthsAsTerminals(terminal);
  const stdout = new FakeStdout(terminal);
  const stdin = fakeStdin();
  const instance = render(node, {
    stdout,
    stdin,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    patchConsole: false,
    exitOnCtrlC: false,
    maxFps: 120,
  });
  const settled = async (): Promise<void> => {
    // Twice: an effect of the first frame may change the state and make a second one.
    for (let turn = 0; turn < 2; turn += 1) {
      await new Promise((done) => setImmediate(done));
      await instance.waitUntilRenderFlush();
    }
    await new Promise<void>((done) => terminal.write('', done));
  };
  return {
    terminal,
    settled,
    bytesWritten: () => stdout.bytes,
    text: async () => {
      await settled();
      return rowsOf(terminal);
    },
    type: async (keys) => {
      stdin.write(keys);
      await settled();
    },
    resize: async (newColumns, newRows) => {
      terminal.resize(newColumns, newRows);
      stdout.columns = newColumns;
      stdout.rows = newRows;
      stdout.emit('resize');
      await settled();
    },
    dispose: () => {
      instance.unmount();
      terminal.dispose();
    },
  };
};

const rowsOf = (terminal: xterm.Terminal): readonly string[] =>
  Array.from(
    { length: terminal.rows },
    (_, y) => terminal.buffer.active.getLine(y)?.translateToString(true) ?? '',
  );

class FakeStdout extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  bytes = 0;
  readonly #terminal: xterm.Terminal;

  constructor(terminal: xterm.Terminal) {
    super();
    this.#terminal = terminal;
    this.columns = terminal.cols;
    this.rows = terminal.rows;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.bytes += chunk.length;
    this.#terminal.write(chunk, done);
  }
}

/**
 * Widths as today's terminals have them, one code point at a time (xterm.js alone has those of 2010, with narrow
 * emoji). The property value is that of xterm.js: width in bits 1 and 2, bit 0 for joining the cell before.
 */
const countWidthsAsTerminals = (terminal: xterm.Terminal): void => {
  const wcwidth = (code: number): 0 | 1 | 2 => {
    const width = stringWidth(String.fromCodePoint(code));
    return width === 0 || width === 2 ? width : 1;
  };
  terminal.unicode.register({
    version: 'modern',
    wcwidth,
    charProperties: (code, preceding) => {
      const width = wcwidth(code);
      const before = (preceding >> 1) & 3;
      const joins = width === 0 && preceding !== 0 && before !== 0;
      return ((joins ? Math.max(before, width) : width) << 1) | (joins ? 1 : 0);
    },
  });
  terminal.unicode.activeVersion = 'modern';
};

const fakeStdin = () =>
  Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => undefined,
    ref: () => undefined,
    unref: () => undefined,
  });
