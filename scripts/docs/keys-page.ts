import { isDialog } from '../../src/ui/input/key-settings.ts';
import type { Binding, KeyContext } from '../../src/ui/input/keymap.ts';

/** docs/keys.md, made from the key map alone. */
export const keysPage = (keyMap: readonly Binding[]): string =>
  [
    '# Keys',
    '',
    'All of them can be changed: [settings](settings.md#keys) names an action by its name here.',
    '',
    'Made from the key map by `npm run docs`; do not edit. `?` in the panel says the same.',
    '',
    ...PLACES.flatMap(([context, title, text]) =>
      section(
        title,
        text,
        keyMap.filter((binding) => binding.context === context),
      ),
    ),
  ].join('\n');

const PLACES: readonly (readonly [context: KeyContext, title: string, text: string])[] = [
  ['panes', 'In the panes', 'The tree of sessions, windows and panes.'],
  ['triggers', 'In the triggers', 'Every rule, how near it is to firing and what became of it.'],
  ['events', 'In the events', 'What happened, every consequence beneath its cause.'],
  ['filter', 'While a filter is typed', 'The list shows at once what would be left.'],
  ['prompt', 'While a line is typed', 'All other keys are text.'],
  ['menu', 'In a menu', 'A few choices, each with its number.'],
  ['question', 'In a question', 'Asked before something that can not be undone; the default is No.'],
  [
    'ask',
    'When a trigger asks',
    'It names what would be done. No answer in time is a No. It never opens while a line is typed, nor right after a key.',
  ],
  [
    'palette',
    'While a command is typed',
    'All other keys are text; Right at the end takes the words of the selected row that stand there dim.',
  ],
  ['pager', 'In a long answer', 'The answer of a command, or what was run on tmux.'],
  ['help', 'In help', 'What the signs mean and what the keys do in the view that one came from.'],
];

const section = (title: string, text: string, bindings: readonly Binding[]): readonly string[] => [
  `## ${title}`,
  '',
  text,
  '',
  '| keys | do | action | command |',
  '|---|---|---|---|',
  ...bindings.map(({ id, context, keys, description, command }) =>
    [
      '',
      keys.map(keyText).join(' '),
      description,
      `\`${isDialog(context) ? `${context}.${id}` : id}\``,
      command === null ? '' : `\`${command}\``,
      '',
    ]
      .join(' | ')
      .trim(),
  ),
  '',
];

const keyText = (key: string): string => `\`${key.replaceAll('|', '\\|')}\``;
