import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

/** Where the daemon of one tmux server is met, whatever the caller's environment (contract, section 2). */
export interface Place {
  /** The tmux socket, by its real path. */
  readonly tmuxSocket: string;
  /** `/tmp/panectl-UID`: 0700 and ours, or refused. It never moves, not even with TMPDIR. */
  readonly folder: string;
  readonly socket: string;
  readonly lock: string;
  /** Names the server in file names: what it is called, and a hash that tells it from others of that name. */
  readonly key: string;
}

export const placeOf = (tmuxSocket: string, uid: number): Place => {
  const real = realPathOf(tmuxSocket);
  const hash = fingerprint(real);
  const name = basename(real)
    .replace(/[^\w.-]/g, '_')
    .slice(0, 40);
  const key = `${name}-${hash}`;
  const folder = `/tmp/panectl-${uid}`;
  return { tmuxSocket: real, folder, socket: `${folder}/${key}.sock`, lock: `${folder}/${key}.lock`, key };
};

/**
 * 12 hex digits that tell one path from another: FNV-1a (RFC 9923) twice, over UTF-16 units. Nobody gains by a
 * collision, as only we can write the folder; `node:crypto` would cost every call 5 of its 33 ms.
 */
const fingerprint = (text: string): string =>
  `${fnv1a(text, 0x811c9dc5).toString(16).padStart(8, '0')}${(fnv1a(text, 0x050c5d1f) & 0xffff).toString(16).padStart(4, '0')}`;

const fnv1a = (text: string, basis: number): number => {
  let hash = basis;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

/** The socket itself may not exist yet, and its folder may not either: then the path stands as it is written. */
const realPathOf = (path: string): string => {
  const absolute = resolve(path);
  try {
    return join(realpathSync(dirname(absolute)), basename(absolute));
  } catch {
    return absolute;
  }
};

export interface SocketChoice {
  /** `-L`. */
  readonly name: string | null;
  /** `-S`. */
  readonly path: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid: number;
}

/** `-S`, `-L`, `$PANECTL_SOCKET`, the server in `$TMUX`, tmux's default; folders as tmux's own (tmux.c, make_label). */
export const tmuxSocketPath = ({ name, path, env, uid }: SocketChoice): string => {
  if (path !== null) return path;
  if (name !== null) return labelPath(name, env, uid);
  if (env.PANECTL_SOCKET) return env.PANECTL_SOCKET;
  return socketInTmux(env.TMUX) ?? labelPath('default', env, uid);
};

/** `$TMUX` is `socket,pid,session`; a path may hold commas, the last two fields can not. */
export const socketInTmux = (value: string | undefined): string | null =>
  /^(.+),\d+,\d+$/.exec(value ?? '')?.[1] ?? null;

const labelPath = (label: string, env: SocketChoice['env'], uid: number): string =>
  join(env.TMUX_TMPDIR || '/tmp', `tmux-${uid}`, label);

/** Where database and logs are: `$PANECTL_HOME`, `$XDG_STATE_HOME/panectl`, `~/.local/state/panectl`. */
export const stateHome = (env: SocketChoice['env']): string =>
  env.PANECTL_HOME
    ? resolve(env.PANECTL_HOME)
    : join(absoluteOr(env.XDG_STATE_HOME, join(homeOf(env), '.local/state')), 'panectl');

/** The settings file: `$PANECTL_HOME/config.yml`, `$XDG_CONFIG_HOME/panectl/config.yml`, `~/.config/panectl/config.yml`. */
export const configFile = (env: SocketChoice['env']): string =>
  env.PANECTL_HOME
    ? join(resolve(env.PANECTL_HOME), 'config.yml')
    : join(absoluteOr(env.XDG_CONFIG_HOME, join(homeOf(env), '.config')), 'panectl', 'config.yml');

/** The XDG base directory specification: a relative path is invalid and to be ignored. */
const absoluteOr = (path: string | undefined, otherwise: string): string =>
  path !== undefined && isAbsolute(path) ? path : otherwise;

const homeOf = (env: SocketChoice['env']): string => env.HOME || homedir();
