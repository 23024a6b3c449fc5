import { countStatuses, isPanel } from '../store/select.ts';
import type { State } from '../store/state.ts';
import { STATUS_OPTION } from '../tmux/hooks.ts';
import type { Tmux } from '../tmux/tmux.ts';

interface Needs {
  readonly getState: () => State;
  readonly tmux: Pick<Tmux, 'command' | 'link'>;
  readonly isWanted: () => boolean;
}

/**
 * `@panectl_status` is there for a person's own status line (`#{@panectl_status}`): `9 running, 1 failed`. Set only while
 * a panel is open, and gone with it; nothing of his is changed.
 */
export interface StatusOption {
  /** Something has changed: the panes, or whether a panel is open. */
  changed(): void;
  dispose(): void;
}

/** A status line is drawn every few seconds, and each change of an option wakes us once more. */
const PAUSE_MS = 1_000;

export const createStatusOption = ({ getState, tmux, isWanted }: Needs): StatusOption => {
  let shown: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isDisposed = false;
  const look = (): void => {
    timer = null;
    if (tmux.link.kind !== 'live') {
      shown = null;
      return;
    }
    const text = isWanted() ? statusText(getState()) : null;
    if (text === shown) return;
    shown = text;
    void tmux.command(
      'set-option',
      ...(text === null ? ['-gu', STATUS_OPTION] : ['-g', STATUS_OPTION, text]),
    );
  };
  return {
    changed: () => {
      if (!isDisposed && (isWanted() || shown !== null)) timer ??= setTimeout(look, PAUSE_MS).unref();
    },
    dispose: () => {
      if (timer !== null) clearTimeout(timer);
      isDisposed = true;
    },
  };
};

/** Counts alone: nothing that somebody else chose comes into a status line, which tmux reads as a format. */
export const statusText = (state: State): string => {
  const panes = Object.values(state.panes).filter((pane) => !isPanel(state, pane));
  const { running, failed } = countStatuses(panes);
  const asked = state.questions.length;
  return [
    `${running} running`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(asked === 0 ? [] : [asked === 1 ? '1 question' : `${asked} questions`]),
  ].join(', ');
};
