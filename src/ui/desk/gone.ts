import { failure } from '../../domain/failure.ts';
import { failed, type Result } from '../../domain/result.ts';

/** The answer to a call that was made while no daemon was connected. */
export const goneFailure: Result<never> = failed(
  failure('daemon_unavailable', 'the daemon is not connected', 'the panel connects again by itself'),
);
