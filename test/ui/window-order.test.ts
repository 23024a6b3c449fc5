import { expect, it } from 'vitest';
import { neighbourIn, panesInOrder } from '../../src/ui/format/window-order.ts';
import { paneIdOf, stateOf, windowIdOf } from '../support/panel-fixture.ts';

const one = stateOf([{ name: 'work', windows: [{ name: 'w', panes: [{}, {}, {}] }] }]);
const windowId = windowIdOf(0);
const withLayout = (layout: string) => {
  const window = one.windows[windowId];
  return window === undefined ? one : { ...one, windows: { [windowId]: { ...window, layout } } };
};

it.each([
  ['a1b2,80x24,0,0{40x24,0,0,2,39x24,41,0[39x12,41,0,0,39x11,41,13,1]}', ['%2', '%0', '%1']],
  ['bb62,80x24,0,0,1', ['%1', '%0', '%2']],
  ['', ['%0', '%1', '%2']],
])('the panes of a window stand as in tmux: %s', (layout, order) => {
  expect(panesInOrder(withLayout(layout), windowId).map(({ tmuxPane }) => tmuxPane)).toEqual(order);
});

it('nothing is before the first and after the last', () => {
  const state = withLayout('x,9x9,0,0{1x1,0,0,2,1x1,0,0,0,1x1,0,0,1}');
  const pane = state.panes[paneIdOf(2)];
  if (pane === undefined) throw new Error('no pane');
  expect(neighbourIn(state, { pane }, -1)).toBeNull();
  expect(neighbourIn(state, { pane }, 1)?.tmuxPane).toBe('%0');
});
