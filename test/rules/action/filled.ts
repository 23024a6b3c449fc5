import type { Template, TemplateValues } from '../../../src/rules/action/template.ts';
import { readValue } from '../../../src/rules/action/value.ts';

export const NONE: TemplateValues = {
  session: null,
  pane: null,
  pane_id: null,
  label: null,
  status: null,
  exit_code: null,
  signal: null,
  line: null,
  cpu: null,
  memory: null,
  service: null,
  replicas: null,
  rule: null,
  match: {},
};

/** Shell text as it stands in an action after that has been split: only the braces mean something. */
export const template = (text: string): Template =>
  text.split(/(\{\{.*?\}\})/).flatMap((piece) => {
    const read = piece.startsWith('{{') ? readValue(piece, 0) : null;
    if (read?.ok === true) return [read.value.part];
    return piece === '' ? [] : [{ kind: 'text' as const, text: piece }];
  });
