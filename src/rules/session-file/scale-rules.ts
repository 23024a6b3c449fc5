import { replicaScope } from '../../domain/replica.ts';
import type { RuleDefinition } from '../../domain/rule.ts';
import type { FilePane, FileWindow } from './file.ts';
import type { Passage, RuleDraft } from './rule-draft.ts';
import type { FileScale } from './scale.ts';
import type { Source } from './source.ts';
import { placeOf } from './values.ts';

/** The two rules that scale each pane that says so, as entries of `hooks` would make them. */
export const scaleRules = (source: Source, windows: readonly FileWindow[]): readonly RuleDraft[] =>
  windows.flatMap(({ panes }) => panes.flatMap((pane) => draftsOf(source, pane)));

const draftsOf = (source: Source, { label, scale }: FilePane): readonly RuleDraft[] => {
  if (label === null || scale === null) return [];
  const { up, down, range } = scale;
  return [
    ...(up === null
      ? []
      : [draftOf(source, label.value, scale, up, 'up', `replicas < ${range.max} && ${RUNS}`)]),
    ...(down === null
      ? []
      : [draftOf(source, label.value, scale, down, 'down', `replicas > ${range.min} && ${RUNS}`)]),
  ];
};

/** Of the lowest one. What a restore has put at a prompt and nobody has run yet is neither too much nor too little. */
const RUNS = "status == 'running'";

const STEPS = { up: '+1', down: '-1' } as const;
type Way = keyof typeof STEPS;

const actionOf = (label: string, way: Way): string =>
  `pane-scale {{ session }} ${quoted(label)} ${STEPS[way]}`;

/** A word of an action that is nothing but itself. */
const quoted = (label: string): string =>
  /^[\w-]+$/.test(label) ? label : `'${label.replaceAll("'", `'"'"'`).replaceAll('{{', "{{ '{{' }}")}'`;

const draftOf = (
  source: Source,
  label: string,
  { range, ...place }: FileScale,
  metric: Passage,
  way: Way,
  within: string,
): RuleDraft => {
  const passage = (text: string): Passage => ({ ...placeOf(place), text, sourceLine: '', isVerbatim: false });
  return {
    ...{ name: nameOf(way, label), isNameFree: true, replace: false, pane: replicaScope(label) },
    ...{ fileName: source.fileName, place: placeOf(place) },
    passages: {
      ...{ match: null, metric, if: passage(within), recover: [] },
      actions: [passage(actionOf(label, way))],
    },
    definition: {
      ...{
        event: 'metric',
        match: null,
        look: 'line',
        metric: metric.text,
        for: range.for === 0 ? null : range.for,
        if: within,
      },
      ...{ recover: [], fire: 'each', cooldown: range.cooldown, max_fires: null },
      ...{ any_end: false, confirm: false, dry_run: false },
    },
  };
};

const nameOf = (way: Way, label: string): string => `scale-${way}-${label}`;

/** Whom a rule scales that was made by a pane's `scale`, and what its file calls it; null for any other. */
export const scalingOf = ({
  event,
  scope,
  action,
}: RuleDefinition): { readonly label: string; readonly name: string } | null => {
  const label = scope.pane?.split(',')[0] ?? '';
  if (event !== 'metric' || scope.pane !== replicaScope(label) || action.length !== 1) return null;
  const way = WAYS.find((each) => action[0] === actionOf(label, each));
  return way === undefined ? null : { label, name: nameOf(way, label) };
};

const WAYS: readonly Way[] = ['up', 'down'];
