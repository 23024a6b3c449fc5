import type { KeyContext } from '../input/keymap.ts';
import type { UiState } from './ui-state.ts';

/** Which keys are valid now: those of what is open, else those of the view that has the focus. */
export const contextOf = ({ overlay, view }: Pick<UiState, 'overlay' | 'view'>): KeyContext =>
  overlay.kind === 'none' ? view : overlay.kind;
