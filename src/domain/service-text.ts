import type { Dependency, Service } from './service.ts';

/** `ready`, `waiting for db`, `backing off 4 s`, `gave up`: a service's state as a person reads it. One line. */
export const serviceText = (service: Service, nowMs: number): string => {
  switch (service.state) {
    case 'waiting':
      return `waiting for ${labelsOf(service, 'pending')}`;
    case 'blocked':
      return `blocked by ${labelsOf(service, 'impossible')}`;
    case 'backing_off':
      return `backing off ${secondsUntil(service.next_at, nowMs)} s`;
    case 'unready':
      return 'not ready';
    default:
      return service.state.replaceAll('_', ' ');
  }
};

const labelsOf = ({ waits_for }: Service, state: Dependency['state']): string =>
  waits_for
    .filter((dependency) => dependency.state === state)
    .map(({ label }) => label)
    .join(', ') || 'nothing';

const secondsUntil = (at: string | null, nowMs: number): number =>
  at === null ? 0 : Math.max(0, Math.ceil((Date.parse(at) - nowMs) / 1_000));

/** `db to be ready`, as a sentence goes on after "waits for". */
export const dependencyText = ({ label, condition }: Pick<Dependency, 'label' | 'condition'>): string =>
  condition === 'completed' ? `${label} to complete` : `${label} to be ${condition}`;
