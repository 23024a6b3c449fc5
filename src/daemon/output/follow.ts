import type { Streamed } from '../../commands/context.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { RecordedLine } from '../../domain/lines.ts';
import { type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import type { RecordLine } from './record.ts';

export interface FollowOptions {
  /** First what is held from this cursor on; null: only what comes. */
  readonly from: number | null;
  readonly keep: (line: RecordLine) => boolean;
  readonly itemOf: (pane: TmuxPaneId, line: RecordedLine) => unknown;
}

/** Emits each line as it comes, until the caller goes, or the last of the panes has gone. */
export const follow = (
  house: Pick<House, 'outputs' | 'onChange' | 'store'>,
  scope: Pick<CallScope, 'signal' | 'emit'>,
  panes: readonly TmuxPaneId[],
  { from, keep, itemOf }: FollowOptions,
): Promise<Result<Streamed>> =>
  new Promise((resolve) => {
    const emit = (pane: TmuxPaneId, line: RecordLine): void => {
      const { cursor, at, text } = line;
      if (keep(line)) scope.emit(itemOf(pane, { cursor, at, text }));
    };
    for (const pane of panes) {
      const held =
        from === null ? null : (house.outputs.of(pane)?.record.from(from, Number.POSITIVE_INFINITY) ?? null);
      if (held !== null && held.lost > 0) scope.emit({ lost: held.lost });
      for (const line of held?.lines ?? []) emit(pane, line);
    }
    const ends = panes.map((pane) =>
      house.outputs.listen(pane, (_pane, fact) => {
        if (fact.kind === 'line') emit(pane, fact.line);
        else if (fact.kind === 'gap') scope.emit({ lost: fact.lost });
      }),
    );
    const finish = (): void => {
      for (const end of ends) end();
      scope.signal.removeEventListener('abort', finish);
      resolve(success({ streamed: true }));
    };
    const look = (): void => {
      const { panes: there } = house.store.getState();
      if (panes.every((pane) => there[pane]?.dead !== false)) finish();
    };
    ends.push(house.onChange(look));
    scope.signal.addEventListener('abort', finish);
    if (scope.signal.aborted) finish();
    else look();
  });
