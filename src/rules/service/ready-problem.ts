import { parseDuration } from '../../domain/duration.ts';
import type { ReadyKind } from '../../domain/service.ts';
import { compilePattern } from '../pattern.ts';
import { tcpAddress } from './tcp-address.ts';

/** Null, or what is wrong with the value of a ready check. */
export const readyProblem = (kind: ReadyKind, text: string): string | null => {
  if (text.trim() === '') return `${kind} is not empty`;
  switch (kind) {
    case 'log': {
      const pattern = compilePattern(text);
      return pattern.ok ? null : `log: ${pattern.failure.message}`;
    }
    case 'http':
      return isWebAddress(text) ? null : 'http is an address as http://localhost:8080/health';
    case 'tcp':
      return tcpAddress(text) === null ? 'tcp is a port or host:port' : null;
    case 'idle':
      return parseDuration(text) === null ? 'idle is a duration like 2s' : null;
    case 'exec':
      return text.includes('\n') ? 'exec is one line' : null;
  }
};

const isWebAddress = (text: string): boolean => {
  const protocol = URL.parse(text)?.protocol;
  return protocol === 'http:' || protocol === 'https:';
};
