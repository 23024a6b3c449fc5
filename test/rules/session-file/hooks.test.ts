import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/domain/failure.ts';
import { failureInFile } from '../../../src/rules/session-file/failure-in-file.ts';
import type { RuleDraft } from '../../../src/rules/session-file/rule-draft.ts';
import { failureOf, fileOf, marked } from './reading.ts';

const USUAL = {
  ...{ match: null, look: 'line', metric: null, for: null, if: null, recover: [], fire: null },
  ...{ cooldown: null, max_fires: null, any_end: false, confirm: false, dry_run: false },
};
const one = (text: string): RuleDraft => {
  const [draft, ...others] = fileOf(text).rules;
  if (draft === undefined || others.length > 0) throw new Error('not one rule');
  return draft;
};

describe('hooks', () => {
  it('the two entries that everybody copies are read as they are', () => {
    const { rules } = fileOf(`hooks:
  on_pane_exit:
    - if: "status == 'failed'"
      then: "pane-create {{ session }} debugger"
  on_pane_output:
    - pattern: "MEMORY.*HIGH"
      then: "pane-create {{ session }} gc-worker"
`);
    expect(rules).toMatchObject([
      {
        ...{ name: null, pane: '*', place: { line: 3, column: 7 } },
        definition: { ...USUAL, event: 'exit', if: "status == 'failed'" },
        passages: {
          if: { text: "status == 'failed'", line: 3, column: 12, isVerbatim: true },
          actions: [{ text: 'pane-create {{ session }} debugger', line: 4, column: 14 }],
        },
      },
      {
        definition: { ...USUAL, event: 'pattern', match: 'MEMORY.*HIGH' },
        passages: {
          match: { line: 6, column: 17 },
          actions: [{ text: 'pane-create {{ session }} gc-worker' }],
        },
      },
    ]);
  });

  it.each<[string, object]>([
    ['on_pane_created: [{then: a}]', { event: 'created' }],
    ['on_pane_exit: [{any_end: true, then: a}]', { event: 'exit', any_end: true }],
    [
      'on_pane_output: [{pattern: x, scope: screen, fire: once, then: a}]',
      { event: 'pattern', match: 'x', look: 'screen', fire: 'once' },
    ],
    [
      'on_pane_metric: [{when: cpu > 80, for: 10s, recover: [b], then: a}]',
      { event: 'metric', metric: 'cpu > 80', for: 10_000, recover: ['b'] },
    ],
    ['on_pane_timeout: [{after: 10m, expect: up, then: a}]', { event: 'timeout', for: 600_000, match: 'up' }],
    ['on_pane_silence: [{after: 30, then: a}]', { event: 'silence', for: 30_000 }],
    [
      'on_pane_bell: {cooldown: 5s, max_fires: 3, confirm: yes, dry_run: true, then: a}',
      { event: 'bell', cooldown: 5_000, max_fires: 3, confirm: true, dry_run: true },
    ],
  ])('%s', (text, own) => {
    const { definition, pane } = one(`hooks: {${text}}`);
    expect(definition).toEqual({ ...USUAL, ...own });
    expect(pane).toBe('*');
  });

  it('may be about the session itself, one pane, or a pattern of labels', () => {
    expect(one('hooks: {on_session_created: [{then: a}]}')).toMatchObject({
      pane: null,
      definition: { event: 'created' },
    });
    const on = (pane: string): string | null =>
      one(`windows: [{panes: [a, b]}]\nhooks: {on_pane_bell: [{pane: ${pane}, name: n, then: a}]}`).pane;
    expect([on('1'), on('build'), on('"worker*"'), on('"*"')]).toEqual(['1', 'build', 'worker*', '*']);
  });

  it('take several actions', () => {
    const { passages } = one(
      'hooks:\n  on_pane_timeout:\n    - pane: build\n      after: 10m\n      then: ["a b", "notify \'c\'"]\n',
    );
    expect(passages.actions).toMatchObject([
      { text: 'a b', line: 5, column: 15 },
      { text: "notify 'c'", line: 5, column: 22 },
    ]);
  });

  it.each<[string, RegExp]>([
    ['hooks: {on_pane_output: [▼{then: a}]}', /needs pattern/],
    ['hooks: {on_pane_metric: [▼{then: a}]}', /needs when/],
    ['hooks: {on_pane_timeout: [▼{then: a}]}', /needs after/],
    ['hooks: {on_pane_bell: [▼{name: x}]}', /needs then/],
    ['hooks: {on_pane_bell: [▼x]}', /is a map/],
    ['hooks: {on_pane_bell: [{then: ▼[]}]}', /1 to 32 texts/],
    ['hooks: {on_pane_bell: [{then: ▼" "}]}', /then is not empty/],
    ['hooks: {on_pane_bell: [{then: ▼{a: 1}}]}', /then is text, not a map/],
    ['hooks: {on_pane_bell: [{pane: ▼"%3", then: a}]}', /no pane has a % here yet/],
    ['hooks: {on_pane_bell: [{pane: ▼1, then: a}]}', /there is no pane 1/],
    ['hooks: {on_pane_bell: [{pane: ▼a.b, then: a}]}', /a label has none of/],
    ['hooks: {on_session_created: [{▼pane: a, then: a}]}', /has no key "pane"/],
    ['hooks: {on_pane_bell: [{name: ▼r7, then: a}]}', /r7 is an id/],
    ['hooks: {on_pane_bell: [{name: ▼"1", then: a}]}', /all digits/],
    ['hooks: {on_pane_bell: [{name: n, then: a}, ▼{name: n, then: a}]}', /two hooks have the name "n"/],
    ['hooks: {on_pane_bell: [{fire: ▼twice, then: a}]}', /fire is one of each, once, edge/],
    ['hooks: {on_pane_bell: [{cooldown: ▼x, then: a}]}', /cooldown is a duration/],
    ['hooks: {on_pane_bell: [{max_fires: ▼0, then: a}]}', /max_fires is a whole number/],
    ['hooks: ▼[]', /hooks is a map/],
  ])('%s is refused', (sample, message) => {
    const { text, line, column } = marked(sample);
    expect(failureOf(text)).toMatchObject({ code: 'invalid_file', data: { line, column } });
    expect(failureOf(text).message).toMatch(message);
  });
});

describe('what is wrong inside a passage', () => {
  const wrong = failure('invalid_pattern', 'missing )', 'close it', {
    line: 1,
    column: 3,
    caret: 'a(b\n  ^',
  });

  it('is shown where it stands in the file', () => {
    const { passages, fileName } = one('hooks:\n  on_pane_output:\n    - pattern: "a(b"\n      then: x\n');
    if (passages.match === null) throw new Error('no passage');
    expect(failureInFile(fileName, passages.match, wrong)).toMatchObject({
      code: 'invalid_pattern',
      message: 'session.yml:3:19: missing )',
      data: { line: 3, column: 19, caret: `    - pattern: "a(b"\n${' '.repeat(18)}^` },
    });
  });

  it.each([
    ['escapes', 'hooks: {on_pane_output: [{pattern: "\\x61(b", then: x}]}', 1, 37],
    [
      'a folded text',
      'hooks:\n  on_pane_output:\n    - then: x\n      pattern: >-\n        a(\n        b',
      5,
      9,
    ],
  ])('with %s the beginning is shown', (_name, text, line, column) => {
    const { passages, fileName } = one(text);
    if (passages.match === null) throw new Error('no passage');
    expect(failureInFile(fileName, passages.match, wrong).data).toMatchObject({ line, column });
  });
});
