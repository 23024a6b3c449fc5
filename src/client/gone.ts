import { type Failure, failure } from '../domain/failure.ts';
import { SILENT } from './wire.ts';

/** The connection ended before the answer: the daemon was stopped or killed, or it hangs. */
export const goneFailure = (reason: string): Failure =>
  reason === SILENT
    ? failure(
        'daemon_unavailable',
        `the daemon does not answer any more: ${reason}`,
        'panectl daemon-stop names its process; panes run on without it',
      )
    : failure('daemon_unavailable', `the daemon has gone: ${reason}`, 'call again; the next call starts it', {
        gone: true,
      });
