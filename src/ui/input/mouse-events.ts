/** What the mouse did, in columns and rows of the screen from 0. */
export interface MouseEvent {
  readonly kind: 'click' | 'wheel-up' | 'wheel-down';
  readonly x: number;
  readonly y: number;
}

/** Asks the terminal to tell clicks and the wheel (1000) in a form without limits (1006, SGR). */
export const MOUSE_ON = '\u001b[?1000h\u001b[?1006h';
export const MOUSE_OFF = '\u001b[?1006l\u001b[?1000l';

/** `ESC [ < button ; column ; row M`, and the marks around a paste, in which nothing is the mouse. */
const PART = /\u001b\[20([01])~|\u001b\[<(\d{1,3});(\d{1,5});(\d{1,5})([Mm])/g;
const BEGUN = /\u001b(?:\[(?:<[\d;]{0,16}|20?[01]?)?)?$/;
const KINDS: ReadonlyMap<string, MouseEvent['kind']> = new Map([
  ['0', 'click'],
  ['64', 'wheel-up'],
  ['65', 'wheel-down'],
]);

/** Finds what the mouse did in what comes from the terminal, which may be cut anywhere. */
export const createMouseReader = (): ((chunk: string) => readonly MouseEvent[]) => {
  let begun = '';
  let isPasted = false;
  return (chunk) => {
    const text = begun + chunk;
    begun = BEGUN.exec(text)?.[0] ?? '';
    const events: MouseEvent[] = [];
    for (const [, mark, button = '', column, row, end] of text.matchAll(PART)) {
      if (mark !== undefined) isPasted = mark === '0';
      const kind = KINDS.get(button);
      if (isPasted || kind === undefined || end !== 'M') continue;
      events.push({ kind, x: Number(column) - 1, y: Number(row) - 1 });
    }
    return events;
  };
};
