import { NO_RESTART, type ServiceSpec } from '../../domain/service.ts';
import { durationText } from '../../rules/session-file/duration-text.ts';
import type { YamlMap, YamlValue } from '../../rules/session-file/yaml-text.ts';
import { isMap } from './json-tree.ts';

/** What makes a pane a service, in the words of a file. */
export const serviceTree = ({ ready, depends_on, restart, stop, scale }: ServiceSpec): YamlMap => ({
  ready:
    ready === null
      ? undefined
      : {
          [ready.kind]: ready.value,
          timeout: ready.timeout === null ? undefined : durationText(ready.timeout),
        },
  depends_on: Object.keys(depends_on).length === 0 ? undefined : depends_on,
  restart: restart.policy === 'no' ? undefined : restartTree(restart),
  stop:
    stop === null
      ? undefined
      : {
          keys: stop.keys.length === 0 ? undefined : stop.keys,
          signal: stop.signal ?? undefined,
          grace: durationText(stop.grace),
        },
  scale:
    scale === null
      ? undefined
      : {
          ...{ min: scale.min, max: scale.max, up: scale.up ?? undefined, down: scale.down ?? undefined },
          ...{ for: durationText(scale.for), cooldown: durationText(scale.cooldown) },
        },
});

/** One word where nothing else is said. */
const restartTree = (restart: ServiceSpec['restart']): YamlValue => {
  const { policy, delay, max_delay, max_restarts } = restart;
  const isUsual =
    delay === NO_RESTART.delay &&
    max_delay === NO_RESTART.max_delay &&
    max_restarts === NO_RESTART.max_restarts;
  return isUsual
    ? policy
    : { policy, delay: durationText(delay), max_delay: durationText(max_delay), max_restarts };
};

const KEYS: readonly string[] = ['ready', 'depends_on', 'restart', 'stop', 'scale'];

export const onlyService = (map: YamlMap): YamlMap =>
  Object.fromEntries(Object.entries(map).filter(([key]) => KEYS.includes(key)));

/** A pane that others wait for may have gone, or be another one by now: a file that waits for nobody could not be read. */
export const withoutLooseEnds = (windows: readonly YamlMap[]): readonly YamlMap[] => {
  const panes = windows.flatMap(({ panes: own }) => (Array.isArray(own) ? own.filter(isMap) : []));
  const known = new Map(panes.map((pane) => [pane.label, pane.ready !== undefined]));
  return windows.map((window) => ({
    ...window,
    panes: Array.isArray(window.panes) ? window.panes.map((pane) => tied(pane, known)) : window.panes,
  }));
};

const tied = (pane: YamlValue, known: ReadonlyMap<unknown, boolean>): YamlValue => {
  if (!isMap(pane) || !isMap(pane.depends_on)) return pane;
  const kept = Object.entries(pane.depends_on).filter(
    ([label, condition]) => known.has(label) && (condition !== 'ready' || known.get(label) === true),
  );
  return { ...pane, depends_on: kept.length === 0 ? undefined : Object.fromEntries(kept) };
};
