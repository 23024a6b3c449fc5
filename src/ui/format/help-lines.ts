import type { ViewName } from '../desk/ui-state.ts';
import type { Binding } from '../input/keymap.ts';
import type { Theme } from '../theme/theme.ts';
import { leftCell } from './cell.ts';
import { keyText } from './footer-line.ts';
import { type Line, span } from './line.ts';
import { TONE_OF_RULE } from './rule-state.ts';
import { TONE_OF_STATUS } from './status.ts';

/** The lines of `?`: what the signs mean, then every key of the view that one is in, from the key map itself. */
export const helpLines = (view: ViewName, keyMap: readonly Binding[], theme: Theme): readonly Line[] => [
  ...legendOf(view, theme),
  [],
  ...keysOf(view, keyMap).map((binding) => helpLine(binding, theme)),
  [],
  ...SENTENCES.map((sentence) => [span(` ${sentence}`, 'dim')]),
];

/** The last first row that makes sense: below it the dialog, which leaves four rows of the screen, would be empty. */
export const lastHelpTop = (view: ViewName, keyMap: readonly Binding[], screenRows: number): number =>
  Math.max(0, legendLength(view) + keysOf(view, keyMap).length + SENTENCES.length + 2 - helpRoom(screenRows));

export const helpRoom = (screenRows: number): number => Math.max(1, screenRows - 4);

const keysOf = (view: ViewName, keyMap: readonly Binding[]): readonly Binding[] =>
  keyMap.filter(({ context, keys }) => context === view && keys.length > 0);

const SENTENCES = [
  'In a question y answers at once; anything else is No.',
  'After going to a pane, tmux brings you back: prefix l (window), prefix L (session).',
] as const;

const helpLine = (binding: Binding, theme: Theme): Line => [
  span(' '),
  leftCell(binding.keys.map((key) => keyText(key, theme)).join(' '), 9, theme.symbols.more, 'accent'),
  span(' '),
  span(binding.description),
];

const legendLength = (view: ViewName): number => (view === 'triggers' ? 2 : 1);

const legendOf = (view: ViewName, theme: Theme): readonly Line[] => {
  if (view === 'triggers') return ruleLegend(theme);
  return [view === 'events' ? eventLegend(theme) : stateLegend(theme)];
};

const stateLegend = ({ symbols }: Theme): Line =>
  (['running', 'completed', 'failed', 'idle', 'dead', 'unknown'] as const).flatMap((status) => [
    span(` ${symbols[status]}`, TONE_OF_STATUS[status]),
    span(` ${status} `, 'dim'),
  ]);

const ruleLegend = ({ symbols }: Theme): readonly Line[] => [
  (['armed', 'pending', 'cooling', 'spent', 'paused', 'tripped'] as const).flatMap((state) => [
    span(` ${symbols[state]}`, TONE_OF_RULE[state]),
    span(` ${state} `, 'dim'),
  ]),
  [
    span(` ${symbols.times}n`),
    span(' fired ', 'dim'),
    span(` ${symbols.hits}n`),
    span(' came true ', 'dim'),
    span(` ${symbols.heldBack}n`, 'warn'),
    span(' held back  a full bar: the condition is true', 'dim'),
  ],
];

const eventLegend = ({ symbols }: Theme): Line => [
  span(` ${symbols.consequence}`),
  span(' beneath what caused it ', 'dim'),
  span(` ${symbols.notice}`, 'warn'),
  span(' a notice ', 'dim'),
  span(` ${symbols.failed}`, 'bad'),
  span(' an action that failed', 'dim'),
];
