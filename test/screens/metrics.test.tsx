import { afterEach, describe, expect, it } from 'vitest';
import { frameText } from '../support/frame-text.ts';
import { loaded } from '../support/load-scenes.ts';
import { type ShownPanel, showPanel } from '../support/panel.tsx';
import { emptyServer } from '../support/panel-scenes.ts';

process.env.TZ = 'UTC';

let shown: ShownPanel | null = null;
afterEach(() => {
  shown?.dispose();
  shown = null;
});

describe.each([
  [120, 40],
  [80, 24],
  [40, 10],
] as const)('at %ix%i', (columns, rows) => {
  it.each([
    ['metrics', 'j4'],
    ['metrics-session', 'j4sw'],
    ['metrics-all', '4ssww'],
  ])('the screen "%s" looks as it did', async (name, keys) => {
    shown = showPanel(loaded, columns, rows);
    await shown.settled();
    await shown.type(keys);
    await shown.settled();
    await expect(frameText(shown.terminal)).toMatchFileSnapshot(`golden/${name}-${columns}x${rows}.txt`);
  });
});

it('metrics are plain ASCII without UTF-8', async () => {
  shown = showPanel(loaded, 80, 24, { environment: { LANG: 'C' } });
  await shown.type('j4');
  await shown.settled();
  expect(frameText(shown.terminal)).toMatch(/^[\n -~]*$/);
});

it('metrics of nothing say so, and lead back', async () => {
  shown = showPanel(emptyServer, 80, 24);
  await shown.type('4');
  await shown.settled();
  expect(frameText(shown.terminal)).toContain('there is no pane to measure');
  await shown.type('1');
  await shown.settled();
  expect(frameText(shown.terminal)).toContain('no sessions yet');
});
