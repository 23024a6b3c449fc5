import type { TmuxPaneId } from '../domain/ids.ts';
import type { Outputs } from './output/outputs.ts';

/** What we have put at a prompt for a person to press Enter, until the shell's next prompt or command. */
export interface PromptLines {
  put(tmuxPane: TmuxPaneId, line: string): void;
  of(tmuxPane: TmuxPaneId): string | null;
}

export const createPromptLines = (outputs: Pick<Outputs, 'listenToShells' | 'of'>): PromptLines => {
  const lines = new Map<TmuxPaneId, string>();
  outputs.listenToShells((tmuxPane, { fact }) => {
    if (fact.kind === 'ready' || fact.kind === 'started') lines.delete(tmuxPane);
  });
  return {
    put: (tmuxPane, line) => {
      // A shell without marks never says that the line has gone: it would be refused for ever.
      if ((outputs.of(tmuxPane)?.shell ?? null) !== null) lines.set(tmuxPane, line);
    },
    of: (tmuxPane) => lines.get(tmuxPane) ?? null,
  };
};
