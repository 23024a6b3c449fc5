import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ControlAction } from '../../../src/tmux/control/machine.ts';
import { replay, type SentLine } from './replay.ts';
import { describeShort } from './shown.ts';

/** Bytes of a real tmux, and what they mean; `record.ts` makes them again. */
const FOLDER = join(import.meta.dirname, '../../fixtures/recordings');

interface Recording {
  readonly raw: Buffer;
  readonly sent: readonly SentLine[];
  readonly actions: readonly string[];
}

const EXPECTED = z.object({
  sent: z.array(z.object({ line: z.string(), commands: z.number() })),
  actions: z.array(z.string()),
});

const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.raw'))
  .map((file) => file.slice(0, -'.raw'.length));

describe('recordings of tmux 3.3a', () => {
  it.each(NAMES)('%s means the same in one piece, in single bytes and in pieces of any size', (name) => {
    const { raw, sent, actions } = load(name);
    const shown = (pieces: readonly Buffer[]) => replay(sent, pieces).actions.map(describeShort);
    expect(shown([raw])).toEqual(actions);
    expect(shown(inPieces(raw, () => 1))).toEqual(actions);
    expect(shown(inPieces(raw, () => 4096))).toEqual(actions);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        expect(shown(inPieces(raw, (index) => sizes[index % sizes.length] ?? 1))).toEqual(actions);
      }),
      { numRuns: 10 },
    );
  });

  it.each(NAMES)('%s ends, and every line that was written is answered or lost', (name) => {
    const { raw, sent } = load(name);
    const { phase, actions } = replay(sent, [raw]);
    expect(phase).toBe('ended');
    const settled = actions.flatMap((one) => (one.kind === 'replied' || one.kind === 'lost' ? [one.id] : []));
    expect(settled).toEqual(sent.map((_, index) => index + 1));
  });

  it('gives a text whole although tmux cuts it inside of characters', () => {
    const { raw, sent } = load('output-cut-inside-characters');
    const pieces = outputOf(replay(sent, [raw]).actions);
    expect(Buffer.concat(pieces).toString()).toContain(
      `x${'漢字🙂'.repeat(700)}\u001b]133;A\u0007\\ \u007f\n`,
    );
    expect(pieces.some((piece) => piece.toString().includes('\ufffd'))).toBe(true);
  });

  it('tells of the pause that tmux made, and goes on with what came after it', () => {
    const { raw, sent } = load('pause-and-continue');
    const { actions } = replay(sent, [raw]);
    const pause = actions.findIndex((action) => action.kind === 'paused');
    expect(pause).toBeGreaterThan(0);
    expect(Buffer.concat(outputOf(actions.slice(pause))).toString()).toContain('BACK');
  });
});

const inPieces = (raw: Buffer, sizeOf: (index: number) => number): readonly Buffer[] => {
  const pieces: Buffer[] = [];
  for (let at = 0; at < raw.length; ) {
    const size = sizeOf(pieces.length);
    pieces.push(raw.subarray(at, at + size));
    at += size;
  }
  return pieces;
};

const outputOf = (actions: readonly ControlAction[]): readonly Buffer[] =>
  actions.flatMap((action) => (action.kind === 'output' ? [action.bytes] : []));

const load = (name: string): Recording => {
  const text = readFileSync(join(FOLDER, `${name}.json`), 'utf8');
  return { raw: readFileSync(join(FOLDER, `${name}.raw`)), ...EXPECTED.parse(JSON.parse(text)) };
};
