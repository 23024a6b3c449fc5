import type { Menu } from '../desk/ui-state.ts';
import { focusedRow, type World } from '../desk/world.ts';
import { harmless } from '../format/clipboard.ts';
import type { PaneRow } from '../format/tree.ts';
import { type Outcome, only } from './outcome.ts';

/** What of the selected row can be copied; of a session or window there is only its name. */
export const begunCopy = (world: World): Outcome => {
  const { ui } = world;
  const row = focusedRow(world);
  if (row === null) return only(ui);
  if (row.kind === 'pane') return only({ ...ui, overlay: copyMenu(row) });
  const text = harmless(row.kind === 'session' ? row.session.name : row.window.name);
  return { ui, effects: [{ kind: 'copy', copy: { what: text, text } }] };
};

const copyMenu = ({ pane, command }: PaneRow): Menu => {
  const texts = [
    { name: 'its label', text: pane.label ?? '' },
    { name: 'its id', text: pane.tmuxPane },
    { name: 'its command', text: command },
  ].filter(({ text }) => text !== '');
  return {
    kind: 'menu',
    yields: true,
    title: 'Copy',
    ruleId: null,
    items: [
      { text: 'what it shows', copy: { what: 'what it shows', screenOf: pane.tmuxPane } },
      ...texts.map(({ name, text }) => ({
        text: `${name}  ${harmless(text).slice(0, 60)}`,
        copy: { what: name, text: harmless(text) },
      })),
    ],
    at: 0,
  };
};
