import { typedWords } from '../../domain/quoted-words.ts';
import type { Palette, UiState } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import type { Book, BookCall } from '../palette/book.ts';
import { type EditedLine, ghostTaken, lineShown, nextChoice } from '../palette/line.ts';
import { editKey, insertText } from './edit-text.ts';
import type { Pressed } from './key-name.ts';
import type { ActionId } from './keymap.ts';
import { type Outcome, only } from './outcome.ts';

const EMPTY: Palette = { kind: 'palette', text: '', caret: 0, problem: null, chosen: null, past: null };

/** An empty line, and what it needs to know. */
export const openedPalette = ({ ui, book }: World): Outcome => ({
  ui: { ...ui, overlay: EMPTY },
  effects: book === null ? [{ kind: 'book', keys: [] }] : [],
});

/** A key while a command is typed. */
export const pressPalette = (
  world: World,
  palette: Palette,
  action: ActionId | null,
  key: Pressed,
): Outcome => {
  const { ui, book } = world;
  switch (action) {
    case 'back':
      return only({ ...ui, overlay: { kind: 'none' } });
    case 'accept':
      return book === null
        ? { ui, effects: [{ kind: 'book', keys: [key] }] }
        : accepted(world, palette, book);
    case 'complete':
    case 'complete-back':
      return only({ ...ui, overlay: nextChoice(world, palette, action === 'complete' ? 1 : -1) });
    case 'up':
    case 'down':
      return only({ ...ui, overlay: fromHistory(ui.history, palette, action === 'up' ? 1 : -1) });
    default:
      return only({ ...ui, overlay: edited(world, palette, key) });
  }
};

/** Pasted text. */
export const insertedIn = (world: World, palette: Palette, text: string): UiState => ({
  ...world.ui,
  overlay: withLine(palette, insertText(lineShown(world, palette), text)),
});

const edited = (world: World, palette: Palette, key: Pressed): Palette => {
  const line = lineShown(world, palette);
  const ghost = key.name === 'Right' || key.name === 'End' ? ghostTaken(world, line) : null;
  const next = ghost ?? editKey(line, key.name) ?? (key.text === null ? null : insertText(line, key.text));
  return next === null ? palette : withLine(palette, next);
};

const withLine = (palette: Palette, { text, caret }: EditedLine): Palette => ({
  ...palette,
  ...{ text, caret, problem: null, chosen: null, past: null },
});

const fromHistory = (history: readonly string[], palette: Palette, step: 1 | -1): Palette => {
  const { back = 0, draft = palette.text } = palette.past ?? {};
  const next = Math.max(0, Math.min(history.length, back + step));
  if (next === back) return palette;
  const text = next === 0 ? draft : (history.at(-next) ?? '');
  const caret = [...new Intl.Segmenter().segment(text)].length;
  return { ...withLine(palette, { text, caret }), past: next === 0 ? null : { back: next, draft } };
};

const accepted = (world: World, palette: Palette, book: Book): Outcome => {
  const { ui } = world;
  const { text } = lineShown(world, palette);
  const line = text.trim();
  const call = callOf(line, book);
  if ('problem' in call)
    return only({
      ...ui,
      overlay: { ...withLine(palette, lineShown(world, palette)), problem: call.problem },
    });
  const { command, input, isRead, isJson } = call;
  return {
    ui: { ...ui, overlay: { kind: 'none' }, history: remembered(ui.history, line) },
    effects: [
      {
        kind: 'call',
        call: {
          ...{ command, input, done: `${command}: done`, tmuxPane: null },
          answer: { title: line, as: isJson ? 'json' : isRead ? 'text' : 'done' },
        },
      },
    ],
  };
};

const callOf = (line: string, book: Book): BookCall | { readonly problem: string } => {
  const { words, openQuote } = typedWords(line);
  if (words.length === 0) return { problem: 'type a command; Tab shows which there are' };
  if (openQuote !== null) return { problem: `the quote ${openQuote} is not closed` };
  const said = words[0]?.text === 'panectl' ? words.slice(1) : words;
  if (said[0]?.text === 'help')
    return { problem: 'its help stands here while its name is typed; ? shows the keys' };
  const read = book.read(said.map(({ text }) => text));
  if (!read.ok) {
    const { message, hint } = read.failure;
    return { problem: hint === null ? message : `${message}; ${hint}` };
  }
  const { refusal } = read.value;
  return refusal === null ? read.value : { problem: refusal };
};

const MOST_REMEMBERED = 100;

/** The same line again moves to the end. */
const remembered = (history: readonly string[], line: string): readonly string[] =>
  [...history.filter((each) => each !== line), line].slice(-MOST_REMEMBERED);
