import { nearest } from '../../domain/nearest.ts';
import type { DependsCondition } from '../../domain/service.ts';
import type { FilePane, Placed } from './file.ts';
import { report, type Source } from './source.ts';

/** What is wrong with services as a whole: labels that nobody has, what can never come true, and circles. */
export const checkServices = (source: Source, panes: readonly FilePane[]): void => {
  const byLabel = new Map(panes.flatMap((pane) => (pane.label === null ? [] : [[pane.label.value, pane]])));
  // It will have the label that the caller gives the first pane.
  const isFirstUnnamed = panes[0]?.label === null;
  for (const pane of panes)
    for (const dependency of pane.dependencies) {
      const target = byLabel.get(dependency.value);
      const condition = pane.service?.depends_on[dependency.value];
      // What is wrong with the condition has been said.
      if (condition === undefined) continue;
      if (target === undefined && !(isFirstUnnamed && dependency.value === FIRST_LABEL))
        reportUnknown(source, dependency, [...byLabel.keys()]);
      else if (target !== undefined) checkPossible(source, dependency, condition, target);
    }
  reportCircle(source, byLabel);
};

/** What `session-create` calls the first pane unless it is told otherwise. */
const FIRST_LABEL = 'main';

const reportUnknown = (
  source: Source,
  { value, ...place }: Placed<string>,
  labels: readonly string[],
): void => {
  const similar = nearest(value, labels);
  const known = labels.length === 0 ? 'no pane has a label' : `the file has ${labels.join(', ')}`;
  report(source, place, `no pane of the file has the label ${JSON.stringify(value)}`, {
    hint: similar.length > 0 ? `did you mean ${similar.join(' or ')}?` : known,
    data: { key: value, nearest: similar },
  });
};

const checkPossible = (
  source: Source,
  { value: label, ...place }: Placed<string>,
  condition: DependsCondition,
  { service }: FilePane,
): void => {
  if (condition === 'ready' && (service?.ready ?? null) === null)
    report(source, place, `${label} has no ready check, so nobody would ever know`, {
      hint: `give it one (ready: …), or wait for ${label}: started`,
    });
  if (condition === 'completed' && service?.restart.policy === 'always')
    report(source, place, `${label} is always started again, so it never completes`, {
      hint: 'restart it on_failure only',
    });
};

/** Only the first: the others go away with it, or are found the next time. */
const reportCircle = (source: Source, panes: ReadonlyMap<string, FilePane>): void => {
  const done = new Set<string>();
  const visit = (label: string, path: readonly string[]): boolean => {
    if (done.has(label)) return false;
    done.add(label);
    for (const dependency of panes.get(label)?.dependencies ?? []) {
      const circle = [...path, label];
      const at = circle.indexOf(dependency.value);
      if (at >= 0) {
        const names = [...circle.slice(at), dependency.value].join(' → ');
        report(source, dependency, `these wait for one another for ever: ${names}`);
        return true;
      }
      if (visit(dependency.value, circle)) return true;
    }
    return false;
  };
  for (const label of panes.keys()) if (visit(label, [])) return;
};
