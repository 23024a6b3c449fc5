import type { UiState } from '../desk/ui-state.ts';
import { type Line, span } from './line.ts';
import { viewTitle } from './view-title.ts';

/** The title of the list of panes: how it is grouped and sorted where that is not the usual way, and the filter. */
export const listTitle = ({ grouping, sort, filter, marked }: UiState, isLit: boolean): Line => [
  ...viewTitle('1', 'panes', isLit),
  ...(grouping === 'layout' ? [] : [span(`  ${GROUPED[grouping]}`, 'accent')]),
  ...(sort === 'number' ? [] : [span(`  by ${sort}`, 'accent')]),
  ...(marked.size === 0 ? [] : [span(`  ${marked.size} marked`, 'warn', true)]),
  ...(filter === '' ? [] : [span(`  /${filter}`, 'warn')]),
];

const GROUPED = { lineage: 'lineage', flat: 'flat' } as const;
