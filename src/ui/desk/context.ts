import type { KeyContext } from '../input/keymap.ts';
import type { Overlay } from './ui-state.ts';

/** Which keys are valid while this is open. */
export const contextOf = (overlay: Overlay): KeyContext => (overlay.kind === 'none' ? 'panes' : overlay.kind);
