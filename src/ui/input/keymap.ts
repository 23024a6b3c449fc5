import type { ActionId, KeyContext } from './action-id.ts';

export type { ActionId, KeyContext } from './action-id.ts';

export interface Binding {
  readonly id: ActionId;
  readonly keys: readonly string[];
  readonly context: KeyContext;
  /** For `?`: a sentence without a full stop. */
  readonly description: string;
  /** For the footer: one word, or null where it is not shown there. */
  readonly hint: string | null;
  /** The command of the registry that it calls; null for what only moves around in the panel. */
  readonly command: string | null;
}

type Row = readonly [
  id: ActionId,
  keys: readonly string[],
  hint: string | null,
  description: string,
  command?: string,
];

const bindings = (context: KeyContext, rows: readonly Row[]): readonly Binding[] =>
  rows.map(([id, keys, hint, description, command = null]) => ({
    id,
    keys,
    context,
    description,
    hint,
    command,
  }));

const HELP: Row = ['help', ['?'], 'help', 'what the keys do here'];
const NEXT_UNSEEN: Row = [
  'next-unseen',
  ['!'],
  'next',
  'to the next failure or question that nobody has seen',
];
const SEEN: Row = ['seen', ['d'], null, 'mark as seen; on a session or window, all in it'];
const QUIT: Row = ['quit', ['q', 'C-c'], 'quit', 'close the panel; panes and daemon live on'];
const COMMAND: Row = ['command', [':'], 'command', 'any command of panectl, with completion and its help'];
const COMMAND_LOG: Row = [
  'command-log',
  ['c'],
  null,
  'what was run on tmux, the newest last',
  'daemon-commands',
];
const PAUSE_ALL: Row = ['pause-all', ['P'], null, 'pause or resume all triggers', 'rule-pause'];

const MOUSE: Row = [
  'mouse',
  ['M'],
  null,
  'mouse off, so that the terminal selects text, or on: click chooses, wheel moves',
];
const FREEZE: Row = ['freeze', ['f'], null, 'the screen stands still and counts what comes; again to go on'];
const BACK: Row = ['back', ['Esc'], null, 'let a frozen screen go on, else back to the panes'];

const MOVES: readonly Row[] = [
  ['down', ['j', 'Down'], null, 'next row'],
  ['up', ['k', 'Up'], null, 'previous row'],
  ['page-down', ['PgDn'], null, 'a page down'],
  ['page-up', ['PgUp'], null, 'a page up'],
];
const ENDS: readonly Row[] = [
  ['first', ['Home', 'g'], null, 'first row'],
  ['last', ['End', 'G'], null, 'last row'],
];
const VIEWS: readonly Row[] = [
  ['view-panes', ['1'], null, 'to the panes'],
  ['view-triggers', ['2'], 'triggers', 'to the triggers'],
  ['view-events', ['3'], 'events', 'to the events'],
  ['view-metrics', ['4'], 'metrics', 'to the metrics'],
  ['view-logs', ['5'], 'logs', 'to what the panes print'],
  ['next-view', ['Tab'], null, 'to the next view'],
  ['previous-view', ['S-Tab'], null, 'to the view before'],
];

const PANES: readonly Row[] = [
  HELP,
  NEXT_UNSEEN,
  ['go', ['Enter'], 'go', 'go to this pane in tmux', 'pane-attach'],
  ['send-line', ['s'], 'send', 'send a line of text and press Enter', 'pane-send-keys'],
  ['exec', ['e'], 'run', "run a command in the pane's shell", 'pane-exec'],
  ['new', ['a'], 'new', 'new pane in this session; without any session, a new session', 'pane-create'],
  ['kill', ['x'], 'kill', 'kill the pane, or the session on a session row; asks first', 'pane-kill'],
  ['label', ['r'], 'label', 'give the pane a label', 'pane-label'],
  ['zoom', ['z'], 'zoom', 'zoom the pane in its window, or back', 'pane-zoom'],
  ['new-trigger', ['t'], 'trigger', 'new trigger for the pane'],
  SEEN,
  ['filter', ['/'], 'filter', 'show only rows that match a regex; ! in front inverts it'],
  ['type', ['i'], 'type', 'type into the pane directly, until Ctrl-]', 'pane-hold'],
  COMMAND,
  ['send-keys', ['S'], null, 'send keys by their tmux names, like C-c or Up', 'pane-send-keys'],
  ...MOVES,
  ...ENDS,
  ['fold', ['h', 'Left'], null, 'fold, or go to the row above in the tree'],
  ['unfold', ['l', 'Right'], null, 'unfold'],
  ['next-match', ['n'], null, 'next pane that matches the filter'],
  ['previous-match', ['N'], null, 'previous pane that matches the filter'],
  MOUSE,
  ['copy', ['y'], null, 'copy what the pane shows, its label, id or command (tmux: set-clipboard on)'],
  FREEZE,
  [
    'mark',
    ['Space'],
    null,
    'mark the pane, or all of a session or window; s S e x X r R then act on all marked',
  ],
  ['signal', ['X'], null, 'send a signal: interrupt, quit, end of input, terminate, kill', 'pane-send-keys'],
  ['respawn', ['R'], null, 'start the pane again in its place; asks first', 'pane-respawn'],
  ['new-window', ['A'], null, 'new window in this session, with one pane', 'pane-create'],
  ['layout', ['L'], null, 'arrange the panes of the window', 'session-layout'],
  ['save', ['w'], null, 'write the session down, for session-restore', 'session-save'],
  ['swap-previous', ['<'], null, 'swap the pane with the one before it in its window', 'pane-swap'],
  ['swap-next', ['>'], null, 'swap the pane with the one after it in its window', 'pane-swap'],
  ['group', ['v'], null, 'group by layout, by lineage (who made whom), or not at all'],
  ['sort', ['o'], null, 'sort by number, CPU, memory, name or age; rows keep their places until asked again'],
  ['preview-down', ['J'], null, 'scroll the preview down'],
  ['preview-up', ['K'], null, 'scroll the preview up'],
  ['screen-mode', ['+'], null, 'list and preview, preview only, list only'],
  [
    'back',
    ['Esc'],
    null,
    'let a frozen screen go on, else clear the filter, else the marks, else leave a full preview',
  ],
  ['pause-pane', ['p'], null, 'pause the triggers that watch the pane, or resume them', 'rule-pause'],
  PAUSE_ALL,
  COMMAND_LOG,
  QUIT,
  ...VIEWS.filter(([id]) => id !== 'view-panes'),
];

const TRIGGERS: readonly Row[] = [
  HELP,
  NEXT_UNSEEN,
  ['select-pane', ['Enter'], 'pane', 'to the pane that is nearest to firing it, else the last one'],
  ['pause', ['p'], 'pause', 'pause the trigger for a while, or resume it', 'rule-pause'],
  ['pause-all', ['P'], 'all', 'pause or resume all triggers', 'rule-pause'],
  ['remove', ['x'], 'remove', 'remove the trigger; asks first', 'rule-remove'],
  ['screen-mode', ['+'], 'full', 'triggers and details, details only, triggers only'],
  ['view-panes', ['1'], 'panes', 'back to the panes'],
  BACK,
  FREEZE,
  MOUSE,
  ...MOVES,
  ...ENDS,
  ...VIEWS.filter(([id]) => id !== 'view-panes' && id !== 'view-triggers'),
  COMMAND,
  COMMAND_LOG,
  QUIT,
];

const EVENTS: readonly Row[] = [
  HELP,
  NEXT_UNSEEN,
  ['select-pane', ['Enter'], 'pane', 'to the pane that it is about'],
  ['first', ['g', 'Home'], 'newest', 'follow the newest event'],
  ['last', ['G', 'End'], 'oldest', 'the oldest event that is known here'],
  ['screen-mode', ['+'], 'full', 'events only, or everything'],
  ['view-panes', ['1'], 'panes', 'back to the panes'],
  BACK,
  FREEZE,
  MOUSE,
  ...MOVES,
  ...VIEWS.filter(([id]) => id !== 'view-panes' && id !== 'view-events'),
  COMMAND,
  COMMAND_LOG,
  PAUSE_ALL,
  QUIT,
];

const METRICS: readonly Row[] = [
  HELP,
  NEXT_UNSEEN,
  ['scope', ['s'], 'scope', 'the selected row, the marked panes, its session, or all'],
  ['new-trigger', ['t'], 'trigger', 'new trigger for the pane'],
  ['time-span', ['w'], 'time', 'the last 2, 5 or 15 minutes'],
  ['down', ['j', 'Down'], null, 'next row of the tree'],
  ['up', ['k', 'Up'], null, 'previous row of the tree'],
  ['view-panes', ['1'], 'panes', 'back to the panes'],
  BACK,
  FREEZE,
  MOUSE,
  ...VIEWS.filter(([id]) => id !== 'view-panes' && id !== 'view-metrics'),
  PAUSE_ALL,
  QUIT,
];

const LOGS: readonly Row[] = [
  HELP,
  NEXT_UNSEEN,
  ['scope', ['s'], 'scope', 'the selected row, the marked panes, its session, or all'],
  ['filter', ['/'], 'filter', 'show only lines that match a regex; ! in front inverts it'],
  ['down', ['j', 'Down'], null, 'a line down'],
  ['up', ['k', 'Up'], null, 'a line up, and stay there'],
  ['page-down', ['PgDn'], null, 'a page down'],
  ['page-up', ['PgUp'], null, 'a page up'],
  ['first', ['g', 'Home'], 'oldest', 'the oldest line that is known here'],
  ['last', ['G', 'End'], 'newest', 'follow the newest line'],
  ['back', ['Esc'], null, 'let a frozen screen go on, else clear the filter, else back to the panes'],
  FREEZE,
  MOUSE,
  ['view-panes', ['1'], 'panes', 'back to the panes'],
  ...VIEWS.filter(([id]) => id !== 'view-panes' && id !== 'view-logs'),
  PAUSE_ALL,
  QUIT,
];

/** The one key map: dispatch, footer and help are made from it. Nothing destructive is on a motion or a control key. */
export const KEY_MAP: readonly Binding[] = [
  ...bindings('panes', PANES),
  ...bindings('triggers', TRIGGERS),
  ...bindings('events', EVENTS),
  ...bindings('metrics', METRICS),
  ...bindings('logs', LOGS),
  ...bindings('help', [
    ['back', ['Esc', 'q', '?'], 'close', 'close help'],
    ['down', ['j', 'Down'], 'down', 'scroll down'],
    ['up', ['k', 'Up'], 'up', 'scroll up'],
    ['page-down', ['PgDn', 'Space'], null, 'a page down'],
    ['page-up', ['PgUp'], null, 'a page up'],
  ]),
  ...bindings('question', [
    ['yes', ['y'], 'yes', 'yes, do it'],
    ['no', ['n', 'Enter', 'Esc', 'q', 'C-c'], 'no', 'no'],
  ]),
  ...bindings('ask', [
    ['yes', ['y'], 'yes', 'yes, let the trigger do it', 'rule-answer'],
    ['no', ['n', 'Enter', 'Esc', 'q', 'C-c'], 'no', 'no', 'rule-answer'],
  ]),
  ...bindings('menu', [
    ['accept', ['Enter'], 'choose', 'choose this one'],
    ['pick', ['1', '2', '3', '4', '5', '6', '7', '8', '9'], null, 'choose by number'],
    ['down', ['j', 'Down'], 'down', 'next choice'],
    ['up', ['k', 'Up'], 'up', 'previous choice'],
    ['back', ['Esc', 'q', 'C-c'], 'cancel', 'leave it'],
  ]),
  ...bindings('prompt', [
    ['accept', ['Enter'], 'ok', 'do it'],
    ['back', ['Esc', 'C-c'], 'cancel', 'leave it'],
  ]),
  ...bindings('filter', [
    ['accept', ['Enter'], 'keep', 'keep the filter'],
    ['back', ['Esc', 'C-c'], 'cancel', 'as it was before'],
    ['down', ['Down'], null, 'next row'],
    ['up', ['Up'], null, 'previous row'],
  ]),
  ...bindings('typing', [
    ['back', ['C-]', 'C-^'], 'back', 'back to the panel; every other key goes into the pane'],
  ]),
  ...bindings('palette', [
    ['accept', ['Enter'], 'run', 'run the command'],
    ['complete', ['Tab'], 'complete', 'the first completion, then the next'],
    ['complete-back', ['S-Tab'], null, 'the completion before'],
    ['up', ['Up'], 'earlier', 'the line that was run before'],
    ['down', ['Down'], null, 'the line that was run after'],
    ['back', ['Esc', 'C-c'], 'cancel', 'leave it'],
  ]),
  ...bindings('pager', [
    ['back', ['Esc', 'q', 'Enter', 'C-c'], 'close', 'close it'],
    ['down', ['j', 'Down'], 'down', 'scroll down'],
    ['up', ['k', 'Up'], 'up', 'scroll up'],
    ['page-down', ['PgDn', 'Space'], null, 'a page down'],
    ['page-up', ['PgUp'], null, 'a page up'],
    ['first', ['Home', 'g'], null, 'to the beginning'],
    ['last', ['End', 'G'], null, 'to the end'],
  ]),
  ...bindings('form', [
    ['accept', ['Enter'], 'next', 'the next field; on the last one make the trigger'],
    ['down', ['Tab', 'Down'], null, 'next field'],
    ['up', ['S-Tab', 'Up'], null, 'previous field'],
    ['back', ['Esc', 'C-c'], 'cancel', 'leave it; asks if something was filled in'],
  ]),
];
