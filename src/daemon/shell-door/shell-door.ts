import { execFile } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Printed } from '../../cli/render.ts';
import { checkFolder } from '../../protocol/folder.ts';
import type { Place } from '../../protocol/place.ts';
import { shellDoorOf } from '../../protocol/shell-door.ts';
import { type Door, isLocalAction } from '../door.ts';
import type { Log } from '../log.ts';
import { type Admitted, admit } from './admit.ts';
import type { Request } from './request.ts';
import { openSeat, type Seat } from './seat.ts';

/** The door for callers that start no Node: `bin/panectl` alone, over FIFOs. */
export interface ShellDoor {
  /** How many calls are under way. */
  readonly callers: () => number;
  /** Lets nobody in any more. */
  close(): void;
  /** Ends the calls that are under way, too. */
  dispose(): void;
}

export interface ShellDoorOptions {
  readonly place: Place;
  readonly door: Door;
  readonly log: Log;
  /** Somebody came or went. */
  readonly onCaller: () => void;
}

/** Opens in its own time; till then, and where it can't, callers take the other door. Call it with the lock held. */
export const openShellDoor = (options: ShellDoorOptions): ShellDoor => {
  const { place, log } = options;
  const folder = process.platform === 'linux' ? shellDoorOf(place) : null;
  const seats: Seat[] = [];
  let callers = 0;
  let isClosed = false;
  const admitted = (request: Request): ((signal: AbortSignal) => Promise<Printed>) | null => {
    const call = lookAt(options, request);
    return call === null ? null : (signal) => counted(answer(options, call, signal));
  };
  const counted = async (printed: Promise<Printed>): Promise<Printed> => {
    callers += 1;
    options.onCaller();
    try {
      return await printed;
    } finally {
      callers -= 1;
      options.onCaller();
    }
  };
  const complain = (error: unknown): void =>
    log.error('a seat at the shell door is lost', { error: String(error) });
  const open = async (at: string): Promise<void> => {
    remove(at);
    await furnish(`${at}${COMING}`);
    // Closing has removed what was coming; the place may be another daemon's by now.
    if (isClosed) return;
    renameSync(`${at}${COMING}`, at);
    for (const name of SEATS) seats.push(openSeat({ folder: `${at}/${name}`, admit: admitted, complain }));
  };
  if (folder !== null)
    open(folder).catch((error: unknown) => {
      if (!isClosed) log.error('there is no shell door', { error: String(error) });
    });
  return {
    callers: () => callers,
    close: () => {
      isClosed = true;
      if (folder !== null) remove(folder);
      for (const seat of seats) seat.close();
    },
    dispose: () => {
      for (const seat of seats) seat.dispose();
    },
  };
};

/** So many calls at once; more of them take the other door. `bin/panectl` counts as far. */
const SEATS = Array.from({ length: 16 }, (_, index) => `${index}`);
const COMING = '%coming';
const GOING = '%going';

/** Away in one step, so that nobody makes a file where a FIFO was. */
const remove = (folder: string): void => {
  clear(`${folder}${COMING}`);
  clear(`${folder}${GOING}`);
  try {
    renameSync(folder, `${folder}${GOING}`);
  } catch {
    // There is none.
  }
  clear(`${folder}${GOING}`);
};

/** What can't be removed now is removed by the next daemon. */
const clear = (folder: string): void => {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // mkfifo(1) still fills it.
  }
};

/** Node has no mkfifo(3) of its own. */
const furnish = async (folder: string): Promise<void> => {
  const seats = SEATS.map((name) => `${folder}/${name}`);
  for (const seat of [folder, ...seats]) mkdirSync(seat, { mode: 0o700 });
  await promisify(execFile)('mkfifo', [
    ...['-m', '600'],
    ...seats.flatMap((seat) => [`${seat}/ask`, `${seat}/answer`]),
  ]);
};

/** A folder that others may write to is Node's client to refuse. */
const lookAt = ({ place, log }: ShellDoorOptions, request: Request): Admitted | null => {
  const uid = process.getuid?.() ?? 0;
  try {
    return checkFolder(place.folder, uid).ok ? admit(request, place, uid) : null;
  } catch (error) {
    log.error('the shell door could not read a call', { error: String(error) });
    return null;
  }
};

const answer = async (
  { door, log }: ShellDoorOptions,
  { argv, caller }: Admitted,
  signal: AbortSignal,
): Promise<Printed> => {
  const streamed: string[] = [];
  const readInput = (): Promise<string> => Promise.resolve('');
  const print = (text: string): void => void streamed.push(text);
  try {
    const ended = await door.run(argv, { caller, signal, readInput, print });
    // `admit` lets nothing in that ends so; once done, a call must not be made again.
    if (isLocalAction(ended)) return trouble('this needs a terminal');
    return { ...ended, stdout: streamed.join('') + ended.stdout };
  } catch (error) {
    log.error('a call through the shell door failed', { error: String(error) });
    return trouble(String(error));
  }
};

const trouble = (sentence: string): Printed => ({ stdout: '', stderr: `panectl: ${sentence}\n`, status: 5 });
