import type { SessionId } from '../../domain/ids.ts';
import { formatLiteral } from '../../tmux/format-literal.ts';
import type { House } from '../house.ts';
import { type Blueprint, plannedPanes } from './blueprint.ts';
import type { LoadedFile } from './load.ts';
import type { RaisedPane } from './raise.ts';
import { isMaking } from './unfinished.ts';

interface Plan {
  readonly loaded: LoadedFile;
  readonly blueprint: Blueprint;
}

interface Again {
  readonly sessionId: SessionId;
  readonly panes: readonly RaisedPane[];
}

/** Titles; and what is typed goes into all panes again, but not what we type: that comes last. */
export const standAgain = async (house: House, plan: Plan, again: Again): Promise<void> => {
  const { sessionId, panes } = again;
  const { saved } = plan.loaded.file;
  if (saved === null) return;
  await house.tmux.sequence(
    panes.flatMap(({ tmuxPane }, at) => {
      const title = saved.titles[at];
      return title === undefined ? [] : [['select-pane', '-t', tmuxPane, '-T', formatLiteral(title)]];
    }),
  );
  const synchronize = synchronizing(plan, again);
  if (synchronize.length === 0) return;
  if (!isMaking(house, sessionId)) {
    await house.tmux.sequence(synchronize);
    return;
  }
  const { signal } = new AbortController();
  void house
    .until(() => !isMaking(house, sessionId), PATIENCE_MS, signal)
    .then((isMade) => (isMade ? house.tmux.sequence(synchronize) : []));
};

/** As long as lines may still be typed. */
const PATIENCE_MS = 600_000;

/** The option is the window's where it is all of its panes': one would not get it off otherwise. */
const synchronizing = ({ loaded, blueprint }: Plan, { panes }: Again): readonly (readonly string[])[] => {
  const numbers = new Set(loaded.file.saved?.synchronized);
  const all = plannedPanes(blueprint).map(({ window }, at) => ({ window, at, pane: panes[at]?.tmuxPane }));
  return blueprint.windows.flatMap((window) => {
    const own = all.filter((each) => each.window === window);
    const [first] = own;
    const isWhole = own.every(({ at }) => numbers.has(at));
    const synchronized = own.filter(({ at }) => numbers.has(at)).map(({ pane }) => pane ?? '');
    if (isWhole && first?.pane !== undefined) return [['set-option', '-w', '-t', first.pane, OPTION, 'on']];
    return synchronized.map((pane) => ['set-option', '-p', '-t', pane, OPTION, 'on']);
  });
};

const OPTION = 'synchronize-panes';
