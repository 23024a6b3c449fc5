import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ControlAction, type ControlInput, next, STARTING } from '../../../src/tmux/control/machine.ts';
import { describeAction } from './shown.ts';

const run = (inputs: readonly ControlInput[]): { phase: string; actions: ControlAction[] } => {
  let state = STARTING;
  const actions: ControlAction[] = [];
  for (const input of inputs) {
    const step = next(state, input);
    state = step.state;
    actions.push(...step.actions);
  }
  return { phase: state.phase, actions };
};

const bytes = (text: string | Buffer): ControlInput => ({ kind: 'bytes', bytes: Buffer.from(text) });
const send = (id: number, line: string, commands = 1): ControlInput => ({ kind: 'send', id, line, commands });
const ATTACHED = '%begin 1 1 0\n%end 1 1 0\n';

const shown = (actions: readonly ControlAction[]): readonly string[] => actions.map(describeAction);

interface Row {
  readonly title: string;
  readonly inputs: readonly ControlInput[];
  readonly actions: readonly string[];
  readonly phase?: string;
}

const TABLE: readonly Row[] = [
  { title: 'is ready when its first block ends well', inputs: [bytes(ATTACHED)], actions: ['ready'] },
  {
    title: 'ends with tmux’s words when the attaching fails',
    inputs: [bytes("%begin 1 1 0\ncan't find session: $9\n%error 1 1 0\n")],
    actions: ["ended can't find session: $9"],
    phase: 'ended',
  },
  {
    title: 'gives each answer to the line that was written first',
    inputs: [
      bytes(ATTACHED),
      send(1, 'a'),
      send(2, 'b'),
      bytes('%begin 2 2 1\none\n%end 2 2 1\n%begin 2 3 1\n%error 2 3 1\n'),
    ],
    actions: ['ready', 'write a\n', 'write b\n', 'replied 1 true:one', 'replied 2 false:'],
  },
  {
    title: 'takes a payload that starts with %end of another number for text',
    inputs: [bytes(ATTACHED), send(1, 'a'), bytes('%begin 2 7 1\n%end 2 6 1\n%output %1 x\n%end 2 7 1\n')],
    actions: ['ready', 'write a\n', 'replied 1 true:%end 2 6 1|%output %1 x'],
  },
  {
    title: 'collects one block for each command of a line',
    inputs: [
      bytes(ATTACHED),
      send(1, 'a ; b', 2),
      bytes('%begin 2 2 1\nA\n%end 2 2 1\n%begin 2 3 1\nB\n%end 2 3 1\n'),
    ],
    actions: ['ready', 'write a ; b\n', 'replied 1 true:A true:B'],
  },
  {
    title: 'knows that a failure drops the rest of its line',
    inputs: [bytes(ATTACHED), send(1, 'a ; b', 2), bytes('%begin 2 2 1\nno\n%error 2 2 1\n')],
    actions: ['ready', 'write a ; b\n', 'replied 1 false:no'],
  },
  {
    title: 'leaves blocks that nobody asked for to nobody',
    inputs: [
      bytes(ATTACHED),
      send(1, 'a'),
      bytes('%begin 2 2 0\nhook\n%end 2 2 0\n%begin 2 3 1\n%end 2 3 1\n'),
    ],
    actions: ['ready', 'write a\n', 'replied 1 true:'],
  },
  {
    title: 'decodes output, also the extended form with words that it does not know',
    inputs: [
      bytes(ATTACHED),
      bytes('%output %1 a\\134\\033[m\\012\n%extended-output %2 5 new word : b : c\n'),
    ],
    actions: ['ready', 'output %1 a\\\u001b[m\n', 'output %2 b : c'],
  },
  {
    title: 'tells of a pause, and of other notifications as hints',
    inputs: [bytes(ATTACHED), bytes('%pause %3\n%session-changed $1 a b\n')],
    actions: ['ready', 'paused %3', 'notice session-changed $1 a b'],
  },
  {
    title: 'gives up what was not answered when tmux lets it go',
    inputs: [bytes(ATTACHED), send(1, 'a'), bytes('%exit too far behind\n'), send(2, 'b')],
    actions: ['ready', 'write a\n', 'lost 1 ', 'ended too far behind', 'lost 2 '],
    phase: 'ended',
  },
  {
    title: 'trusts nothing any more after an end without its begin',
    inputs: [bytes(ATTACHED), bytes('%end 4 4 1\n%output %1 x\n')],
    actions: ['ready', 'ended an answer ended that had not begun'],
    phase: 'ended',
  },
  {
    title: 'skips what is not of the protocol',
    inputs: [bytes(ATTACHED), bytes('hello\n\n')],
    actions: ['ready'],
  },
];

describe('the control connection', () => {
  it.each(TABLE)('$title', ({ inputs, actions, phase = 'live' }) => {
    const result = run(inputs);
    expect(shown(result.actions)).toEqual(actions);
    expect(result.phase).toBe(phase);
  });

  it('gives the same actions for any chunking of the same bytes', () => {
    const stream = Buffer.from(
      `${ATTACHED}%output %1 漢\\033\\134x\n%begin 5 5 1\nrow %end 5 4 1\n%end 5 5 1\n%window-add @3\n%pause %1\n`,
    );
    const whole = shown(run([send(1, 'a'), bytes(stream)]).actions);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 40 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
        const chunks = edges.slice(1).map((edge, index) => bytes(stream.subarray(edges[index], edge)));
        expect(shown(run([send(1, 'a'), ...chunks]).actions)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
        run(chunks.map((chunk) => ({ kind: 'bytes', bytes: Buffer.from(chunk) })));
      }),
      { numRuns: 200 },
    );
  });
});
