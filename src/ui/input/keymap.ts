/** Where the operator is; each place has keys of its own. */
export type KeyContext = 'panes' | 'help' | 'question' | 'prompt' | 'filter';

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

export type ActionId =
  | 'down'
  | 'up'
  | 'page-down'
  | 'page-up'
  | 'first'
  | 'last'
  | 'fold'
  | 'unfold'
  | 'preview-down'
  | 'preview-up'
  | 'go'
  | 'send-line'
  | 'send-keys'
  | 'exec'
  | 'new'
  | 'kill'
  | 'label'
  | 'zoom'
  | 'filter'
  | 'screen-mode'
  | 'help'
  | 'quit'
  | 'back'
  | 'yes'
  | 'no'
  | 'accept';

const panes = (
  id: ActionId,
  keys: readonly string[],
  hint: string | null,
  description: string,
  command: string | null = null,
): Binding => ({ id, keys, context: 'panes', description, hint, command });

/** The one key map: dispatch, footer and help are made from it. Nothing destructive is on a motion or a control key. */
export const KEY_MAP: readonly Binding[] = [
  panes('help', ['?'], 'help', 'what the keys do here'),
  panes('go', ['Enter'], 'go', 'go to this pane in tmux', 'pane-attach'),
  panes('send-line', ['s'], 'send', 'send a line of text and press Enter', 'pane-send-keys'),
  panes('exec', ['e'], 'run', "run a command in the pane's shell", 'pane-exec'),
  panes('new', ['a'], 'new', 'new pane in this session; without any session, a new session', 'pane-create'),
  panes('kill', ['x'], 'kill', 'kill the pane, or the session on a session row; asks first', 'pane-kill'),
  panes('label', ['r'], 'label', 'give the pane a label', 'pane-label'),
  panes('zoom', ['z'], 'zoom', 'zoom the pane in its window, or back', 'pane-zoom'),
  panes('filter', ['/'], 'filter', 'show only rows that match a regex; ! in front inverts it'),
  panes('send-keys', ['S'], null, 'send keys by their tmux names, like C-c or Up', 'pane-send-keys'),
  panes('down', ['j', 'Down'], null, 'next row'),
  panes('up', ['k', 'Up'], null, 'previous row'),
  panes('page-down', ['PgDn'], null, 'a page down'),
  panes('page-up', ['PgUp'], null, 'a page up'),
  panes('first', ['Home', 'g'], null, 'first row'),
  panes('last', ['End', 'G'], null, 'last row'),
  panes('fold', ['h', 'Left'], null, 'fold, or go to the row above in the tree'),
  panes('unfold', ['l', 'Right'], null, 'unfold'),
  panes('preview-down', ['J'], null, 'scroll the preview down'),
  panes('preview-up', ['K'], null, 'scroll the preview up'),
  panes('screen-mode', ['+'], null, 'list and preview, preview only, list only'),
  panes('back', ['Esc'], null, 'clear the filter, else go back from a full preview'),
  panes('quit', ['q', 'C-c'], 'quit', 'close the panel; panes and daemon live on'),
  {
    id: 'back',
    keys: ['Esc', 'q', '?'],
    context: 'help',
    description: 'close help',
    hint: 'close',
    command: null,
  },
  {
    id: 'down',
    keys: ['j', 'Down'],
    context: 'help',
    description: 'scroll down',
    hint: 'down',
    command: null,
  },
  { id: 'up', keys: ['k', 'Up'], context: 'help', description: 'scroll up', hint: 'up', command: null },
  {
    id: 'page-down',
    keys: ['PgDn', 'Space'],
    context: 'help',
    description: 'a page down',
    hint: null,
    command: null,
  },
  { id: 'page-up', keys: ['PgUp'], context: 'help', description: 'a page up', hint: null, command: null },
  { id: 'yes', keys: ['y'], context: 'question', description: 'yes, do it', hint: 'yes', command: null },
  {
    id: 'no',
    keys: ['n', 'Enter', 'Esc', 'q', 'C-c'],
    context: 'question',
    description: 'no',
    hint: 'no',
    command: null,
  },
  { id: 'accept', keys: ['Enter'], context: 'prompt', description: 'do it', hint: 'ok', command: null },
  {
    id: 'back',
    keys: ['Esc', 'C-c'],
    context: 'prompt',
    description: 'leave it',
    hint: 'cancel',
    command: null,
  },
  {
    id: 'accept',
    keys: ['Enter'],
    context: 'filter',
    description: 'keep the filter',
    hint: 'keep',
    command: null,
  },
  {
    id: 'back',
    keys: ['Esc', 'C-c'],
    context: 'filter',
    description: 'as it was before',
    hint: 'cancel',
    command: null,
  },
  { id: 'down', keys: ['Down'], context: 'filter', description: 'next row', hint: null, command: null },
  { id: 'up', keys: ['Up'], context: 'filter', description: 'previous row', hint: null, command: null },
];
