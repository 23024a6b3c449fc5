import { replicaLabel, replicaNumber, replicaService } from '../../domain/replica.ts';
import type { FilePane, FileWindow } from './file.ts';

/**
 * Behind the panes of each window the replicas that it begins with: as many of a scaled one as there have to be at
 * least, or, where a file was saved, those that lived (`saved`, labels). From there on they are panes of the file.
 */
export const withReplicas = (
  windows: readonly FileWindow[],
  saved: readonly string[] | null,
): readonly FileWindow[] => {
  const labels = windows.flatMap(({ panes }) => panes.flatMap(({ label }) => label?.value ?? []));
  return windows.map((window) => ({
    ...window,
    panes: [...window.panes, ...window.panes.flatMap((pane) => replicasOf(pane, labels, saved))],
  }));
};

const replicasOf = (
  pane: FilePane,
  labels: readonly string[],
  saved: readonly string[] | null,
): readonly FilePane[] => {
  const { label, scale, service } = pane;
  if (label === null || scale === null) return [];
  const more =
    saved === null ? missing(label.value, scale.range.min, labels) : among(label.value, saved, labels);
  return more.map((value) => ({
    ...{ ...pane, label: { ...label, value }, focus: false, scale: null, service: replicaService(service) },
  }));
};

/** The pane itself is the first one, and others of the file may bear numbers of it. */
const missing = (base: string, least: number, labels: readonly string[]): readonly string[] => {
  const said = labels.filter((each) => replicaNumber(base, each) !== null).length;
  const made: string[] = [];
  for (let number = 2; made.length < least - said; number += 1) {
    const label = replicaLabel(base, number);
    if (!labels.includes(label)) made.push(label);
  }
  return made;
};

const among = (base: string, saved: readonly string[], labels: readonly string[]): readonly string[] =>
  [...new Set(saved)]
    .filter((label) => replicaNumber(base, label) !== null && !labels.includes(label))
    .toSorted((a, b) => (replicaNumber(base, a) ?? 0) - (replicaNumber(base, b) ?? 0));
