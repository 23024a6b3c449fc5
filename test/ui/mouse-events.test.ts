import { expect, it } from 'vitest';
import { createMouseReader } from '../../src/ui/input/mouse-events.ts';

const CLICK = '\u001b[<0;10;5M';

it.each([
  ['a click and its end', `${CLICK}\u001b[<0;10;5m`, [{ kind: 'click', x: 9, y: 4 }]],
  [
    'the wheel between keys',
    'j\u001b[<64;1;1Mk\u001b[<65;300;90M',
    [
      { kind: 'wheel-up', x: 0, y: 0 },
      { kind: 'wheel-down', x: 299, y: 89 },
    ],
  ],
  ['other buttons and drags', '\u001b[<2;1;1M\u001b[<32;1;1M', []],
  ['what was pasted', `\u001b[200~${CLICK}\u001b[201~`, []],
  ['keys and arrows', 'abc\u001b[A\u001b[<', []],
])('reads %s', (_, text, events) => {
  expect(createMouseReader()(text)).toEqual(events);
});

it('reads the same wherever it was cut', () => {
  const text = `x${CLICK}\u001b[200~${CLICK}\u001b[201~${CLICK}`;
  for (let at = 0; at <= text.length; at += 1) {
    const read = createMouseReader();
    expect([...read(text.slice(0, at)), ...read(text.slice(at))], `cut at ${at}`).toHaveLength(2);
  }
});
