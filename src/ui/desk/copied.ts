import type { Screen } from '../../protocol/message.ts';
import { plainText } from '../format/clipboard.ts';
import type { Copy } from './ui-state.ts';

/** The text that is to be copied; null where the pane's screen is not known (yet). */
export const textOf = (copy: Copy, screen: Screen | null): string | null => {
  if ('text' in copy) return copy.text;
  return screen?.tmuxPane === copy.screenOf ? plainText(screen.lines) : null;
};
