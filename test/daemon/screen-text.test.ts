import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitizeScreen } from '../../src/daemon/screen-text.ts';

const ESC = '\u001b';

describe('a screen for the panel', () => {
  it('keeps text and colours', () => {
    expect(sanitizeScreen([`${ESC}[31mred${ESC}[0m plain`])).toEqual([`${ESC}[31mred${ESC}[0m plain`]);
  });

  it('says again what runs on from the line above, and ends it with each line', () => {
    expect(sanitizeScreen([`${ESC}[1;32mon`, 'still', `${ESC}[0moff`, 'plain'])).toEqual([
      `${ESC}[1;32mon${ESC}[0m`,
      `${ESC}[1;32mstill${ESC}[0m`,
      `${ESC}[1;32m${ESC}[0moff`,
      'plain',
    ]);
  });

  it('draws lines where tmux has kept the line drawing set', () => {
    expect(sanitizeScreen(['\u000elqk\u000f lqk'])).toEqual(['┌─┐ lqk']);
  });

  it('drops what would act on a terminal: titles, links, clipboard, cursor, bells', () => {
    const hostile = `a${ESC}]0;t\u0007b${ESC}]8;;http://x${ESC}\\c${ESC}]52;c;eA==\u0007d${ESC}[2Je\u0007f${ESC}cg\u009b31mh\u202ei`;
    expect(sanitizeScreen([hostile])).toEqual(['abcdefg31mhi']);
  });

  it('lets nothing but SGR through, whatever comes', () => {
    const pieces = fc.constantFrom(
      ESC,
      '[',
      ']',
      ';',
      '3',
      '1',
      'm',
      'H',
      '\u0007',
      '\\',
      '\u009b',
      '\u000e',
      'q',
      'P',
    );
    fc.assert(
      fc.property(fc.array(fc.array(pieces).map((parts) => parts.join(''))), (lines) => {
        for (const line of sanitizeScreen(lines)) {
          const rest = line.replaceAll(/\u001b\[[0-9;:]*m/g, '');
          expect(rest).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
