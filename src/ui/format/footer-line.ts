import { openQuestions } from '../desk/asked.ts';
import { contextOf } from '../desk/context.ts';
import type { Message, Typing } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import { whyNot } from '../input/enabled.ts';
import type { Binding, KeyContext } from '../input/keymap.ts';
import type { Theme } from '../theme/theme.ts';
import { type Line, type Span, span, widthOf } from './line.ts';
import { typedSpans } from './typed-line.ts';

/** The last row: what just happened, what is being typed into the filter, or the keys that work now. */
export const footerLine = (world: World, problem: string | null, theme: Theme): Line => {
  const { ui, layout } = world;
  if (ui.overlay.kind === 'filter') return filterLine(ui.overlay, problem, layout.columns, theme);
  if (ui.overlay.kind === 'typing') return typingLine(ui.overlay, world, theme);
  if (ui.message !== null) return messageLine(ui.message, theme);
  return [...waiting(world), ...hints(world, contextOf(ui), theme)];
};

/** A mode sign that nobody overlooks, and the way out. */
const typingLine = ({ hold }: Typing, { keyMap }: World, theme: Theme): Line => [
  span(` TYPING into ${hold.done} `, 'warn', true),
  span(' every key goes there; ', 'dim'),
  span(keyText(wayOut(keyMap), theme), 'accent', true),
  span(' back', 'plain'),
];

const wayOut = (keyMap: World['keyMap']): string =>
  keyMap.find(({ context, id }) => context === 'typing' && id === 'back')?.keys[0] ?? '';

const messageLine = ({ text, tone, isNotice }: Message, { symbols }: Theme): Line =>
  isNotice === true
    ? [span(` ${symbols.notice} `, tone, true), span(text, tone, true)]
    : [span(' '), span(text, tone)];

/** While something else is open, a question of a rule only says that it is there. */
const waiting = ({ ui, state, nowMs }: World): Line => {
  if (ui.overlay.kind === 'none' || ui.overlay.kind === 'ask') return [];
  const { length } = openQuestions(state, ui, nowMs);
  return length === 0 ? [] : [span(length === 1 ? ' a rule asks ' : ` ${length} rules ask `, 'warn', true)];
};

const filterLine = (
  typing: { readonly text: string; readonly caret: number },
  problem: string | null,
  columns: number,
  theme: Theme,
): Line => {
  const tail = problem === null ? [] : [span(`  ${problem}`, 'bad')];
  const room = columns - 2 - (problem === null ? 0 : Math.min(widthOf(tail), Math.floor(columns / 2)));
  return [span(' /', 'accent', true), ...typedSpans(typing, room, theme), ...tail];
};

const hints = (world: World, context: KeyContext, theme: Theme): Line => {
  const line: Span[] = [];
  let room = world.layout.columns - 1 - widthOf(waiting(world));
  for (const binding of world.keyMap) {
    if (
      binding.keys.length === 0 ||
      binding.context !== context ||
      binding.hint === null ||
      whyNot(binding.id, world) !== null
    )
      continue;
    const hint = hintOf(binding, theme);
    const width = widthOf(hint);
    if (width > room) break;
    line.push(...hint);
    room -= width;
  }
  return line;
};

const hintOf = ({ keys, hint }: Binding, theme: Theme): Line => [
  span(` ${keyText(keys[0] ?? '', theme)}`, 'accent'),
  span(` ${hint ?? ''} `, 'dim'),
];

export const keyText = (key: string, { symbols }: Theme): string => (key === 'Enter' ? symbols.enter : key);
