import { describe, expect, it } from 'vitest';
import { paneCreateInput } from '../../src/commands/pane-make.ts';

describe('the command of a new pane', () => {
  it('is no longer than a word of a new program may be', () => {
    const takes = (command: string): boolean =>
      paneCreateInput.safeParse({ session: 's', label: 'p', command }).success;
    expect(takes('x'.repeat(100_000))).toBe(true);
    expect(takes('😀'.repeat(32_767))).toBe(true);
    expect(takes('😀'.repeat(32_768))).toBe(false);
  });
});
