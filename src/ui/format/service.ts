import type { ServiceState } from '../../domain/service.ts';
import { serviceText } from '../../domain/service-text.ts';
import type { PaneState } from '../../store/state.ts';
import type { Symbols } from '../theme/symbols.ts';
import type { Tone } from './line.ts';
import { shapeOf, TONE_OF_STATUS } from './status.ts';

/** Shape and colour of a pane's state: of its service where that says more than its status does. */
export const lookOfState = (
  { status, service }: Pick<PaneState, 'status' | 'service'>,
  symbols: Symbols,
): { readonly shape: string; readonly tone: Tone } => {
  const [shape, tone] = (service === null ? undefined : LOOKS[service.state]) ?? [];
  return {
    shape: shape === undefined ? shapeOf(status, symbols) : symbols[shape],
    tone: tone ?? TONE_OF_STATUS[status],
  };
};

const LOOKS: Partial<Record<ServiceState, readonly [keyof Symbols & Shape, Tone]>> = {
  waiting: ['waiting', 'dim'],
  blocked: ['gaveUp', 'bad'],
  starting: ['starting', 'good'],
  unready: ['starting', 'warn'],
  backing_off: ['backingOff', 'warn'],
  gave_up: ['gaveUp', 'bad'],
};

type Shape = 'waiting' | 'starting' | 'backingOff' | 'gaveUp';

/** `waiting for db`, `backing off 4 s`, `ready`; empty where the pane's status says the same. */
export const servicePhrase = ({ service }: Pick<PaneState, 'service'>, nowMs: number): string =>
  service === null || PLAIN.has(service.state) ? '' : serviceText(service, nowMs);

const PLAIN: ReadonlySet<ServiceState> = new Set(['running', 'completed', 'failed', 'unknown']);
