import type { Mirror } from '../../store/mirror.ts';
import { coalesce } from './coalesce.ts';
import type { Desk } from './desk.ts';
import { latestOf } from './freeze.ts';
import { isQuietChange } from './quiet.ts';
import { tickAlong } from './tick-along.ts';

/**
 * Shows what the mirror learns: at once what changed by itself, once a second the numbers, together with the clock.
 * Answers a function that stops it.
 */
export const followMirror = (mirror: Mirror, desk: Desk, fps: number): (() => void) => {
  const latest = () => mirror.store.getState().state;
  const redraw = coalesce(() => desk.setState(latest()), Math.ceil(1_000 / fps));
  const unsubscribe = mirror.store.subscribe(() => {
    if (!isQuietChange(latestOf(desk.store.getState()), latest())) redraw.run();
  });
  const clock = tickAlong(() => desk.tick(latest()));
  const unwatch = desk.store.subscribe(clock.redrawn);
  return () => {
    unsubscribe();
    unwatch();
    clock.dispose();
    redraw.dispose();
  };
};
