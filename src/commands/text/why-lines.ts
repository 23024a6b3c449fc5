import { visible } from '../../domain/visible.ts';
import { styled } from './table.ts';
import type { TextStyle } from './text.ts';
import { textOf } from './value-text.ts';

/** `pane-why`: the verdict, then under headings what there is of each. */
export const whyLines = (
  data: Readonly<Record<string, unknown>>,
  { color }: TextStyle,
): readonly string[] => [
  styled(visible(textOf(data.verdict)), 'bold', color),
  ...section('evidence', listOf(data.evidence).map(textOf), color),
  ...section('rules that watch it', listOf(data.rules).map(ruleText), color),
  ...section('the end of its output', listOf(data.tail).map(textOf), color),
];

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const section = (title: string, lines: readonly string[], color: boolean): readonly string[] =>
  lines.length === 0 ? [] : ['', styled(title, 'dim', color), ...lines.map((line) => `  ${visible(line)}`)];

const ruleText = (value: unknown): string => {
  if (typeof value !== 'object' || value === null || !('rule' in value)) return '';
  const [event, state] = ['event' in value ? value.event : '', 'state' in value ? value.state : ''];
  const error = 'last_error' in value && typeof value.last_error === 'string' ? `: ${value.last_error}` : '';
  return `${textOf(value.rule)} (${textOf(event)}), ${textOf(state)}${error}`;
};
