import { type Binding, KEY_MAP } from '../input/keymap.ts';
import type { Theme } from '../theme/theme.ts';
import { leftCell } from './cell.ts';
import { keyText } from './footer-line.ts';
import { type Line, span } from './line.ts';
import { TONE_OF_STATUS } from './status.ts';

/** The lines of `?`: the states, then every key of the list, from the key map itself. */
export const helpLines = (theme: Theme): readonly Line[] => [
  stateLegend(theme),
  [],
  ...PANE_KEYS.map((binding) => helpLine(binding, theme)),
  [],
  [span(' In a question y answers at once; anything else is No.', 'dim')],
  [span(' After going to a pane, tmux brings you back: prefix l (window), prefix L (session).', 'dim')],
];

/** The last first row that makes sense: below it the dialog, which leaves four rows of the screen, would be empty. */
export const lastHelpTop = (screenRows: number): number => Math.max(0, LENGTH - helpRoom(screenRows));

export const helpRoom = (screenRows: number): number => Math.max(1, screenRows - 4);

const PANE_KEYS = KEY_MAP.filter(({ context }) => context === 'panes');
/** With the legend, two blank rows and the two sentences. */
const LENGTH = PANE_KEYS.length + 5;

const helpLine = (binding: Binding, theme: Theme): Line => [
  span(' '),
  leftCell(binding.keys.map((key) => keyText(key, theme)).join(' '), 9, theme.symbols.more, 'accent'),
  span(' '),
  span(binding.description),
];

const stateLegend = ({ symbols }: Theme): Line =>
  (['running', 'completed', 'failed', 'idle', 'dead', 'unknown'] as const).flatMap((status) => [
    span(` ${symbols[status]}`, TONE_OF_STATUS[status]),
    span(` ${status} `, 'dim'),
  ]);
