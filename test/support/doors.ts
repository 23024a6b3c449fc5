import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from '../../src/protocol/place.ts';
import { shellDoorOf } from '../../src/protocol/shell-door.ts';
import { until } from './until.ts';

/** The two ways from `bin/panectl` to the daemon: docs/decisions/0008-shell-door.md. */
export const DOORS = ['shell', 'node'] as const;
export type Door = (typeof DOORS)[number];

/** The environment of a caller who takes it: through the shell's goes what can. */
export const throughDoor = (door: Door): Readonly<Record<string, string>> => ({
  PANECTL_DOOR: door === 'node' ? 'node' : '',
});

interface Server {
  readonly tmux: { readonly socket: string };
}

/** The folder of the shell door. */
export const doorOf = ({ tmux }: Server): string =>
  shellDoorOf(placeOf(tmux.socket, process.getuid?.() ?? 0)) ?? '';

export const seatsIn = (door: string): readonly string[] => (existsSync(door) ? readdirSync(door) : []);

/** A daemon opens it in its own time. */
export const untilShellDoor = (server: Server): Promise<unknown> =>
  until(() => seatsIn(doorOf(server)).length === 16, { what: 'the shell door' });

/** What stands in for Node so that only the shell door can answer. */
export const withoutNode = ({ tmux }: { readonly tmux: { readonly folder: string } }) => {
  const noNode = join(tmux.folder, 'no-node');
  if (!existsSync(noNode)) {
    writeFileSync(noNode, '#!/bin/sh\necho "Node was started" >&2\nexit 97\n');
    chmodSync(noNode, 0o755);
  }
  return { ...throughDoor('shell'), PANECTL_NODE: noNode };
};

/** Whether a call that begins with this word is for the shell door. */
export const isForShell = (command: string): boolean =>
  !NODE_ONLY.has(command) && !command.startsWith('daemon-');

const NODE_ONLY: ReadonlySet<string> = new Set([
  ...['mcp', 'doctor', 'panel', 'demo', 'completion'],
  ...['pane-stream', 'pane-hold', 'pane-attach'],
]);
