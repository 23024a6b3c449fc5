import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TmuxPaneId } from '../domain/ids.ts';
import { readProcessMark } from '../domain/process-mark.ts';
import type { House } from './house.ts';

type Needs = Pick<House, 'outputs' | 'execs' | 'store' | 'ackFolder'>;

/**
 * Which prompt the command of each shell was typed at, written down for the next daemon: should this one be killed, and
 * the command end and another one be typed while nobody listens, the end mark of that one is not taken for its end.
 * `FOLDER/NONCE.run`, with the exec, the number, and the pid of the tmux server, by which `evidence.ts` clears it away.
 */
export const writePrompts = (needs: Needs): (() => void) => {
  const written = new Map<TmuxPaneId, string>();
  return needs.outputs.listenToShells((tmuxPane, { fact }) => {
    if (fact.kind !== 'started') return;
    const { panes, server } = needs.store.getState();
    for (const [pane, path] of written) if (panes[pane] === undefined) forget(written, pane, path);
    const number = needs.outputs.of(tmuxPane)?.shell?.number ?? null;
    const path = pathOf(needs, tmuxPane);
    const exec = needs.execs.running(tmuxPane);
    if (number === null || path === null || exec === null || server === null) return;
    written.set(tmuxPane, path);
    attempt(() => writeFileSync(path, `${exec.exec_id} ${number} ${server.pid}\n`, { mode: 0o600 }));
  });
};

/** To be called before anything that panes say is read. */
export const recallPrompts = (needs: Needs): void => {
  for (const { tmuxPane } of Object.values(needs.store.getState().panes)) {
    const exec = needs.execs.running(tmuxPane);
    const path = exec === null ? null : pathOf(needs, tmuxPane);
    const text = path === null ? null : attempt(() => readFileSync(path, 'utf8'));
    const [, execId, number] = /^(e\d+) (\d{1,10}) \d+\n$/.exec(text ?? '') ?? [];
    if (execId === exec?.exec_id) needs.outputs.of(tmuxPane)?.presumeNumber(Number(number));
  }
};

const pathOf = ({ store, ackFolder }: Needs, tmuxPane: TmuxPaneId): string | null => {
  const mark = readProcessMark(store.getState().panes[tmuxPane]?.mark ?? null);
  return mark?.kind === 'shell' ? join(ackFolder, `${mark.nonce}.run`) : null;
};

const forget = (written: Map<TmuxPaneId, string>, pane: TmuxPaneId, path: string): void => {
  written.delete(pane);
  attempt(() => rmSync(path, { force: true }));
};

/** Null where the file can't be read or written: what it would have told is not known then. */
const attempt = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch {
    return null;
  }
};
