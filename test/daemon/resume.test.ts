import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createOutputs } from '../../src/daemon/output/outputs.ts';
import { settleShells } from '../../src/daemon/resume.ts';
import type { Exec } from '../../src/domain/exec.ts';
import { execId, paneNumber } from '../../src/domain/ids.ts';
import { processMarkText } from '../../src/domain/process-mark.ts';
import { createDaemonStore } from '../../src/store/daemon-store.ts';
import { reconcile } from '../../src/store/reconcile.ts';
import { initialState } from '../../src/store/state.ts';
import { NOW, oneWindow, pane, pane$ } from '../store/worlds.ts';

const SHELL = pane$(1);
const NONCE = '0123456789abcdef';

const running: Exec = {
  ...{
    exec_id: execId(1),
    session: 's0',
    pane_id: paneNumber(0),
    tmux_pane: SHELL,
    label: null,
    command: 'job',
  },
  ...{ owner: null, started_at: NOW, ended_at: null, duration_ms: null, outcome: 'running', exit_code: null },
  ...{ signal: null, ended_by: null, first_cursor: 0, last_cursor: null },
};

/** A shell with marks in which an earlier daemon left something running; it comes to its prompt when it is `heard`. */
const resumed = (endsWhenHeard: boolean) => {
  const store = createDaemonStore();
  const shell = pane(1, { mark: processMarkText({ kind: 'shell', nonce: NONCE }) });
  store.apply(reconcile(initialState, oneWindow(shell), () => null, NOW));
  const outputs = createOutputs();
  outputs.adopt(SHELL, { nonce: NONCE, phase: 'starting', firstCursor: 0, width: 80 });
  let isAtPrompt = false;
  const ended: unknown[] = [];
  const house = {
    ...{ store, outputs },
    execs: {
      running: () => (ended.length === 0 ? running : null),
      end: (_tmuxPane: string, ending: unknown) => void ended.push(ending),
    },
    foreground: () => (isAtPrompt ? ('root' as const) : ('child' as const)),
    tmux: {
      hear: async () => {
        await setImmediate();
        isAtPrompt = endsWhenHeard;
        return true;
      },
    },
  };
  const atPrompt = async (pids: readonly number[]) => new Set(isAtPrompt ? pids : []);
  return { settle: () => settleShells(house, atPrompt), ended, phase: () => outputs.of(SHELL)?.shell?.phase };
};

describe('a shell in which an earlier daemon left a command running', () => {
  it('is looked at once it is heard: what ended before that is lost, and does not run for ever', async () => {
    const { settle, ended, phase } = resumed(true);
    await settle();
    expect(ended).toEqual([expect.objectContaining({ isLost: true })]);
    expect(phase()).toBe('ready');
  });

  it('runs on where it is still at work then', async () => {
    const { settle, ended, phase } = resumed(false);
    await settle();
    expect(ended).toEqual([]);
    expect(phase()).toBe('running');
  });
});
