import { describe, expect, it } from 'vitest';
import { createPaneOutput, type OutputFact } from '../../../src/daemon/output/pane-output.ts';

const mark = (letter: string, rest = ''): string =>
  `\u001b]133;${letter};${rest === '' ? '' : `${rest};`}aid=n1\u0007`;
const story = (facts: readonly OutputFact[]): unknown[] =>
  facts.map((each) => {
    if (each.kind === 'line') return [each.line.typed ? 'typed' : 'line', each.line.text];
    return each.kind === 'shell' ? [each.cursor, each.fact] : each;
  });

describe("a pane's output", () => {
  it('tells the command line from its output, and starts and ends from both', () => {
    const output = createPaneOutput({ nonce: 'n1', firstCursor: 0 });
    const facts = output.feed(
      Buffer.from(
        `welcome\r\n${mark('A')}$ ${mark('B')}make all\r\n${mark('C', 'cmdline_url=make all')}cc a.c\r\ndone${mark('D', '0')}${mark('A')}$ ${mark('B')}`,
      ),
      0,
    );
    expect(story(facts)).toEqual([
      ['line', 'welcome'],
      [1, { kind: 'ready' }],
      ['typed', '$ make all'],
      [2, { kind: 'started', commandLine: 'make all' }],
      ['line', 'cc a.c'],
      ['line', 'done'],
      [4, { kind: 'ended', code: 0 }],
      [4, { kind: 'ready' }],
    ]);
  });

  it('takes what was echoed where the shell has no record of the command line', () => {
    const output = createPaneOutput({ nonce: 'n1', firstCursor: 0 });
    const facts = output.feed(Buffer.from(`${mark('A')}$ ${mark('B')} secret x\r\n${mark('C')}`), 0);
    expect(story(facts).at(-1)).toEqual([1, { kind: 'started', commandLine: ' secret x' }]);
  });

  it('ignores marks without the nonce', () => {
    const output = createPaneOutput({ nonce: 'n1', firstCursor: 0 });
    output.feed(Buffer.from(`${mark('A')}${mark('B')}${mark('C')}`), 0);
    const facts = output.feed(Buffer.from('\u001b]133;D;0\u0007\u001b]133;D;0;aid=guess\u0007x\n'), 0);
    expect(story(facts)).toEqual([['line', 'x']]);
    expect(output.shell?.phase).toBe('running');
  });

  it('says that the shell refused a line, with its complaint when $? changed to it', () => {
    const output = createPaneOutput({ nonce: 'n1', firstCursor: 0 });
    output.feed(Buffer.from(`${mark('A', 'code=0')}${mark('B')}`), 0);
    expect(story(output.feed(Buffer.from(mark('A', 'code=2')), 0))).toEqual([
      [0, { kind: 'refused', code: 2 }],
    ]);
    output.feed(Buffer.from(mark('B')), 0);
    expect(story(output.feed(Buffer.from(mark('A', 'code=2')), 0))).toEqual([
      [0, { kind: 'refused', code: null }],
    ]);
  });

  it.each([
    ['the end mark', `${mark('A', 'n=2;code=7')}`, [{ kind: 'ended', code: 7 }]],
    ['all up to another prompt', `${mark('A', 'n=3;code=7')}`, [{ kind: 'ended', code: null }]],
    ['all up to the end of another command', `${mark('D', '7;n=2')}`, [{ kind: 'ended', code: null }]],
    [
      'all up to the start of another command',
      `${mark('C', 'n=2;cmdline_url=next')}${mark('D', '7;n=2')}`,
      [
        { kind: 'started', commandLine: 'next' },
        { kind: 'ended', code: 7 },
      ],
    ],
    [
      'nothing, of several lines that were pasted',
      `${mark('C', 'n=1')}${mark('D', '7;n=1')}`,
      [{ kind: 'ended', code: 7 }],
    ],
  ])('takes no code for that of another command when it missed %s', (_title, printed, facts) => {
    const output = createPaneOutput({ nonce: 'n1', firstCursor: 0 });
    output.feed(Buffer.from(`${mark('A', 'n=1;code=0')}${mark('B')}${mark('C', 'n=1')}`), 0);
    const told = output.feed(Buffer.from(printed), 0);
    expect(told.map((each) => each.kind === 'shell' && each.fact)).toEqual(facts);
  });

  it.each([
    [`abc%${' '.repeat(19)}\r \r`, [['line', 'abc']]],
    [`%${' '.repeat(19)}\r \r`, []],
    [`100%\r\n%${' '.repeat(19)}\r \r`, [['line', '100%']]],
  ])("leaves out zsh's own sign that a newline was missing in %j", (printed, expected) => {
    const output = createPaneOutput({ nonce: 'n1', firstCursor: 0 });
    output.setWidth(20);
    output.feed(Buffer.from(`${mark('A')}${mark('B')}${mark('C')}`), 0);
    const facts = output.feed(Buffer.from(`${printed}${mark('D', '0')}`), 0);
    expect(story(facts).slice(0, -1)).toEqual(expected);
  });

  it('goes on with the cursor that it was given', () => {
    const output = createPaneOutput({ nonce: null, firstCursor: 1_000 });
    output.feed(Buffer.from('a\nb\n'), 0);
    expect(output.record.nextCursor).toBe(1_002);
    expect(output.shell).toBeNull();
  });
});
