import type { Mirror } from '../../store/mirror.ts';
import { coalesce } from './coalesce.ts';
import type { Desk } from './desk.ts';
import { isQuietChange } from './quiet.ts';

/** Not more than 15 redraws a second. */
const REDRAW_MS = 67;
const SECOND_MS = 1_000;

/**
 * Shows what the mirror learns: at once what changed by itself, once a second the numbers, together with the clock.
 * Answers a function that stops it.
 */
export const followMirror = (mirror: Mirror, desk: Desk): (() => void) => {
  const latest = () => mirror.store.getState().state;
  const redraw = coalesce(() => desk.setState(latest()), REDRAW_MS);
  const unsubscribe = mirror.store.subscribe(() => {
    if (!isQuietChange(desk.store.getState().state, latest())) redraw.run();
  });
  const clock = setInterval(() => desk.tick(latest()), SECOND_MS);
  clock.unref();
  return () => {
    unsubscribe();
    clearInterval(clock);
    redraw.dispose();
  };
};
