import type { ReactNode } from 'react';
import { Dialog } from '../components/dialog.tsx';
import type { Overlay } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import { helpLines, helpRoom, lastHelpTop } from '../format/help-lines.ts';
import { type Line, span } from '../format/line.ts';
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
  if (overlay.kind === 'none' || overlay.kind === 'filter') return null;
  const shown = contentOf(overlay, screen, theme);
  return <Dialog screen={screen} theme={theme} {...shown} />;
};

interface Content {
  readonly wanted: number;
  readonly title: Line;
  readonly note: Line;
  readonly lines: readonly Line[];
}

const contentOf = (
  overlay: Exclude<Overlay, { kind: 'none' | 'filter' }>,
  screen: { readonly columns: number; readonly rows: number },
  theme: Theme,
): Content => {
  if (overlay.kind === 'help') return helpContent(overlay.top, screen.rows, theme);
  const wanted = 64;
  if (overlay.kind === 'question') {
    const note = [
      span('y', 'accent', true),
      span(' yes   ', 'dim'),
      span('n', 'accent', true),
      span(' no', 'plain', true),
    ];
    const title = [span(overlay.title, 'bad', true)];
    return {
      wanted,
      title,
      note,
      lines: [[], ...wrapped(overlay.detail, Math.min(wanted, screen.columns - 2) - 4), []],
    };
  }
  const room = Math.min(wanted, screen.columns - 2) - 5;
  const advice: Line =
    overlay.problem === null ? [span(` ${overlay.advice}`, 'dim')] : [span(` ${overlay.problem}`, 'bad')];
  return {
    wanted,
    title: [span(overlay.title, 'plain', true)],
    note: [
      span(theme.symbols.enter, 'accent'),
      span(' ok   ', 'dim'),
      span('Esc', 'accent'),
      span(' cancel', 'dim'),
    ],
    lines: [[span(' > ', 'accent'), ...typedSpans(overlay, room, theme)], advice],
  };
};

const helpContent = (top: number, rows: number, theme: Theme): Content => {
  const all = helpLines(theme);
  const room = helpRoom(rows);
  const from = Math.min(top, lastHelpTop(rows));
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
