import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTmuxPaneId, type TmuxPaneId } from '../domain/ids.ts';
import type { ServerIdentity } from '../domain/observation.ts';
import { isAlive } from '../metrics/alive.ts';

/** How a command of its own ended while nobody listened, as its leader wrote it down (leader.sh). */
export interface LeaderEnd {
  readonly nonce: string;
  readonly tmuxPane: TmuxPaneId;
  readonly exitCode: number;
  /** When it was written, ISO 8601 UTC. */
  readonly at: string;
}

/** The files by which leaders and daemons know of each other. */
export interface Evidence {
  /** Leaders of this tmux server need not give up waiting: this process reads their panes. */
  announce(server: ServerIdentity): void;
  /** Ends of this server's commands, oldest first. What belongs to nobody any more is removed on the way. */
  ends(server: ServerIdentity): readonly LeaderEnd[];
  /** The leader may go; it takes the files along. */
  acknowledge(nonce: string): void;
  /** Removes an end whose leader has gone. */
  forget(nonce: string): void;
  /** Nobody reads any more. */
  dispose(): void;
}

/** `folder` is ours alone (mode 0700); a file that can't be read or written counts as not there. */
export const createEvidence = (folder: string): Evidence => {
  let announced: string | null = null;
  const withdraw = (): void => {
    if (announced !== null && readText(announced)?.trim() === String(process.pid)) remove(announced);
    announced = null;
  };
  return {
    announce: ({ pid }) => {
      const path = join(folder, `${pid}.daemon`);
      if (announced !== path) withdraw();
      announced = path;
      write(path, `${process.pid}\n`);
    },
    ends: ({ pid, startTime }) => {
      const all = namesIn(folder).flatMap((name) => readName(folder, name));
      return all
        .filter((end) => end.serverPid === pid && Date.parse(end.at) >= startTime * 1_000)
        .toSorted((a, b) => a.at.localeCompare(b.at));
    },
    acknowledge: (nonce) => write(join(folder, nonce), ''),
    forget: (nonce) => remove(join(folder, `${nonce}.end`)),
    dispose: withdraw,
  };
};

/** An acknowledgement that nobody has fetched for so long is nobody's: leaders look every 50 ms. */
const STALE_MS = 60_000;

const readName = (folder: string, name: string): (LeaderEnd & { readonly serverPid: number })[] => {
  const path = join(folder, name);
  const [, nonce, suffix] = /^([0-9a-f]{16,64})(\.end)?$/.exec(name) ?? [];
  const serverPid = /^(\d+)\.daemon$/.exec(name)?.[1];
  if (serverPid !== undefined && !isAlive(Number(serverPid))) remove(path);
  // What `prompt-files.ts` wrote; its panes are gone with their server.
  const running = name.endsWith('.run') ? / (\d+)\n$/.exec(readText(path) ?? '')?.[1] : undefined;
  if (running !== undefined && !isAlive(Number(running))) remove(path);
  if (nonce === undefined) return [];
  const writtenMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (suffix === undefined) {
    if (Date.now() - writtenMs > STALE_MS) remove(path);
    return [];
  }
  // Without its newline it is being written: the mark comes behind it, and somebody listens by now.
  const said = /^(\d{1,3}) (%\d+) .*,(\d+),\d+\n$/s.exec(readText(path) ?? '');
  const [, code, tmuxPane = '', server] = said ?? [];
  if (said !== null && !isAlive(Number(server))) remove(path);
  if (said === null || !isTmuxPaneId(tmuxPane)) return [];
  const at = new Date(writtenMs).toISOString();
  return [{ nonce, tmuxPane, exitCode: Number(code), at, serverPid: Number(server) }];
};

const namesIn = (folder: string): readonly string[] => attempt(() => readdirSync(folder)) ?? [];
const readText = (path: string): string | null => attempt(() => readFileSync(path, 'utf8'));
const remove = (path: string): void => void attempt(() => rmSync(path, { force: true }));
const write = (path: string, text: string): void =>
  void attempt(() => writeFileSync(path, text, { mode: 0o600 }));

const attempt = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch {
    return null;
  }
};
