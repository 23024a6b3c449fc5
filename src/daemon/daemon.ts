import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Context } from '../commands/context.ts';
import { type Result, success } from '../domain/result.ts';
import type { Place } from '../protocol/place.ts';
import { VERSION } from '../protocol/version.ts';
import { actorOf } from './actor.ts';
import { createBroadcast } from './broadcast.ts';
import { serveConnection } from './connection.ts';
import { daemonPortOf } from './daemon-port.ts';
import { createDoor, type Visit } from './door.ts';
import { type Exposition, openExposition } from './exposition/exposition.ts';
import { nobody } from './found.ts';
import { createHome, type Home } from './home.ts';
import type { CallScope } from './house.ts';
import { createLines } from './lines.ts';
import { listen } from './listen.ts';
import type { Lock } from './lock.ts';
import type { Log } from './log.ts';
import { createLonely } from './lonely.ts';
import { createOperations } from './operations/operations.ts';
import { panectlProgram } from './package-root.ts';
import { createPanel } from './panel.ts';
import { daemonStatus } from './report.ts';
import { createScreens } from './screens.ts';
import { readSettings } from './settings/read.ts';
import { openShellDoor } from './shell-door/shell-door.ts';
import { createStatusOption } from './status-option.ts';
import { createCpuMeter } from './tally.ts';
import { within } from './within.ts';

export interface Daemon {
  readonly home: Home;
  /** Lets nobody in any more, and ends everything. The reason goes into the log. */
  stop(reason: string): void;
  /** An error that nobody caught. */
  complain(error: unknown): void;
}

export interface DaemonOptions {
  readonly place: Place;
  readonly stateHome: string;
  readonly settingsFile: string;
  readonly log: Log;
  readonly lock: Lock;
  /** tmux. */
  readonly program: string;
  readonly onEnd: () => void;
}

/** Opens the door of a new daemon; the lock is its own from then on. */
export const openDaemon = async (options: DaemonOptions): Promise<Result<Daemon>> => {
  const { place, log } = options;
  const guests = new Set<Socket>();
  let welcome: (socket: Socket) => void = (socket) => void guests.add(socket);
  const listening = await listen(place.socket, (socket) => welcome(socket));
  if (!listening.ok) return listening;
  const server = listening.value;
  const settings = readSettings(options.settingsFile);
  const home = createHome({
    socketPath: place.tmuxSocket,
    program: options.program,
    database: join(options.stateHome, `${place.key}.db`),
    ackFolder: place.folder,
    log,
    settings,
  });
  const getState = () => home.store.getState();
  const broadcast = createBroadcast(randomUUID(), getState, () => status.changed());
  const status = createStatusOption({
    ...{ getState, tmux: home.tmux },
    isWanted: () => broadcast.subscribers > 0,
  });
  home.store.subscribe(({ events }) => {
    broadcast.publish(events);
    status.changed();
  });
  const screens = screensOf(home);
  const lines = createLines(home.house);
  const about = aboutOf(home, options, settings.settings.metrics.port);
  const lonely = createLonely(
    () => guests.size + shellDoor.callers() === 0 && home.tmux.link.kind === 'absent',
    () => stop('its tmux server has gone, and nobody is connected'),
  );
  home.tmux.subscribe(({ kind }) => kind === 'link' && lonely.look());
  const stop = createStop(
    () => {
      server.close();
      shellDoor.close();
      // Node removes it on close(); a socket that somebody has removed already is no error.
      rmSync(place.socket, { force: true });
      lonely.dispose();
    },
    async (reason) => {
      const end = async (): Promise<void> => {
        shellDoor.dispose();
        await farewell(guests);
        for (const each of [screens, status, lines, about.exposition]) each.dispose();
        home.record(nobody('daemon.stopped', { reason, pid: process.pid }));
        await home.dispose();
      };
      try {
        await within(end(), LONGEST_END_MS);
      } catch (error) {
        log.error('could not end in order', { error: textOf(error) });
      }
      // Whatever went wrong: a daemon without a door is of no use to anybody.
      options.lock.dispose();
      log.info('stopped', { reason });
      options.onEnd();
    },
  );
  const door = doorOf(home, options, { ...about, stop });
  const shellDoor = openShellDoor({ place, door, log, onCaller: () => lonely.look() });
  welcome = (socket) => {
    receive(guests, socket, () => lonely.look());
    serveConnection(socket, { door, broadcast, screens, lines, log });
  };
  for (const socket of guests) welcome(socket);
  log.info('started', { pid: process.pid, version: VERSION, socket: place.tmuxSocket });
  home.record(nobody('daemon.started', { pid: process.pid, version: VERSION }));
  return success({ home, stop, complain: (error) => log.error('uncaught', { error: textOf(error) }) });
};

/** One of our guests until he goes. */
const receive = (guests: Set<Socket>, socket: Socket, look: () => void): void => {
  guests.add(socket);
  look();
  socket.on('close', () => {
    guests.delete(socket);
    look();
  });
};

/** What the daemon says of itself. */
const aboutOf = (home: Home, { place, log }: DaemonOptions, port: number | null) => {
  const startedMs = Date.now();
  const about = {
    ...{ home, startedMs, socketPath: place.tmuxSocket, cpuPercent: createCpuMeter() },
    otherProblem: (): string | null => exposition.problem(),
  };
  const exposition: Exposition = openExposition({
    ...{ startedMs, port },
    getState: () => home.store.getState(),
    status: () => daemonStatus(about),
    complain: (sentence) => log.error(sentence),
  });
  return { ...about, exposition };
};

const doorOf = (
  home: Home,
  { place, stateHome, settingsFile, log }: DaemonOptions,
  about: ReturnType<typeof aboutOf> & Pick<Daemon, 'stop'>,
) => {
  const operationsOf = createOperations(home.house);
  const portOf = daemonPortOf({
    ...{ ...about, log, stateHome, settingsFile },
    panel: createPanel({
      house: home.house,
      socketPath: place.tmuxSocket,
      program: panectlProgram(),
      settingsFile,
    }),
    runtimeFolder: place.folder,
    socket: place.socket,
  });
  const contextOf = (scope: CallScope): Context => ({
    ...scope,
    ...operationsOf(scope),
    daemon: portOf(scope),
  });
  home.house.rules.connect((command, input, scope) => command.perform(contextOf(scope), input));
  return createDoor({
    contextOf: (visit) => contextOf(scopeOf(visit)),
    whenReady: home.whenReady,
    settle: home.settle,
    log,
  });
};

const scopeOf = (visit: Visit): CallScope => {
  const actor = actorOf(visit.caller);
  return { ...visit, actor, owner: actor, causedBy: null };
};

const screensOf = (home: Home) => {
  const screens = createScreens({
    capture: (tmuxPane) => home.tmux.capture(tmuxPane, { ansi: true, historyLines: 0, joinWrapped: false }),
    sizeOf: (tmuxPane) => home.store.getState().panes[tmuxPane] ?? null,
  });
  home.onTouched(screens.touched);
  return screens;
};

/** Once: nobody new at once, then the rest after the answers of this turn are written. */
const createStop = (close: () => void, end: (reason: string) => Promise<void>): Daemon['stop'] => {
  let isStopping = false;
  return (reason) => {
    if (isStopping) return;
    isStopping = true;
    close();
    setImmediate(() => void end(reason));
  };
};

/** Everybody gets what is written for him, for as long as that takes a living client. */
const farewell = async (guests: ReadonlySet<Socket>): Promise<void> => {
  const gone = [...guests].map(
    (socket) =>
      new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
        socket.end();
        socket.destroySoon();
      }),
  );
  await within(Promise.all(gone), PATIENCE_MS);
  for (const socket of guests) socket.destroy();
};

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

const PATIENCE_MS = 2_000;
const LONGEST_END_MS = 10_000;
