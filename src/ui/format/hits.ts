import type { PaneState } from '../../store/state.ts';
import type { Symbols } from '../theme/symbols.ts';

/** How often patterns of rules have matched there: `◆2`, never more than three columns; empty for never. */
export const hitsText = (panes: readonly Pick<PaneState, 'patternHits'>[], symbols: Symbols): string => {
  const hits = panes.reduce((sum, { patternHits }) => sum + patternHits, 0);
  return hits === 0 ? '' : `${symbols.hits}${Math.min(99, hits)}`;
};
