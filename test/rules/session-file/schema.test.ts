import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { sessionSchema } from '../../../scripts/docs/session-schema.ts';

const root = new URL('../../../', import.meta.url);
const text = (name: string): string => readFileSync(fileURLToPath(new URL(name, root)), 'utf8');
const schema = z.fromJSONSchema(JSON.parse(sessionSchema()));

/** Whole files among the examples of the page; a passage of one is indented as it would stand there. */
const examples = [...text('docs/session-file.md').matchAll(/^```yaml\n(?=[a-z#])(.*?)^```/gms)].map(
  ([, code = '']) => code,
);

const TMUXP: readonly string[] = [
  'session_name: 2-pane-vertical\nwindows:\n- window_name: my test window\n  panes:\n  - echo hello\n  - echo hello\n',
  'windows:\n- panes:\n  -\n  - pane\n  - blank\n  - null\n  - shell_command: ""\n  - shell_command:\n    - cmd: ls\n      enter: no\n',
  'windows:\n- layout: main-vertical\n  options: {main-pane-height: 67%}\n  focus: "true"\n  panes: [{focus: true}, vim, [cd, ls]]\n',
  'shell_command_before: source .venv/bin/activate\nwindows:\n- shell_command_before: [ls]\n  panes: [top]\n',
];

describe('the schema of session files', () => {
  it.each([...examples, ...TMUXP, text('src/client/demo/farm/session.yml'), ''])('takes %j', (file) => {
    expect(schema.safeParse(parse(file)).error).toBeUndefined();
  });

  it.each([
    'window: []',
    'windows: [{pane: []}]',
    'windows: [{panes: [{lable: x}]}]',
    'windows: [{panes: [{depends_on: {db: up}}]}]',
    'hooks: {on_exit: []}',
    'hooks: {on_pane_exit: [{pattern: x, then: y}]}',
  ])('refuses %j', (file) => {
    expect(schema.safeParse(parse(file)).success).toBe(false);
  });
});
