import { fieldOf, numberIn, textIn } from './fields.ts';

/** What the demo reads of an event of the orchestration log. */
export interface LogEvent {
  readonly seq: number;
  readonly atMs: number;
  readonly type: string;
  /** The pane that it is about, by number and label. */
  readonly number: number | null;
  readonly label: string | null;
  /** The rule that did it; null for anybody else. */
  readonly rule: string | null;
  readonly causedBy: number | null;
  readonly data: unknown;
}

/** Null for what is no event. */
export const readLogEvent = (item: unknown): LogEvent | null => {
  const seq = numberIn(item, 'seq');
  const type = textIn(item, 'type');
  if (seq === null || type === null) return null;
  const actor = fieldOf(item, 'actor');
  return {
    ...{ seq, type, number: numberIn(item, 'pane_id'), label: textIn(item, 'label') },
    atMs: Date.parse(textIn(item, 'at') ?? ''),
    rule: textIn(actor, 'kind') === 'rule' ? textIn(actor, 'name') : null,
    ...{ causedBy: numberIn(item, 'caused_by'), data: fieldOf(item, 'data') },
  };
};
