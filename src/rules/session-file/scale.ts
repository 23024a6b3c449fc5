import { MOST_REPLICAS } from '../../domain/replica.ts';
import type { ScaleRange } from '../../domain/service.ts';
import { compileMetric, type MetricComparison } from '../metric-expression.ts';
import type { FilePlace } from './file.ts';
import type { Passage } from './rule-draft.ts';
import { passageAt, report, type Source } from './source.ts';
import type { Entry, FileNode } from './tree.ts';
import { durationOf, type Fields, fieldsOf, nameOf, placeOf, requireField, wholeOf } from './values.ts';

/** `scale` of a pane, and where its expressions stand. */
export interface FileScale extends FilePlace {
  readonly range: ScaleRange;
  readonly up: Passage | null;
  readonly down: Passage | null;
}

export const SCALE_KEYS = ['min', 'max', 'up', 'down', 'for', 'cooldown'] as const;
type ScaleFields = Fields<(typeof SCALE_KEYS)[number]>;

const COOLDOWN_MS = 30_000;

/** What its expressions say in their own language is checked with the rules that are made of them. */
export const scaleOf = (source: Source, entry: Entry, pane: Fields<string>): FileScale => {
  const { value } = entry;
  const fields: ScaleFields = fieldsOf(source, value, 'scale', SCALE_KEYS);
  requireField(source, value, 'scale', 'max', SCALE_KEYS);
  for (const key of ['label', 'command'] as const)
    if (!pane.has(key)) report(source, entry, `a pane with scale needs a ${key}`, { hint: NEEDS[key] });
  const up = expressionOf(source, fields.get('up'));
  const down = expressionOf(source, fields.get('down'));
  const range: ScaleRange = {
    ...{ min: numberOf(source, fields, 'min', 0) ?? 1, max: numberOf(source, fields, 'max', 1) ?? 1 },
    ...{ up: up?.text ?? null, down: down?.text ?? null },
    for: durationIn(source, fields, 'for') ?? 0,
    cooldown: durationIn(source, fields, 'cooldown') ?? COOLDOWN_MS,
  };
  const least = fields.get('min');
  if (range.min > range.max && fields.has('max'))
    report(source, least?.value ?? value, `min ${range.min} is more than max ${range.max}`);
  if (up !== null && down !== null && canBothHold(up.text, down.text))
    report(source, down, 'up and down can be true at the same time', {
      hint: 'leave room between them, as in up: avg(cpu) > 80, down: avg(cpu) < 20',
    });
  return { ...placeOf(value), range, up, down };
};

const NEEDS = {
  label: 'its replicas are called after it, LABEL-2, LABEL-3 …',
  command: 'its replicas run the same; what is typed into a shell can not be told to another one',
} as const;

const numberOf = (source: Source, fields: ScaleFields, key: 'min' | 'max', least: number): number | null => {
  const entry = fields.get(key);
  return entry === undefined ? null : wholeOf(source, entry.value, key, least, MOST_REPLICAS);
};

const durationIn = (source: Source, fields: ScaleFields, key: 'for' | 'cooldown'): number | null => {
  const entry = fields.get(key);
  return entry === undefined ? null : durationOf(source, entry.value, key);
};

const expressionOf = (source: Source, entry: Entry | undefined): Passage | null =>
  entry === undefined
    ? null
    : passageAt(source, nameOf(source, entry.value, entry.key, 1_000), offsetOf(entry.value));

const offsetOf = (node: FileNode): number => (node.kind === 'scalar' ? node.offset : 0);

/** Only where it is plain: each of them one comparison, both of the same metric in the same way. */
const canBothHold = (up: string, down: string): boolean => {
  const [one, other] = [singleOf(up), singleOf(down)];
  if (one === null || other === null) return false;
  if (one.metric !== other.metric || one.of !== other.of) return false;
  const [low, high] = one.operator.startsWith('>') ? [one, other] : [other, one];
  if (low.operator.startsWith('<') || high.operator.startsWith('>')) return true;
  const meet = low.operator === '>=' && high.operator === '<=';
  return low.threshold < high.threshold || (meet && low.threshold === high.threshold);
};

const singleOf = (text: string): MetricComparison | null => {
  const compiled = compileMetric(text);
  return compiled.ok && compiled.value.isSingle ? compiled.value.comparison : null;
};
