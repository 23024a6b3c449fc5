import type { ProbeReport } from '../../domain/service.ts';
import { problemText } from './ask-tcp.ts';

/** Whether a GET is answered with 200 to 399. A redirection is an answer; it is not followed. */
export const askHttp = (url: string, signal: AbortSignal): Promise<Omit<ProbeReport, 'at'>> =>
  new Promise((resolve) => {
    const { get } = clientFor(url);
    const request = get(url, { signal, timeout: PATIENCE_MS, agent: false }, (response) => {
      const status = response.statusCode ?? 0;
      // What it says beyond that is of no use to us.
      response.destroy();
      resolve({ ok: status >= 200 && status < 400, said: `HTTP ${status}` });
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', (error) => resolve({ ok: false, said: problemText(error) }));
  });

/** Fetched when somebody asks for it: TLS alone is 6 MB in a daemon that lives for weeks. */
const clientFor = (url: string) =>
  url.startsWith('https:') ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http');

const PATIENCE_MS = 2_000;
