import { type Failure, failure } from '../../domain/failure.ts';
import { nearest } from '../../domain/nearest.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { pointAt } from '../caret.ts';
import { VALUE_NAMES } from '../names.ts';
import type { TemplatePart, TemplateValue } from './template.ts';

interface Read {
  readonly part: TemplatePart;
  readonly to: number;
}

/** `{{ label }}`, `{{ match.name }}`, and `{{ 'text' }}` for text that would be read otherwise. */
export const readValue = (source: string, at: number): Result<Read> => {
  VALUE.lastIndex = at;
  const match = VALUE.exec(source);
  if (match === null) return failed(unreadable(source, at));
  const [whole, name, group = null, single, double] = match;
  const to = at + whole.length;
  if (name === undefined) return success({ part: { kind: 'text', text: single ?? double ?? '' }, to });
  const value = knownValue(source, at, name, group);
  return value.ok ? success({ part: value.value, to }) : value;
};

const VALUE = /\{\{\s*(?:([A-Za-z_]\w*)(?:\.(\w+))?|'([^']*)'|"([^"]*)")\s*\}\}/y;

const knownValue = (
  source: string,
  at: number,
  name: string,
  group: string | null,
): Result<TemplateValue> => {
  const known = NAMES.find((each) => each === name);
  const place = pointAt(source, at);
  if (known === undefined) {
    const [near] = nearest(name, NAMES);
    const hint = near === undefined ? `there are ${NAMES.join(' ')}` : `did you mean ${near}?`;
    return failed(failure('invalid_rule', `there is no value ${name}`, hint, { ...place }));
  }
  if ((known === 'match') !== (group !== null)) {
    const message = known === 'match' ? 'which group of the match?' : `${known} has no parts`;
    return failed(failure('invalid_rule', message, GROUPS, { ...place }));
  }
  return success({ kind: 'value', name: known, group, place });
};

const NAMES = [...VALUE_NAMES, 'created', 'match'] as const;
const GROUPS = 'groups are written match.1 or match.name';

const unreadable = (source: string, at: number): Failure => {
  const end = source.indexOf('}}', at);
  const message = end < 0 ? 'the braces {{ are not closed' : 'between {{ and }} stands the name of a value';
  return failure('invalid_rule', message, "two braces as text are written {{ '{{' }}", {
    ...pointAt(source, at),
  });
};
