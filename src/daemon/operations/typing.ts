import { type Failure, failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { State } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { locatePane, type Target } from './locate.ts';
import { permit } from './protect.ts';

interface Input {
  readonly session: string;
  readonly pane: string;
  readonly force: boolean;
  readonly when_idle?: number | undefined;
}

/** The pane, if what is sent to it now reaches its program and nobody else's. */
export const locateForTyping = async (
  house: House,
  scope: CallScope,
  input: Input,
): Promise<Result<Target>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const permitted = permit(house, scope, [target.value.pane], 'typing into', input.force);
  if (!permitted.ok) return permitted;
  const { tmuxPane } = target.value.pane;
  const free = await untilFree(house, scope, tmuxPane, input.when_idle ?? 0);
  if (!free.ok) return free;
  const open = await checkOpen(house, tmuxPane);
  return open.ok ? target : open;
};

/** The operator's own keys go in whoever holds it. */
const untilFree = async (
  house: House,
  scope: CallScope,
  tmuxPane: TmuxPaneId,
  patienceMs: number,
): Promise<Result<void>> => {
  const holder = ({ panes }: State) => panes[tmuxPane]?.heldBy ?? null;
  const by = holder(house.store.getState());
  if (by === null || scope.actor.kind === 'panel') return success(undefined);
  const isFree = await house.until((state) => holder(state) === null, patienceMs, scope.signal);
  return isFree ? success(undefined) : failed(paneHeld(tmuxPane, by.kind));
};

/** What anybody else who types there is told. */
export const paneHeld = (tmuxPane: TmuxPaneId, by: string): Failure =>
  failure(
    'pane_held',
    by === 'panel'
      ? `the operator types into ${tmuxPane} just now`
      : `somebody types into ${tmuxPane} by hand`,
    '--when-idle 10s waits for the end of that',
    { tmux_pane: tmuxPane },
  );

const FIELDS = '#{pane_id} #{pane_dead} #{pane_synchronized} #{window_panes} #{pane_mode}';

/** Asked of tmux itself at the last moment: keys for a pane in copy mode would run that mode's commands. */
const checkOpen = async (house: House, tmuxPane: TmuxPaneId): Promise<Result<void>> => {
  const filter = `#{==:#{pane_id},${tmuxPane}}`;
  const asked = await house.tmux.command('list-panes', '-t', tmuxPane, '-f', filter, '-F', FIELDS);
  if (!asked.ok) return asked;
  const [id, dead, synchronized, panes, mode = ''] = (asked.value[0] ?? '').split(' ');
  const data = { tmux_pane: tmuxPane };
  if (id !== tmuxPane) return failed(failure('pane_not_found', `${tmuxPane} has just gone`, null, data));
  if (dead === '1')
    return failed(
      failure('pane_dead', `nothing runs in ${tmuxPane} any more`, 'pane-respawn starts it again', data),
    );
  if (mode !== '')
    return failed(
      failure('pane_in_mode', `${tmuxPane} is in ${mode}`, 'somebody is looking at its history; try again', {
        ...data,
        mode,
      }),
    );
  // A window's only pane is synchronised with nobody.
  if (synchronized === '1' && panes !== '1')
    return failed(
      failure(
        'pane_synchronized',
        `${tmuxPane} is synchronised: all panes of its window would get this`,
        'tmux set-option -w synchronize-panes off',
        data,
      ),
    );
  return success(undefined);
};
