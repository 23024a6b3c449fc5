import type { DoctorReport } from '../../commands/context.ts';

/** What is well or not, why that matters, and what to do about it. */
export type Check = DoctorReport['checks'][number];

export const ok = (check: string, found: string): Check => ({ check, state: 'ok', found, advice: null });

/** Something does not work. */
export const problem = (check: string, found: string, advice: string | null): Check => ({
  ...{ check, found, advice },
  state: 'problem',
});

/** Something surprises, or may soon not work. */
export const warning = (check: string, found: string, advice: string): Check => ({
  ...{ check, found, advice },
  state: 'warning',
});
