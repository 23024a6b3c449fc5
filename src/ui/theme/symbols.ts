/** Characters that the panel draws with. */
export interface Symbols {
  readonly running: string;
  readonly completed: string;
  readonly failed: string;
  readonly idle: string;
  readonly dead: string;
  readonly unknown: string;
  /** States of a service that a pane's own status does not say. */
  readonly waiting: string;
  readonly starting: string;
  readonly backingOff: string;
  readonly gaveUp: string;
  readonly folded: string;
  readonly unfolded: string;
  readonly cursor: string;
  /** A pane that commands act on together with others. */
  readonly marked: string;
  readonly hits: string;
  readonly dash: string;
  readonly more: string;
  readonly consequence: string;
  readonly dot: string;
  readonly zoomed: string;
  readonly copying: string;
  /** Somebody types there by hand. */
  readonly held: string;
  readonly bars: readonly string[];
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly horizontal: string;
  readonly vertical: string;
  readonly teeLeft: string;
  readonly teeRight: string;
  readonly enter: string;
  readonly caret: string;
  /** States of a trigger. */
  readonly armed: string;
  readonly pending: string;
  readonly cooling: string;
  readonly spent: string;
  readonly paused: string;
  readonly tripped: string;
  readonly gaugeFull: string;
  readonly gaugeHalf: string;
  readonly gaugeEmpty: string;
  /** In front of how often a trigger has fired, and how often it was held back. */
  readonly times: string;
  readonly heldBack: string;
  /** Something that somebody wants the operator to know. */
  readonly notice: string;
  /** Somebody waits for the operator's answer. */
  readonly asks: string;
  readonly leadsTo: string;
  /** The line of a threshold in a chart. */
  readonly threshold: string;
}

export const UNICODE: Symbols = {
  running: '●',
  completed: '✔',
  failed: '✖',
  idle: '·',
  dead: '†',
  unknown: '?',
  waiting: '○',
  starting: '◐',
  backingOff: '◌',
  gaveUp: '▲',
  folded: '▸',
  unfolded: '▾',
  cursor: '▌',
  marked: '■',
  hits: '◆',
  dash: '–',
  more: '…',
  consequence: '└',
  dot: '·',
  zoomed: '⤢',
  copying: '≡',
  held: '✎',
  bars: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  topLeft: '╭',
  topRight: '╮',
  bottomLeft: '╰',
  bottomRight: '╯',
  horizontal: '─',
  vertical: '│',
  teeLeft: '├',
  teeRight: '┤',
  enter: '↵',
  caret: '▏',
  armed: '○',
  pending: '◐',
  cooling: '◌',
  spent: '✓',
  paused: '‖',
  tripped: '▲',
  gaugeFull: '█',
  gaugeHalf: '▌',
  gaugeEmpty: '░',
  times: '×',
  heldBack: '⊘',
  notice: '»',
  asks: '?',
  leadsTo: '→',
  threshold: '╌',
};

/** For terminals without UTF-8. */
export const ASCII: Symbols = {
  running: '*',
  completed: 'v',
  failed: 'x',
  idle: '.',
  dead: '+',
  unknown: '?',
  waiting: 'o',
  starting: '*',
  backingOff: '~',
  gaveUp: '!',
  folded: '>',
  unfolded: 'v',
  cursor: '>',
  marked: '#',
  hits: '!',
  dash: '-',
  more: '~',
  consequence: '`-',
  dot: '-',
  zoomed: 'Z',
  copying: 'C',
  held: 'H',
  bars: ['_', '.', ':', '-', '=', '+', '*', '#'],
  topLeft: '+',
  topRight: '+',
  bottomLeft: '+',
  bottomRight: '+',
  horizontal: '-',
  vertical: '|',
  teeLeft: '+',
  teeRight: '+',
  enter: 'Enter',
  caret: '_',
  armed: 'o',
  pending: '*',
  cooling: '~',
  spent: 'v',
  paused: '=',
  tripped: '!',
  gaugeFull: '#',
  gaugeHalf: '=',
  gaugeEmpty: '.',
  times: 'x',
  heldBack: '/',
  notice: '>',
  asks: '?',
  leadsTo: '->',
  threshold: '-',
};
