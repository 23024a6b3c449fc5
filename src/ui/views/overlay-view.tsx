import type { ReactNode } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { openQuestions } from '../desk/asked.ts';
import type { Ask, Menu, Overlay, Pager, Palette, Prompt, Question } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import { type Form, fieldsOf, isTextField } from '../form/form.ts';
import { askLines } from '../format/ask-lines.ts';
import { formLines } from '../format/form-lines.ts';
import { helpLines, helpRoom, lastHelpTop } from '../format/help-lines.ts';
import { type Line, span } from '../format/line.ts';
import { pagerLines } from '../format/pager-lines.ts';
import { paletteLines } from '../format/palette-lines.ts';
import { typedSpans } from '../format/typed-line.ts';
import type { Theme } from '../theme/theme.ts';

/** Whatever is open above the panel. */
export const OverlayView = ({
  world,
  theme,
}: {
  readonly world: World;
  readonly theme: Theme;
}): ReactNode => {
  const { overlay } = world.ui;
  const screen = world.layout;
  if (overlay.kind === 'none' || overlay.kind === 'filter' || overlay.kind === 'typing') return null;
  const shown = contentOf(overlay, world, theme);
  return <Dialog screen={screen} theme={theme} {...shown} />;
};

interface Content {
  readonly wanted: number;
  readonly title: Line;
  readonly note: Line;
  readonly lines: readonly Line[];
}

const WIDTH = 64;
const PALETTE_WIDTH = 84;

const contentOf = (
  overlay: Exclude<Overlay, { kind: 'none' | 'filter' | 'typing' }>,
  world: World,
  theme: Theme,
): Content => {
  const width = Math.min(WIDTH, world.layout.columns - 2);
  switch (overlay.kind) {
    case 'help':
      return helpContent(overlay.top, world, theme);
    case 'question':
      return questionContent(overlay, width);
    case 'ask':
      return askContent(overlay, world, width, theme);
    case 'menu':
      return menuContent(overlay, world, theme);
    case 'prompt':
      return promptContent(overlay, width, theme);
    case 'form':
      return formContent(overlay, world, theme);
    case 'palette':
      return paletteContent(overlay, world, theme);
    case 'pager':
      return pagerContent(overlay, world);
  }
};

const YES_OR_NO: Line = [
  span('y', 'accent', true),
  span(' yes   ', 'dim'),
  span('n', 'accent', true),
  span(' no', 'plain', true),
];

const questionContent = ({ title, detail }: Question, width: number): Content => ({
  wanted: WIDTH,
  title: [span(title, 'bad', true)],
  note: YES_OR_NO,
  lines: [[], ...wrapped(detail, width - 4), []],
});

const askContent = (
  { seq }: Ask,
  { state, ui, nowMs, layout }: World,
  width: number,
  theme: Theme,
): Content => {
  const open = openQuestions(state, ui, nowMs);
  const question = open.find((each) => each.seq === seq);
  const more: Line = open.length < 2 ? [] : [span(`${open.length - 1} more`, 'dim'), span('   ')];
  return {
    wanted: WIDTH,
    title: question === undefined ? [] : [span(`${question.rule} asks`, 'warn', true)],
    note: [...more, ...YES_OR_NO],
    lines:
      question === undefined
        ? []
        : askLines(question, { width: width - 2, rows: layout.rows - 4, state, nowMs, theme }),
  };
};

/** As many as there is room for, the chosen one among them. */
const menuContent = ({ title, items, at }: Menu, { layout }: World, theme: Theme): Content => {
  const room = Math.max(1, layout.rows - 4);
  const from = Math.max(0, at - room + 1);
  return {
    wanted: 36,
    title: [span(title, 'plain', true)],
    note: keysNote('choose', theme),
    lines: items
      .slice(from, from + room)
      .map(({ text }, row) => [
        span(row + from === at ? `${theme.symbols.cursor} ` : '  ', 'accent'),
        span(`${row + from + 1}  `, 'accent'),
        span(text, 'plain', row + from === at),
      ]),
  };
};

const promptContent = (prompt: Prompt, width: number, theme: Theme): Content => ({
  wanted: WIDTH,
  title: [span(prompt.title, 'plain', true)],
  note: keysNote('ok', theme),
  lines: [
    [span(' > ', 'accent'), ...typedSpans(prompt, width - 5, theme)],
    prompt.problem === null ? [span(` ${prompt.advice}`, 'dim')] : [span(` ${prompt.problem}`, 'bad')],
  ],
});

const paletteContent = (palette: Palette, world: World, theme: Theme): Content => {
  const width = Math.min(PALETTE_WIDTH, world.layout.columns - 2) - 2;
  return {
    wanted: PALETTE_WIDTH,
    title: [span('command', 'plain', true)],
    note: [span('Tab', 'accent'), span(' complete   ', 'dim'), ...keysNote('run', theme)],
    lines: paletteLines(palette, { world, width, theme }),
  };
};

const pagerContent = (pager: Pager, { layout }: World): Content => {
  const { lines, from, to } = pagerLines(pager, layout.rows);
  const { length } = pager.lines;
  const note = to - from < length ? `${from + 1}-${to} of ${length}` : 'Esc closes';
  return {
    wanted: layout.columns,
    title: [span(pager.title, 'plain', true)],
    note: [span(note, 'dim')],
    lines,
  };
};

const keysNote = (enter: string, { symbols }: Theme): Line => [
  span(symbols.enter, 'accent'),
  span(` ${enter}   `, 'dim'),
  span('Esc', 'accent'),
  span(' cancel', 'dim'),
];

const FORM_WIDTH = 80;

const formContent = (form: Form, { layout, state, nowMs }: World, theme: Theme): Content => {
  const width = Math.min(FORM_WIDTH, layout.columns - 2) - 2;
  const { target } = form;
  const pane = target.tmuxPane === null ? undefined : state.panes[target.tmuxPane];
  return {
    wanted: FORM_WIDTH,
    title: [span(`New trigger for ${target.name}`, 'plain', true)],
    note: formNote(form, theme),
    lines: formLines(form, { width, rows: layout.rows - 4, pane, nowMs, theme }),
  };
};

const formNote = (form: Form, theme: Theme): Line => {
  if (form.isLeaving) return [span('leave what you typed?  ', 'warn'), ...YES_OR_NO];
  if (form.isSending) return [span('asking the daemon', 'dim')];
  const isLast = form.at === fieldsOf(form).at(-1);
  return [
    ...(isTextField(form.at) ? [] : [span('Space', 'accent'), span(' changes   ', 'dim')]),
    span(theme.symbols.enter, 'accent'),
    span(isLast ? ' make it   ' : ' next   ', 'dim'),
    span('Esc', 'accent'),
    span(' cancel', 'dim'),
  ];
};

const helpContent = (top: number, { ui, layout, keyMap }: World, theme: Theme): Content => {
  const all = helpLines(ui.view, keyMap, theme);
  const room = helpRoom(layout.rows);
  const from = Math.min(top, lastHelpTop(ui.view, keyMap, layout.rows));
  const note: Line =
    all.length > room ? [span(`${from + 1} of ${all.length}`, 'dim')] : [span('Esc closes', 'dim')];
  return { wanted: 76, title: [span('help', 'plain', true)], note, lines: all.slice(from, from + room) };
};

/** Our own short sentences, at blanks. */
const wrapped = (text: string, room: number): readonly Line[] => {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length + 1 > room && last !== '') lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => [span(` ${line}`)]);
};
