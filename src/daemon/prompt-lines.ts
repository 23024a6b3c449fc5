import type { TmuxPaneId } from '../domain/ids.ts';
import type { Outputs } from './output/outputs.ts';
import { type PromptScreen, standsAtPrompt } from './prompt-screen.ts';

/** What we have put at a prompt for a person to press Enter, until the shell's next prompt or command. */
export interface PromptLines {
  put(tmuxPane: TmuxPaneId, line: string): void;
  /** It stands there already, since before anybody listened. */
  recall(tmuxPane: TmuxPaneId, line: string): void;
  /** Until that has ended nobody can know what stands where. */
  recalling(work: Promise<unknown>): void;
  settled(): Promise<unknown>;
  of(tmuxPane: TmuxPaneId): string | null;
  /** Of a shell that never says that the line has gone: only its screen shows it. */
  unsaid(tmuxPane: TmuxPaneId): string | null;
  /** What it shows just now. */
  look(tmuxPane: TmuxPaneId, screen: PromptScreen): void;
}

interface Waiting {
  readonly line: string;
  readonly isSaid: boolean;
  readonly sinceMs: number;
  /** Whether it was on the screen once: before that, it is only not there yet. */
  isSeen: boolean;
}

/** A shell that is slow to show what is typed has done so by then; one that shows nothing is not waited for longer. */
const SHOWN_MS = 10_000;

export const createPromptLines = (outputs: Pick<Outputs, 'listenToShells' | 'of'>): PromptLines => {
  const lines = new Map<TmuxPaneId, Waiting>();
  let recalled: Promise<unknown> = Promise.resolve();
  outputs.listenToShells((tmuxPane, { fact }) => {
    if (fact.kind === 'ready' || fact.kind === 'started') lines.delete(tmuxPane);
  });
  return {
    put: (tmuxPane, line) => {
      const isSaid = (outputs.of(tmuxPane)?.shell ?? null) !== null;
      lines.set(tmuxPane, { line, isSaid, sinceMs: performance.now(), isSeen: false });
    },
    // Whether the shell has said since that it is gone nobody knows, so it is looked at.
    recall: (tmuxPane, line) => {
      lines.set(tmuxPane, { line, isSaid: false, sinceMs: performance.now(), isSeen: true });
    },
    recalling: (work) => {
      recalled = Promise.allSettled([recalled, work]);
    },
    settled: () => recalled,
    of: (tmuxPane) => lines.get(tmuxPane)?.line ?? null,
    unsaid: (tmuxPane) => {
      const waiting = lines.get(tmuxPane);
      return waiting === undefined || waiting.isSaid ? null : waiting.line;
    },
    look: (tmuxPane, screen) => {
      const waiting = lines.get(tmuxPane);
      if (waiting === undefined || waiting.isSaid) return;
      if (standsAtPrompt(waiting.line, screen)) waiting.isSeen = true;
      else if (waiting.isSeen || performance.now() - waiting.sinceMs > SHOWN_MS) lines.delete(tmuxPane);
    },
  };
};
