import { parseDuration } from '../../domain/duration.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { House } from '../house.ts';
import type { ProbeRequest } from './probe.ts';

interface IdleRequest {
  readonly tmuxPane: TmuxPaneId;
  /** A duration. */
  readonly value: string;
  readonly onReport: ProbeRequest['onReport'];
}

/** Ready is who has been quiet for so long. */
export const watchIdle = (
  { outputs }: Pick<House, 'outputs'>,
  { tmuxPane, value, onReport }: IdleRequest,
): (() => void) => {
  const quietMs = parseDuration(value) ?? 0;
  const timer = setTimeout(() => onReport({ ok: true, said: `quiet for ${value}` }), quietMs);
  timer.unref();
  const end = outputs.listen(tmuxPane, () => timer.refresh());
  return () => {
    clearTimeout(timer);
    end();
  };
};
