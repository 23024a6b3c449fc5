import type { Answer } from '../commands/definition.ts';
import { styled } from '../commands/text/table.ts';
import { dataText } from '../commands/text/text.ts';
import { textOf } from '../commands/text/value-text.ts';
import type { Failure } from '../domain/failure.ts';
import { visible, visibleLines } from '../domain/visible.ts';
import { envelopeOf } from '../protocol/envelope.ts';

export interface Printing {
  readonly format: 'json' | 'text';
  readonly color: boolean;
  /** Of the terminal; a table never gets wider. */
  readonly columns: number;
}

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** What a call prints. In JSON exactly one envelope on standard output, whatever happened. */
export const renderAnswer = ({ result, status }: Answer, { format, color, columns }: Printing): Printed => {
  if (format === 'json') return { stdout: `${jsonOf(envelopeOf(result))}\n`, stderr: '', status };
  return result.ok
    ? { stdout: dataText(result.value, { color, width: columns }), stderr: '', status }
    : { stdout: '', stderr: failureText(result.failure, color), status };
};

/**
 * JSON escapes C0 but not DEL, C1 and what turns the direction of writing; a terminal may obey these. Escaped they are
 * the same value for a program.
 */
const jsonOf = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** One piece of a stream: a JSON object a line, or the text of the line that it is. */
export const itemText = (item: unknown, { format, color, columns }: Printing): string => {
  if (format === 'json') return `${jsonOf(item)}\n`;
  return dataText(isEvent(item) ? { events: [item] } : { lines: [item] }, { color, width: columns });
};

const isEvent = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && 'seq' in item && 'type' in item && 'caused_by' in item;

export const failureText = ({ message, hint, data }: Failure, color: boolean): string => {
  const caret = typeof data.caret === 'string' ? [visibleLines(data.caret)] : [];
  const advice = hint === null ? [] : [styled(visible(hint), 'dim', color)];
  const lines = [
    `${styled('panectl:', 'red', color)} ${visible(message)}`,
    ...caret,
    ...advice,
    ...existing(data),
  ];
  return `${lines.join('\n')}\n`;
};

/** What exists instead of what was not found. */
const existing = (data: Failure['data']): readonly string[] => {
  const names = [data.sessions, data.panes, data.files].find(Array.isArray);
  if (names === undefined || names.length === 0) return [];
  const texts = names.slice(0, 20).map(nameOf);
  return [`there is: ${texts.join(', ')}${names.length > texts.length ? ', …' : ''}`];
};

const nameOf = (item: unknown): string => {
  if (typeof item !== 'object' || item === null) return visible(textOf(item));
  const values = Object.values(item).filter((value) => value !== null);
  return visible(values.map(textOf).join(' '));
};
