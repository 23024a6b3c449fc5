import { hostname } from 'node:os';
import type { YamlMap } from '../../rules/session-file/yaml-text.ts';
import type { PaneState, SessionState } from '../../store/state.ts';

interface StandingWindow {
  readonly zoomed: boolean;
  readonly panes: readonly PaneState[];
}

/** How a session stands beside what a file says of it; panes and windows by their numbers in the file, from 0. */
export const standingOf = (
  { numbers }: Pick<SessionState, 'numbers'>,
  windows: readonly StandingWindow[],
): YamlMap => {
  const panes = windows.flatMap((window) => window.panes);
  const own = panes.map(({ tmuxPane }, at) => numbers[tmuxPane] ?? at);
  const titles = panes.flatMap(({ title }, at) => (isOwnTitle(title) ? [[at, title]] : []));
  return {
    numbers: own.some((number, at) => number !== at) ? own : undefined,
    zoomed: listed(windows.flatMap(({ zoomed }, at) => (zoomed ? [at] : []))),
    synchronized: listed(panes.flatMap(({ synchronized }, at) => (synchronized ? [at] : []))),
    titles: titles.length === 0 ? undefined : Object.fromEntries(titles),
  };
};

const listed = (numbers: readonly number[]): readonly number[] | undefined =>
  numbers.length === 0 ? undefined : numbers;

/** Not what tmux gives each pane, nor what shells write at each prompt: these name the machine. */
const isOwnTitle = (title: string): boolean => {
  const [machine = ''] = hostname().split('.');
  const isNamed = title.trim() !== '' && (machine === '' || !title.includes(machine));
  return isNamed && title.length <= LONGEST && title.isWellFormed() && !CONTROL.test(title);
};

const LONGEST = 256;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
