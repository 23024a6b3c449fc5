import type { Process } from './process.ts';

/**
 * The process and all its descendants, root first. Empty when there is no such process. A process whose parent
 * ended belongs to init from then on (or to a subreaper) and leaves the tree, as tmux itself sees it.
 */
export const createForest = (
  processes: ReadonlyMap<number, Process>,
): ((root: number) => readonly Process[]) => {
  const children = new Map<number, Process[]>();
  for (const process of processes.values()) {
    const siblings = children.get(process.ppid);
    if (siblings === undefined) children.set(process.ppid, [process]);
    else siblings.push(process);
  }
  return (root) => {
    const first = processes.get(root);
    const members = new Set(first === undefined ? [] : [first]);
    // A Set goes on to what is added while it is walked, and meets nothing twice, even if the parents were to form
    // a ring because pids changed hands during the scan.
    for (const member of members) for (const child of children.get(member.pid) ?? []) members.add(child);
    return [...members];
  };
};
