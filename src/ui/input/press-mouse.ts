import type { UiState, ViewName } from '../desk/ui-state.ts';
import { focusedRow, type World } from '../desk/world.ts';
import { type PlaceAt, placeAt } from '../format/place-at.ts';
import type { MouseEvent } from './mouse-events.ts';
import { focusAt, moved } from './move.ts';
import { movedLines } from './move-lines.ts';
import { focusEvent, focusTrigger } from './move-lists.ts';
import { type Outcome, only } from './outcome.ts';
import { isDialog, pressDialog } from './press-dialog.ts';
import { shown } from './switch-view.ts';

const WHEEL_ROWS = 3;

/** What the mouse does: a click chooses, the wheel moves. While something is open it only scrolls that. */
export const pressMouse = (world: World, event: MouseEvent): Outcome => {
  const { ui } = world;
  const { overlay } = ui;
  const step = event.kind === 'wheel-up' ? -1 : 1;
  if (isDialog(overlay)) {
    if (event.kind === 'click') return only(ui);
    return pressDialog(world, overlay, step < 0 ? 'up' : 'down', { name: '', text: null });
  }
  const place = placeAt(world.layout, event);
  if (overlay.kind !== 'none' || place === null) return only(ui);
  return only(event.kind === 'click' ? clicked(world, place) : wheeled(world, place, step));
};

const clicked = (world: World, place: PlaceAt): UiState => {
  const view = viewAt(world, place);
  if (view === null) return world.ui;
  const next = { ...world, ui: shown(view, world.ui) };
  const { ui } = next;
  if (place.row < 0) return ui;
  if (view === 'triggers') return focusTrigger(next, ui.triggers.top + place.row);
  if (view === 'events') return focusEvent(next, ui.log.top + place.row);
  return view === 'panes' ? clickedPane(next, ui.top + place.row) : ui;
};

/** A second click on a row folds or unfolds what is beneath it. */
const clickedPane = (world: World, index: number): UiState => {
  const { ui, rows } = world;
  if (index >= rows.length) return ui;
  const row = focusedRow(world);
  if (index !== ui.focusIndex || row === null || row.isFolded === null) return focusAt(world, index);
  return moved(row.isFolded ? 'unfold' : 'fold', world) ?? ui;
};

const wheeled = (world: World, place: PlaceAt, step: 1 | -1): UiState => {
  const { ui } = world;
  const view = viewAt(world, place);
  if (view === null) return moved(step < 0 ? 'preview-up' : 'preview-down', world) ?? ui;
  const next = { ...world, ui: shown(view, ui) };
  const rows = step * WHEEL_ROWS;
  if (view === 'panes') return focusAt(next, next.ui.focusIndex + rows);
  if (view === 'triggers') return focusTrigger(next, next.ui.triggers.index + rows);
  if (view === 'events') return focusEvent(next, next.ui.log.index + rows);
  return view === 'logs' ? wheeledLines(next, step) : next.ui;
};

const wheeledLines = (world: World, step: 1 | -1): UiState => {
  let { ui } = world;
  for (let row = 0; row < WHEEL_ROWS; row += 1)
    ui = movedLines(step < 0 ? 'up' : 'down', { ...world, ui }) ?? ui;
  return ui;
};

/** Null for what belongs to the selected row. */
const viewAt = ({ layout }: World, { part }: PlaceAt): ViewName | null => {
  if (part === 'preview') return null;
  return part === 'main' ? layout.main : part;
};
