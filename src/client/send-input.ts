import type { Wire } from './wire.ts';

/** Sends standard input to its end, no faster than the daemon takes it. */
export const sendInput = async (wire: Wire, id: number): Promise<void> => {
  try {
    process.stdin.setEncoding('utf8');
    for await (const text of process.stdin) {
      if (!wire.send({ kind: 'input', id, text: String(text), end: false })) await wire.drained();
    }
  } catch {
    // A closed or unreadable standard input holds nothing more.
  }
  wire.send({ kind: 'input', id, text: '', end: true });
};
