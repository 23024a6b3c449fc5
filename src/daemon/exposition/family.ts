import { visible } from '../../domain/visible.ts';

/** One metric with all its series, as Prometheus's text format has it. */
export interface Family {
  /** With its unit at the end, a counter with `_total`. */
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'summary';
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** A null label is an empty one, which Prometheus takes for none; what nobody knows has no sample. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string | null>>;
  readonly value: number | null;
}

/**
 * Text format 0.0.4 (Prometheus, "Exposition formats"), a line each. A family without a known value is left out, as
 * its type says nothing then. Who chose a name may have put anything into it, and the text is read on terminals too:
 * so what would be obeyed there is made visible before it is escaped.
 */
export const expositionLines = (families: readonly Family[]): readonly string[] =>
  families.flatMap(({ name, type, help, samples }) => {
    const known = samples.flatMap(({ labels = {}, value }) =>
      value === null ? [] : [`${name}${labelText(labels)} ${numberText(value)}`],
    );
    return known.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...known];
  });

const labelText = (labels: NonNullable<Sample['labels']>): string => {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value ?? '')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
};

/** `visible` leaves no newline. A half of a surrogate pair is no UTF-8. */
const escaped = (value: string): string =>
  visible(value).toWellFormed().replaceAll('\\', '\\\\').replaceAll('"', '\\"');

const numberText = (value: number): string =>
  Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
