/** Widths of the columns of the pane tree; 0 means that the column is not shown. */
export interface Columns {
  readonly label: number;
  readonly command: number;
  /** Only where the panes that are listed have several. */
  readonly owner: number;
  readonly age: number;
  readonly cpu: number;
  readonly memory: number;
  readonly sparkline: number;
  readonly hits: number;
}

/** Cursor, indent, state and number in front of every pane's label. */
export const LEAD = 11;
const LABEL_LEAST = 8;
const LABEL_MOST = 20;
const COMMAND_LEAST = 10;
/** `waiting for postgres`, and a little of the command. */
const SERVICE_LEAST = 26;
const CPU = 6;
/** `◆99` and a blank in front of it. */
const HITS = 4;
/** Free at the right end, so that nothing touches the border. */
const MARGIN = 1;
interface Wanted {
  readonly label: number;
  readonly hasOwners: boolean;
  /** Whether what services wait for stands in front of commands. */
  readonly hasServices?: boolean;
  /** What the operator does not want to see. */
  readonly hidden?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** Wider than the widest value by the blank in front of it. */
const OPTIONAL = [
  { name: 'command', width: COMMAND_LEAST },
  { name: 'memory', width: 6 },
  { name: 'age', width: 13 },
  { name: 'owner', width: 9 },
  { name: 'sparkline', width: 9 },
] as const;

/**
 * What fits into `width` columns. As it narrows these go in turn: sparkline, owner, age, memory, command; the hits of
 * patterns stay. A terminal of at most 50 columns (`isTiny`) keeps state, label and CPU only.
 */
export const columnsFor = (
  width: number,
  isTiny: boolean,
  { label: labelWanted, hasOwners, hasServices = false, hidden = NONE }: Wanted,
): Columns => {
  const label = Math.max(LABEL_LEAST, Math.min(LABEL_MOST, labelWanted));
  const kept = { command: 0, memory: 0, age: 0, owner: 0, sparkline: 0 };
  const hits = isTiny ? 0 : HITS;
  let left = width - LEAD - label - CPU - hits - (isTiny ? 0 : MARGIN);
  for (const column of isTiny ? [] : OPTIONAL) {
    if (column.name === 'owner' && !hasOwners) continue;
    if (hidden.has(column.name)) continue;
    if (left < column.width) break;
    const isWide = column.name === 'command' && hasServices && left >= SERVICE_LEAST;
    kept[column.name] = isWide ? SERVICE_LEAST : column.width;
    left -= kept[column.name];
  }
  const rest = Math.max(0, left);
  if (kept.command > 0) return { ...kept, label, cpu: CPU, hits, command: kept.command + rest };
  return { ...kept, label: Math.max(1, Math.min(label, label + left) + rest), cpu: CPU, hits };
};
