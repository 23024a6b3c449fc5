import { connect } from 'node:net';
import { createLineReader } from '../../src/protocol/lines.ts';
import type { ClientMessage, DaemonMessage } from '../../src/protocol/message.ts';
import { PROTOCOL } from '../../src/protocol/message.ts';
import { placeOf } from '../../src/protocol/place.ts';

/** A connection to a daemon that runs, with nothing in it that could flatter or slow it. */
export interface Link {
  readonly call: (command: string, input: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly onMessage: (listener: (message: DaemonMessage) => void) => () => void;
  readonly send: (message: ClientMessage) => void;
  readonly end: () => void;
}

export const openLink = async (tmuxSocket: string): Promise<Link> => {
  const place = placeOf(tmuxSocket, process.getuid?.() ?? 0);
  const socket = connect(place.socket);
  const listeners = new Set<(message: DaemonMessage) => void>();
  // Not Node's readline, to which U+2028 ends a line as well.
  const reader = createLineReader(Number.POSITIVE_INFINITY);
  socket.on('data', (bytes: Buffer) => {
    for (const message of reader.feed(bytes).values)
      if (isMessage(message)) for (const listener of listeners) listener(message);
  });
  const send = (message: ClientMessage): void => void socket.write(`${JSON.stringify(message)}\n`);
  const onMessage = (listener: (message: DaemonMessage) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  let last = 0;
  const call = (command: string, input: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const id = ++last;
    return new Promise((resolve, reject) => {
      const stop = onMessage((message) => {
        if (message.kind !== 'result' || message.id !== id) return;
        stop();
        if (message.envelope.ok) resolve(message.envelope.data);
        else reject(new Error(`${command}: ${message.envelope.error.message}`));
      });
      send({ kind: 'call', id, command, input, caller: CALLER });
    });
  };
  const welcome = new Promise<void>((resolve) => {
    const stop = onMessage(({ kind }) => {
      if (kind !== 'welcome') return;
      stop();
      resolve();
    });
  });
  send({ kind: 'hello', protocol: PROTOCOL, version: 'bench' });
  await welcome;
  return { call, onMessage, send, end: () => socket.destroy() };
};

/** The daemon of the same build speaks, so its word for the shape is enough. */
const isMessage = (value: unknown): value is DaemonMessage =>
  typeof value === 'object' && value !== null && 'kind' in value;

export const CALLER = {
  kind: 'cli',
  name: 'bench',
  tmuxPane: null,
  cwd: '/',
  stdoutIsTerminal: false,
  stdinIsTerminal: false,
  columns: 80,
  color: false,
  format: 'json',
  insideTmux: false,
} as const;
