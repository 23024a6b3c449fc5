import { EXIT_STATUS_OF_CODE, type Failure } from '../domain/failure.ts';
import type { Result } from '../domain/result.ts';

/** The one JSON value that a call prints (contract, section 2). */
export type Envelope =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly error: Failure };

export const envelopeOf = (result: Result<unknown>): Envelope =>
  result.ok ? { ok: true, data: result.value } : { ok: false, error: result.failure };

export const exitStatusOfFailure = (failure: Failure): number => EXIT_STATUS_OF_CODE[failure.code];
