import { VERSION } from '../../protocol/version.ts';
import type { State } from '../../store/state.ts';
import type { DaemonLink } from '../desk/link.ts';
import { type Line, span } from './line.ts';

/** What is wrong around the panel, in one line; null while all is well. What was known last stays on the screen. */
export const noticeLine = (state: State, link: DaemonLink, nowMs: number): Line | null => {
  if (link.kind === 'connecting') return [span(' connecting to the daemon', 'warn', true)];
  if (link.kind === 'lost')
    return [span(' daemon lost ', 'bad', true), span(`${link.reason}; ${nextTry(link.nextTryAtMs, nowMs)}`)];
  if (state.link.kind === 'lost')
    return [span(' tmux server gone ', 'bad', true), span(`${state.link.reason}; waiting for it`)];
  if (state.link.kind === 'syncing' || state.link.kind === 'starting') return [span(' reading tmux', 'warn')];
  if (link.otherVersion !== undefined) return versionLine(link.otherVersion);
  const trouble = state.health.journal ?? state.health.metrics ?? state.health.settings ?? null;
  return trouble === null ? null : [span(' trouble ', 'warn', true), span(trouble)];
};

const versionLine = (daemon: string): Line => [
  span(` daemon ${daemon}, panel ${VERSION} `, 'warn', true),
  span('panectl daemon-stop in a shell, and one that fits comes up; panes run on'),
];

const nextTry = (atMs: number | null, nowMs: number): string => {
  const seconds = atMs === null ? 0 : Math.ceil((atMs - nowMs) / 1000);
  return seconds <= 0 ? 'trying again' : `trying again in ${seconds}s`;
};
