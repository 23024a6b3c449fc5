import { connect } from 'node:net';
import type { ProbeReport } from '../../domain/service.ts';
import { tcpAddress } from '../../rules/service/tcp-address.ts';

/** Whether somebody takes connections there. Nothing is sent. */
export const askTcp = (address: string, signal: AbortSignal): Promise<Omit<ProbeReport, 'at'>> =>
  new Promise((resolve) => {
    const place = tcpAddress(address);
    if (place === null) return resolve({ ok: false, said: `${address} is no address` });
    // `localhost` may be either family: both are tried (autoSelectFamily in Node's documentation).
    const socket = connect({ ...place, autoSelectFamily: true });
    const end = (ok: boolean, said: string): void => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve({ ok, said });
    };
    const onAbort = (): void => end(false, 'no answer');
    signal.addEventListener('abort', onAbort);
    socket.setTimeout(PATIENCE_MS, onAbort);
    socket.once('connect', () => end(true, `${address} takes connections`));
    socket.once('error', (error) => end(false, problemText(error)));
  });

const PATIENCE_MS = 2_000;

/** `ECONNREFUSED` says more than the sentence around it; several families fail as one aggregate without a text. */
export const problemText = (error: Error): string => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return code === null ? error.message.slice(0, 200) : (WORDS[code] ?? code);
};

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'no way to the host',
  ETIMEDOUT: 'no answer',
};
