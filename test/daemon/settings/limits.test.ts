import { expect, test } from 'vitest';
import { journalLimitsOf } from '../../../src/daemon/settings/limits.ts';
import { settingsIn } from '../../../src/daemon/settings/read.ts';

const limitsIn = (text: string) => journalLimitsOf(settingsIn(text, 'c.yml'));

test('the journal keeps within what is set, with room for a burst', () => {
  expect(limitsIn('journal: {max_age: 1h, max_size: 100M}')).toEqual({
    retention: { maxAgeMs: 3_600_000, maxBytes: 100 * 1024 ** 2 },
    maxBytes: 200 * 1024 ** 2,
  });
});

test('the journal forgets nothing while the settings have a mistake', () => {
  expect(limitsIn('journal: {max_age: 1h}\nnoise: 1')).toEqual({ retention: null });
});
