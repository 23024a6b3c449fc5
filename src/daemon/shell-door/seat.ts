import { closeSync, constants, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Printed } from '../../cli/render.ts';
import { codeOf } from '../../protocol/folder.ts';
import { ACCEPTED, DECLINED } from './reply.ts';
import { createRequestReader, type Request } from './request.ts';
import { openTable } from './table.ts';

/** One place at the door, for one caller at a time. docs/decisions/0008-shell-door.md is its protocol. */
export interface Seat {
  /** Declines whoever comes now; ends when nobody is served any more. */
  close(): void;
  /** Ends at once: who is served sees the end of the answer. */
  dispose(): void;
}

export interface SeatOptions {
  /** Holds the FIFOs `ask` and `answer`, and `taken` while a caller sits here. */
  readonly folder: string;
  /** Looks at a request, and does nothing yet. Null: it is not for this door. */
  readonly admit: (request: Request) => ((signal: AbortSignal) => Promise<Printed>) | null;
  readonly complain: (error: unknown) => void;
}

export const openSeat = ({ folder, admit, complain }: SeatOptions): Seat => {
  // Before `ask`: whoever can write to that finds us at the other end of the answer.
  let table = openTable(folder);
  let ask: Socket | null = null;
  let visit: AbortController | null = null;
  let isClosing = false;

  const listen = (fd: number, first: Buffer): void => {
    const reader = createRequestReader();
    const feed = (bytes: Buffer): void => {
      const request = visit === null ? reader.feed(bytes) : null;
      if (request !== null) void attend(request);
    };
    const socket = new Socket({ fd, readable: true, writable: false });
    ask = socket;
    socket.on('data', feed);
    socket.on('error', () => undefined);
    socket.on('close', () => ask === socket && leave());
    feed(first);
  };

  const attend = async (request: Request): Promise<void> => {
    const own = new AbortController();
    visit = own;
    const perform = isClosing ? null : admit(request);
    // Said before anything is done: a caller who does not hear it knows that nothing was.
    await table.write(perform === null ? DECLINED : ACCEPTED, own.signal);
    if (perform === null) return;
    const printed = await perform(own.signal);
    if (visit !== own) return;
    // What has ended is not cancelled when its caller goes.
    visit = new AbortController();
    await table.write({ kind: 'printed', ...printed }, visit.signal);
  };

  const leave = (): void => {
    visit?.abort();
    visit = null;
    try {
      if (isClosing) dispose();
      else makeFree();
    } catch (error) {
      complain(error);
      dispose();
    }
  };

  /**
   * While the folder is away nobody can take the seat. Somebody may have since the last caller left: then it stays his,
   * and he gets what he asked; else his mark is one that a killed caller left.
   */
  const makeFree = (): void => {
    const away = `${folder}.away`;
    renameSync(folder, away);
    const fd = openSync(`${away}/ask`, READING);
    const read = readNow(fd);
    if (read === null) {
      table.close();
      table = openTable(away);
      rmSync(`${away}/taken`, { force: true });
    }
    renameSync(away, folder);
    listen(fd, read ?? NOTHING);
  };

  const dispose = (): void => {
    const socket = ask;
    ask = null;
    visit?.abort();
    socket?.destroy();
    table.close();
  };

  listen(openSync(`${folder}/ask`, READING), NOTHING);
  return {
    close: () => {
      isClosing = true;
      if (visit !== null) return;
      void table.write(DECLINED, new AbortController().signal);
      dispose();
    },
    dispose,
  };
};

/** open(2): a FIFO that is opened so does not wait for a writer. */
const READING = constants.O_RDONLY | constants.O_NONBLOCK;
const NOTHING = Buffer.alloc(0);

/** What there is to read; null where nobody has the FIFO open for writing (pipe(7): then read(2) gives 0). */
const readNow = (fd: number): Buffer | null => {
  const bytes = Buffer.alloc(4_096);
  try {
    const length = readSync(fd, bytes);
    return length === 0 ? null : bytes.subarray(0, length);
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return NOTHING;
    closeSync(fd);
    throw error;
  }
};
