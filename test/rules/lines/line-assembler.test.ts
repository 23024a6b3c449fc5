import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineAssembler, type OutputPiece } from '../../../src/rules/lines/line-assembler.ts';

const linesOf = (pieces: readonly OutputPiece[]): string[] =>
  pieces.flatMap((piece) => (piece.kind === 'line' ? [piece.text] : []));

const resolve = (output: string): string[] => {
  const assembler = createLineAssembler();
  const fed = assembler.feed(Buffer.from(output), 0);
  return linesOf([...fed, ...assembler.finish()]);
};

describe('a line assembler', () => {
  it.each([
    ['ends a line at a newline', 'a\nb\r\nc', ['a', 'b', 'c']],
    ['keeps empty lines', 'a\n\n\nb\n', ['a', '', '', 'b']],
    ['lets a return write over the line', '  0%\r 50%\r100%\n', ['100%']],
    ['keeps what a shorter rewrite does not cover', 'abcdef\rXY\n', ['XYcdef']],
    ['performs backspaces', 'abc\b\bX\n', ['aXc']],
    ['performs erase to the right after a return', 'old text\r\u001b[Knew\n', ['new']],
    ['moves within the line', 'abc\u001b[5GX\u001b[2DY\n', ['abcY X'.replace('Y X', 'YX')]],
    ['expands tabs to the next eighth column', 'a\tb\n', ['a       b']],
    ['drops colours', '\u001b[1;31mred\u001b[0m plain\n', ['red plain']],
    ['swallows titles of both kinds', '\u001b]0;title\u0007a\u001bkname\u001b\\b\n', ['ab']],
    ['swallows newlines in a string as tmux does', '\u001b]0;a\nb\u0007c\n', ['c']],
    ['ends a line where the cursor jumps to another row', 'before\u001b[Hafter\n', ['before', 'after']],
    ['gives two columns to wide characters', '漢字\rX\n', ['X 字']],
    ['keeps joined emoji whole', '👩‍👩‍👧‍👦!\n', ['👩‍👩‍👧‍👦!']],
    ['keeps combining marks with their letter', 'e\u0301a\rX\n', ['Xa']],
    ['drops charset switches', '\u001b(Ba\u001b)0b\u001b-Ac\u001b$(Bd\n', ['abcd']],
    ['begins anew at an escape amid a charset switch', 'a\u001b(\u001b[31mb\n', ['ab']],
    [
      'does not record what is drawn on the alternate screen',
      'a\n\u001b[?1049hvim\n\u001b[?1049lb\n',
      ['a', 'b'],
    ],
    ['deletes and inserts cells', 'abcdef\r\u001b[2P\u001b[1@X\n', ['Xcdef']],
  ])('%s', (_title, output, expected) => {
    expect(resolve(output)).toEqual(expected);
  });

  it.each([
    ['returns to the beginning of the row, not of the line', 'abcdefghijKLM\rx\n', 'abcdefghijxLM'],
    ['stays in a full row until something more is written', 'abcdefghij\rx\n', 'xbcdefghij'],
    ['moves up within a wrapped line', 'abcdefghijKLM\u001b[Ax\n', 'abcxefghijKLM'],
    ['erases below, to the end of the line', 'abcdefghijKLM\u001b[A\r\u001b[Jx\n', 'x'],
    ['erases one row only', 'abcdefghijKLM\u001b[A\u001b[2Kx\n', '   x      KLM'],
    ['deletes within the row', 'abcdefghijKLM\u001b[A\r\u001b[2Px\n', 'xdefghij  KLM'],
    ['inserts within the row', 'abcdefghijKLM\u001b[A\r\u001b[2@x\n', 'x abcdefghKLM'],
    ['loses what is pushed out of the last row', 'abcdefghijKLM\r\u001b[9@x\n', 'abcdefghijx        K'],
    ['erases cells up to the end of the row', 'abcdefghijKLM\u001b[A\u001b[99Xx\n', 'abcx      KLM'],
  ])('that knows the width of ten columns %s', (_title, output, expected) => {
    const assembler = createLineAssembler();
    assembler.setWidth(10);
    expect(linesOf(assembler.feed(Buffer.from(output), 0))).toEqual([expected]);
  });

  describe('with a line that is longer than anything on a screen', () => {
    const linesAt80 = (output: string): string[] => {
      const assembler = createLineAssembler();
      assembler.setWidth(80);
      return linesOf([...assembler.feed(Buffer.from(output), 0), ...assembler.finish()]);
    };

    it.each([
      ['letters', 'a'.repeat(100_000), `${'a'.repeat(99_920)}X${'a'.repeat(79)}`],
      ['wide characters', '漢'.repeat(50_000), `${'漢'.repeat(49_960)}X ${'漢'.repeat(39)}`],
      ['marks', `e\u0301`.repeat(100_000), `${`e\u0301`.repeat(99_920)}X${`e\u0301`.repeat(79)}`],
      ['joined emoji', '🙂'.repeat(50_000), `${'🙂'.repeat(49_960)}X ${'🙂'.repeat(39)}`],
    ])('of %s writes over its last row', (_title, line, expected) => {
      expect(linesAt80(`${line}\rX\n`)).toEqual([expected]);
    });

    it('keeps all of what is written over a short one', () => {
      const long = '漢字 and letters, e\u0301 too. '.repeat(10_000);
      expect(linesAt80(`50%\r${long}\n`)).toEqual([long]);
    });

    it('goes on with edits after the part that nothing reaches', () => {
      expect(linesAt80(`x\ry${'a'.repeat(99_999)}\rX\u001b[Kb\n`)).toEqual([`y${'a'.repeat(99_919)}Xb`]);
    });

    it('never grows by inserting', () => {
      expect(linesAt80(`abc\r${'\u001b[9999@'.repeat(1_000)}\n`)).toEqual([' '.repeat(80)]);
    });

    it('makes the same of it however it is cut', () => {
      const bytes = Buffer.from(`x\r${'漢a\u0301🙂'.repeat(6_000)}\b\bX\u001b]0;t\u0007\rY\n`);
      const whole = linesAt80(bytes.toString());
      for (const size of [1, 7, 1_000, 4_095]) {
        const assembler = createLineAssembler();
        assembler.setWidth(80);
        const got: OutputPiece[] = [];
        for (let at = 0; at < bytes.length; at += size)
          got.push(...assembler.feed(bytes.subarray(at, at + size), 0));
        expect(linesOf(got)).toEqual(whole);
      }
    });
  });

  it('reports the alternate screen, bells and OSC bodies in their place among the lines', () => {
    const pieces = createLineAssembler().feed(
      Buffer.from('a\n\u0007\u001b]133;D;0\u001b\\\u001b[?1049h\u001b[?1049lb\n'),
      0,
    );
    expect(pieces).toEqual([
      { kind: 'line', text: 'a' },
      { kind: 'bell' },
      { kind: 'osc', body: '133;D;0', before: '' },
      { kind: 'alternate', on: true },
      { kind: 'alternate', on: false },
      { kind: 'line', text: 'b' },
    ]);
  });

  it('ends the unfinished line at an OSC that breaks lines, and says what it was', () => {
    const assembler = createLineAssembler({ breaksLine: (body) => body.startsWith('133;D') });
    expect(assembler.feed(Buffer.from('a\u001b]133;A\u0007b\u001b]133;D;0\u0007c\n'), 0)).toEqual([
      { kind: 'osc', body: '133;A', before: 'a' },
      { kind: 'line', text: 'ab' },
      { kind: 'osc', body: '133;D;0', before: 'ab' },
      { kind: 'line', text: 'c' },
    ]);
  });

  it('takes what comes after such an OSC for output, also where the alternate screen was left on', () => {
    const assembler = createLineAssembler({ breaksLine: (body) => body.startsWith('133;D') });
    const output = 'a\u001b[?1049hdrawn\u001b]133;A\u0007\n\u001b]133;D;9\u0007b\n';
    expect(linesOf(assembler.feed(Buffer.from(output), 0))).toEqual(['a', 'b']);
  });

  it('shows the unfinished last line as pending', () => {
    const assembler = createLineAssembler();
    assembler.feed(Buffer.from('done\nPassword: '), 0);
    expect(assembler.pending()).toBe('Password: ');
  });

  it('cuts a line that never ends and loses nothing of it', () => {
    const assembler = createLineAssembler({ longestLine: 1_000 });
    const pieces = [...assembler.feed(Buffer.from('x'.repeat(2_500)), 0), ...assembler.finish()];
    expect(linesOf(pieces).map((line) => line.length)).toEqual([1_000, 1_000, 500]);
  });

  it('gives up a string that nothing ends after five seconds', () => {
    const assembler = createLineAssembler();
    assembler.feed(Buffer.from('\u001b]0;endless'), 0);
    expect(linesOf(assembler.feed(Buffer.from('a\n'), 4_000))).toEqual([]);
    expect(linesOf(assembler.feed(Buffer.from('b\n'), 9_001))).toEqual(['b']);
  });

  it('makes the same of the same bytes however they are cut', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '\n',
        '\r\n',
        '\r',
        '\b',
        '\t',
        '\u001b[K',
        '\u001b]133;A\u0007',
        '\u001b[?1049h',
        '\u001b[?1049l',
        '漢',
        '\u001b[3D',
        '\u001b',
      ),
      fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(40)), (parts, cuts) => {
        const bytes = Buffer.from(parts.join(''));
        const whole = createLineAssembler();
        const expected = [...whole.feed(bytes, 0), ...whole.finish()];
        const cut = createLineAssembler();
        const got: OutputPiece[] = [];
        let at = 0;
        for (const length of cuts) {
          got.push(...cut.feed(bytes.subarray(at, at + length), 0));
          at += length;
        }
        got.push(...cut.feed(bytes.subarray(at), 0), ...cut.finish());
        expect(got).toEqual(expected);
      }),
    );
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const assembler = createLineAssembler({ longestLine: 500 });
        for (const line of linesOf([...assembler.feed(bytes, 0), ...assembler.finish()]))
          expect(line).not.toMatch(/[\u0000-\u001f\u007f]/);
      }),
    );
  });
});
