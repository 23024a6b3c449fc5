import type { Streamed } from '../../commands/context.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { RecordedLine } from '../../domain/lines.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { State } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { serverGone } from '../waits/server-gone.ts';
import type { OutputFact } from './pane-output.ts';
import type { RecordLine } from './record.ts';

/** Whose output is followed, and how long. */
export interface Followed {
  readonly panes: readonly TmuxPaneId[] | 'all';
  readonly isWanted: (pane: TmuxPaneId) => boolean;
  readonly isOver: (state: State) => boolean;
}

export interface FollowOptions extends Followed {
  /** First what is held of these panes from these cursors on. */
  readonly held: readonly (readonly [TmuxPaneId, number])[];
  readonly keep: (line: RecordLine) => boolean;
  readonly itemOf: (pane: TmuxPaneId, line: RecordedLine) => unknown;
}

/** Until the last of them has gone. */
export const thesePanes = (panes: readonly TmuxPaneId[]): Followed => ({
  panes,
  isWanted: () => true,
  isOver: (state) => panes.every((pane) => state.panes[pane]?.dead !== false),
});

/** Emits each line as it comes, until the caller goes or it is over; a failure when the tmux server goes. */
export const follow = (
  house: Pick<House, 'outputs' | 'onChange' | 'store'>,
  scope: Pick<CallScope, 'signal' | 'emit'>,
  options: FollowOptions,
): Promise<Result<Streamed>> =>
  new Promise((resolve) => {
    const onFact = (pane: TmuxPaneId, fact: OutputFact): void => {
      if (!options.isWanted(pane)) return;
      if (fact.kind === 'line') emitLine(scope, options, pane, fact.line);
      else if (fact.kind === 'gap') scope.emit({ lost: fact.lost });
    };
    emitHeld(house, scope, options);
    const sources = options.panes === 'all' ? (['all'] as const) : options.panes;
    const ends = sources.map((source) => house.outputs.listen(source, onFact));
    const finish = (result: Result<Streamed>): void => {
      for (const end of ends) end();
      scope.signal.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const onAbort = (): void => finish(success({ streamed: true }));
    let wasThere = false;
    const look = (): void => {
      const state = house.store.getState();
      const gone = serverGone(state);
      if (gone !== null && wasThere) finish(failed(gone));
      else if (options.isOver(state)) finish(success({ streamed: true }));
      wasThere ||= gone === null;
    };
    ends.push(house.onChange(look));
    scope.signal.addEventListener('abort', onAbort);
    if (scope.signal.aborted) onAbort();
    else look();
  });

const emitHeld = (
  { outputs }: Pick<House, 'outputs'>,
  scope: Pick<CallScope, 'emit'>,
  options: FollowOptions,
): void => {
  for (const [pane, from] of options.held) {
    const held = outputs.of(pane)?.record.from(from, Number.POSITIVE_INFINITY);
    if (held !== undefined && held.lost > 0) scope.emit({ lost: held.lost });
    for (const line of held?.lines ?? []) emitLine(scope, options, pane, line);
  }
};

const emitLine = (
  scope: Pick<CallScope, 'emit'>,
  { keep, itemOf }: FollowOptions,
  pane: TmuxPaneId,
  line: RecordLine,
): void => {
  const { cursor, at, text } = line;
  if (keep(line)) scope.emit(itemOf(pane, { cursor, at, text }));
};
