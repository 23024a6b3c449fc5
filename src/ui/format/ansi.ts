import { glyphsOf } from './glyphs.ts';

/** A sequence that only sets colours and styles, as the daemon sends it in screens. */
const SGR = /^\u001b\[[\d;:]{0,64}m/;
/** The start of any other sequence, together with what belongs to it: never shown, not even as text. */
const OTHER_SEQUENCE =
  /^\u001b(?:\[[ -?]{0,64}[@-~]|[\]P_^X][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\)?|[ -/]{0,4}[0-~])/;

export interface PaintedCut {
  readonly text: string;
  readonly width: number;
}

/**
 * The first `columns` columns of one line of a pane's screen, with its colours (unless `isMonochrome`) and nothing
 * else that a terminal would act upon. Ends without any style, so that nothing leaks into a border.
 */
export const cutPainted = (line: string, columns: number, isMonochrome: boolean): PaintedCut => {
  let text = '';
  let width = 0;
  let styled = false;
  for (const part of partsOf(line)) {
    if (part.isStyle) {
      if (isMonochrome) continue;
      text += part.text;
      styled = true;
      continue;
    }
    for (const glyph of glyphsOf(part.text)) {
      if (width + glyph.width > columns) return { text: styled ? `${text}\u001b[0m` : text, width };
      text += glyph.text;
      width += glyph.width;
    }
  }
  return { text: styled ? `${text}\u001b[0m` : text, width };
};

function* partsOf(line: string): Generator<{ text: string; isStyle: boolean }> {
  let at = 0;
  while (at < line.length) {
    const start = line.indexOf('\u001b', at);
    const end = start === -1 ? line.length : start;
    if (end > at) yield { text: line.slice(at, end), isStyle: false };
    if (start === -1) return;
    const ahead = line.slice(start, start + 4200);
    const style = SGR.exec(ahead)?.[0];
    if (style !== undefined) yield { text: style, isStyle: true };
    at = start + (style ?? OTHER_SEQUENCE.exec(ahead)?.[0] ?? '\u001b').length;
  }
}
