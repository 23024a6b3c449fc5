import type { Socket } from 'node:net';
import { assertNever } from '../domain/result.ts';
import type { Caller } from '../protocol/call.ts';
import { envelopeOf } from '../protocol/envelope.ts';
import { createLineReader } from '../protocol/lines.ts';
import { type ClientMessage, PROTOCOL } from '../protocol/message.ts';
import { VERSION } from '../protocol/version.ts';
import type { Broadcast } from './broadcast.ts';
import { type CallerInput, createCallerInput } from './caller-input.ts';
import { readClientMessage } from './client-message.ts';
import { type Door, isLocalAction, type Visit } from './door.ts';
import type { Lines } from './lines.ts';
import type { Log } from './log.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { Screens } from './screens.ts';

export interface Hall {
  readonly door: Door;
  readonly broadcast: Broadcast;
  readonly screens: Screens;
  readonly lines: Lines;
  readonly log: Log;
}

interface Guest {
  readonly hall: Hall;
  readonly outbox: Outbox;
  readonly calls: Map<number, Call>;
  isWelcome: boolean;
  /** Says good-bye to one that is not ours. */
  readonly cut: (why: string) => void;
}

interface Call {
  readonly controller: AbortController;
  readonly input: CallerInput;
}

/** Serves one client until it goes; then its calls are aborted and it is told nothing more. */
export const serveConnection = (socket: Socket, hall: Hall): void => {
  const { broadcast, screens, lines, log } = hall;
  const outbox = createOutbox(socket, () => log.error('a client has stopped reading and was cut off'));
  const guest: Guest = {
    ...{ hall, outbox },
    calls: new Map(),
    isWelcome: false,
    cut: (why) => {
      log.info(`a client was cut off: ${why}`);
      socket.destroySoon();
    },
  };
  const reader = createLineReader();
  socket.on('data', (bytes) => {
    if (!socket.writable) return;
    const { values, broken } = reader.feed(bytes);
    for (const value of values) {
      const message = readClientMessage(value);
      if (message === null) return guest.cut('it said what no client says');
      receive(guest, message);
    }
    if (broken !== null) guest.cut(broken);
  });
  socket.on('drain', () => broadcast.caughtUp(outbox));
  // What comes of it is told by 'close'; without a listener it would end the daemon.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const { controller, input } of guest.calls.values()) {
      controller.abort();
      input.end();
    }
    broadcast.unsubscribe(outbox);
    screens.watch(outbox, null);
    lines.follow(outbox, 0, null);
  });
};

const receive = (guest: Guest, message: ClientMessage): void => {
  if (message.kind === 'hello') greet(guest, message.protocol);
  else if (guest.isWelcome) serve(guest, message);
  else guest.cut('it did not say hello first');
};

const greet = (guest: Guest, protocol: number): void => {
  guest.outbox.send({ kind: 'welcome', protocol: PROTOCOL, version: VERSION, pid: process.pid });
  if (protocol === PROTOCOL) guest.isWelcome = true;
  else guest.cut(`it speaks protocol ${protocol}`);
};

const serve = (guest: Guest, message: Exclude<ClientMessage, { kind: 'hello' }>): void => {
  const { hall, outbox, calls } = guest;
  switch (message.kind) {
    case 'run':
      void run(guest, message);
      break;
    case 'call':
      void call(guest, message);
      break;
    case 'cancel':
      calls.get(message.id)?.controller.abort();
      break;
    case 'input':
      calls.get(message.id)?.input.add(message.text, message.end);
      break;
    case 'subscribe':
      hall.broadcast.subscribe(outbox);
      break;
    case 'follow':
      hall.lines.follow(outbox, message.id, message.wanted);
      break;
    case 'watch':
      hall.screens.watch(outbox, message.tmuxPane);
      break;
    default:
      assertNever(message);
  }
};

const run = async (
  guest: Guest,
  { id, argv, caller }: Extract<ClientMessage, { kind: 'run' }>,
): Promise<void> => {
  const { outbox, hall } = guest;
  const print = (text: string): void => printAll(outbox, id, 'stdout', text);
  const ended = await visit(guest, id, caller, (visitor) => hall.door.run(argv, { ...visitor, print }));
  if (isLocalAction(ended)) {
    outbox.send({ kind: 'local', id, action: ended });
    return;
  }
  printAll(outbox, id, 'stdout', ended.stdout);
  printAll(outbox, id, 'stderr', ended.stderr);
  outbox.send({ kind: 'exit', id, status: ended.status });
};

const call = async (
  guest: Guest,
  { id, command, input, caller }: Extract<ClientMessage, { kind: 'call' }>,
): Promise<void> => {
  const { outbox, hall } = guest;
  const emit = (item: unknown): void => outbox.send({ kind: 'item', id, item });
  const { result, status } = await visit(guest, id, caller, (visitor) =>
    hall.door.call(command, input, { ...visitor, emit }),
  );
  outbox.send({ kind: 'result', id, envelope: envelopeOf(result), status });
};

/** A client may give the same id twice at once: then the later one is the one to cancel. */
const visit = async <T>(
  { calls, outbox }: Guest,
  id: number,
  caller: Caller,
  perform: (visitor: Omit<Visit, 'emit'>) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  const input = createCallerInput(() => outbox.send({ kind: 'want_input', id }));
  const call: Call = { controller, input };
  calls.set(id, call);
  try {
    return await perform({ caller, signal: controller.signal, readInput: input.read, room: outbox });
  } finally {
    if (calls.get(id) === call) calls.delete(id);
  }
};

/** Far below the longest line that a client takes, also when every character is escaped. */
const PIECE = 256 * 1024;

const printAll = (outbox: Outbox, id: number, stream: 'stdout' | 'stderr', text: string): void => {
  for (let at = 0; at < text.length; ) {
    const end = pieceEnd(text, at + PIECE);
    outbox.send({ kind: 'print', id, stream, text: text.slice(at, end) });
    at = end;
  }
};

/** Never between the two halves of a surrogate pair. */
const pieceEnd = (text: string, end: number): number => {
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
};
