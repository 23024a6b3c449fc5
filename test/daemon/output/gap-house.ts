import { createExecTracker } from '../../../src/daemon/operations/exec-tracker.ts';
import type { GapHouse } from '../../../src/daemon/output/after-gap.ts';
import { createOutputs } from '../../../src/daemon/output/outputs.ts';
import { followShells, recordPanes } from '../../../src/daemon/output/record-panes.ts';
import { TMUX_ACTOR } from '../../../src/domain/actor.ts';
import type { Exec } from '../../../src/domain/exec.ts';
import { processMarkText } from '../../../src/domain/process-mark.ts';
import type { Foreground } from '../../../src/metrics/sampler.ts';
import { createDaemonStore } from '../../../src/store/daemon-store.ts';
import { reconcile } from '../../../src/store/reconcile.ts';
import { NOW, oneWindow, pane, pane$, session$ } from '../../store/worlds.ts';

export const P = pane$(1);
export const NONCE = '0123456789abcdef';

export interface SmallGapHouse extends GapHouse {
  readonly print: (text: string) => void;
  /** Who has the terminal from now on. */
  readonly setForeground: (foreground: Foreground) => void;
  /** The one exec as it is now. */
  readonly exec: () => Exec | undefined;
}

/** One pane with this kind of process in it, in which a command has begun. */
export const gapHouse = (kind: 'shell' | 'leader', ackFolder: string): SmallGapHouse => {
  const store = createDaemonStore();
  const outputs = createOutputs();
  const saved: Exec[] = [];
  let foreground: Foreground = 'root';
  let seq = 0;
  const execs = createExecTracker({
    store,
    now: () => NOW,
    log: (draft) => ({ ...draft, at: NOW, seq: ++seq }),
    cursorOf: (tmuxPane) => outputs.recordOf(tmuxPane)?.nextCursor ?? 0,
    journal: {
      nextExecOrdinal: () => saved.length + 1,
      saveExec: (_server, exec) => void saved.push(exec),
      flush: () => undefined,
    },
    serverKey: () => 'server',
  });
  const house = { outputs, store, execs, ackFolder, foreground: () => foreground };
  store.subscribe((change) => recordPanes({ outputs }, change));
  followShells(house);
  const observation = oneWindow(pane(1, { mark: processMarkText({ kind, nonce: NONCE }) }));
  store.apply(reconcile(store.getState(), observation, () => null, NOW));
  const print = (text: string): void => outputs.feed(P, Buffer.from(text), 0);
  const request = { sessionId: session$(0), tmuxPane: P, command: 'make', owner: TMUX_ACTOR, causedBy: null };
  if (kind === 'shell') print(`${mark('A;n=1;code=0')}$ ${mark('B')}`);
  execs.start(request);
  if (kind === 'shell') print(`make\r\n${mark('C;n=1;cmdline_url=make')}`);
  return {
    ...house,
    print,
    setForeground: (next) => {
      foreground = next;
    },
    exec: () => saved.at(-1),
  };
};

/** A mark of the pane's own: `A;n=1`. */
export const mark = (body: string): string => `\u001b]133;${body};aid=${NONCE}\u0007`;
