import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActionFacts, parseAction } from '../../../src/rules/action/parse.ts';
import { fillText, type Template, type TemplateValues } from '../../../src/rules/action/template.ts';
import { HOSTILE_TEXTS } from '../hostile.ts';

const FACTS: ActionFacts = { event: 'pattern', groups: ['1', 'host'] };

const VALUES: TemplateValues = {
  session: 'build',
  pane: '%3',
  pane_id: 0,
  label: 'api',
  status: 'failed',
  exit_code: 2,
  signal: null,
  line: 'ERROR on db1',
  cpu: 81.256,
  memory: 524288000,
  service: null,
  replicas: 3,
  rule: 'watch',
  match: { 1: 'db1', host: 'db1' },
  created: '%9',
};

const parsed = (...lines: string[]) => {
  const commands = parseAction(lines, FACTS);
  if (!commands.ok) throw new Error(commands.failure.message);
  return commands.value;
};

const filled = (...lines: string[]) =>
  parsed(...lines).map(({ words }) => words.map((word) => fillText(word, VALUES)));

const shape = (template: Template | undefined) =>
  template?.map((part) => (part.kind === 'text' ? part.text : { [part.name]: part.group }));

describe('an action', () => {
  it.each([
    ['pane-kill build api', [['pane-kill', 'build', 'api']]],
    ['  pane-kill\tbuild   api \n', [['pane-kill', 'build', 'api']]],
    ["notify 'it is done'", [['notify', 'it is done']]],
    ['notify "say \\"hi\\" to c:\\\\x \\n"', [['notify', 'say "hi" to c:\\x \\n']]],
    ["a 'b\\'", [['a', 'b\\']]],
    ["notify 'a\\n' a\\b", [['notify', 'a\\n', 'a\\b']]],
    [`notify a'b c'"d e"f`, [['notify', 'ab cd ef']]],
    ['notify \'\' ""', [['notify', '', '']]],
    ['a && b', [['a'], ['b']]],
    ['a&&b', [['a&&b']]],
    ['a \'&&\' "&&" &&& x&& &&', null],
    ['a \'&&\' "&&" &&& x&&', [['a', '&&', '&&', '&&&', 'x&&']]],
    ['a &&\n  b', [['a'], ['b']]],
    ['a "1\n2"', [['a', '1\n2']]],
    ['a # b', [['a', '#', 'b']]],
    ['a; b | c > d $(e) `f` *', [['a;', 'b', '|', 'c', '>', 'd', '$(e)', '`f`', '*']]],
    ['a {{ \'{{\' }} {{"}}"}} }}', [['a', '{{', '}}', '}}']]],
    ["a '{{ '{{' }}.Names}}'", [['a', '{{.Names}}']]],
    ['日本 é 👍', [['日本', 'é', '👍']]],
  ])('%j is split into %j', (line, words) => {
    if (words === null) expect(parseAction([line], FACTS).ok).toBe(false);
    else expect(filled(line)).toEqual(words);
  });

  it.each([
    ['pane-kill {{ session }} {{ pane }}', ['pane-kill', 'build', '%3']],
    ['notify {{label}}:{{ pane_id }}:{{status}}:{{exit_code}}', ['notify', 'api:0:failed:2']],
    ["notify 'on {{ match.host }} ({{ match.1 }}), {{ signal }}!'", ['notify', 'on db1 (db1), !']],
    ['notify "{{ line }}"', ['notify', 'ERROR on db1']],
    ['notify --text={{ line }}', ['notify', '--text=ERROR on db1']],
    ['notify -- -{{ line }}', ['notify', '--', '-ERROR on db1']],
    ['notify {{ cpu }} {{ memory }} {{ rule }}', ['notify', '81.26', '524288000', 'watch']],
  ])('%s is filled in as %j', (line, words) => {
    expect(filled(line)).toEqual([words]);
  });

  it('knows where it came from', () => {
    expect(parsed('pane-kill a b && notify x', 'shell make')).toMatchObject([
      { source: 'pane-kill a b', line: 1 },
      { source: 'notify x', line: 1 },
      { source: 'shell make', line: 2 },
    ]);
  });

  it('lets what an earlier command made be used', () => {
    const line = 'pane-create {{ session }} log && pane-exec {{ session }} {{ created }} top';
    expect(shape(parsed(line)[1]?.words[2])).toEqual([{ created: null }]);
    expect(filled('pane create a b', 'pane-kill a {{ created }}')[1]).toEqual(['pane-kill', 'a', '%9']);
  });

  it.each<[string, number, RegExp]>([
    ['', 1, /missing/],
    ['  ', 3, /missing/],
    ['&& a', 1, /missing/],
    ['a &&', 5, /missing/],
    ['a && && b', 6, /missing/],
    ["a 'b", 3, /not closed/],
    ['a x"b', 4, /not closed/],
    ['a {{ line', 3, /not closed/],
    ['a {{ line }', 3, /not closed/],
    ['a {{ }}', 3, /name of a value/],
    ['a {{ li ne }}', 3, /name of a value/],
    ['a {{ line + 1 }}', 3, /name of a value/],
    ['a {{.Names}}', 3, /name of a value/],
    ['a {{ lin }}', 3, /no value lin/],
    ['a {{ constructor }}', 3, /no value/],
    ['a {{ label.x }}', 3, /no parts/],
    ['a {{ match }}', 3, /which group/],
    ['a {{ match.2 }}', 3, /no group 2/],
    ['a {{ match.toString }}', 3, /no group/],
    ['a b {{ created }}', 5, /nothing has been created/],
    ['pane-create a {{ created }}', 15, /nothing has been created/],
    ['{{ line }} a', 1, /never becomes a command/],
    ['pane-{{ line }} a', 6, /never becomes a command/],
    ['a --{{ line }}', 5, /never becomes an option/],
    ['a --lab{{ line }}=x', 8, /never becomes an option/],
    ["a '-x {{ line }}'", 7, /never becomes an option/],
    ['a b\nnotify c', 1, /ends with its line/],
    ['a \u{f0000}', 3, /plane 15/],
    ['a \0', 3, /NUL/],
  ])('%j is refused at column %i', (line, column, message) => {
    const result = parseAction([line], FACTS);
    expect(result).toMatchObject({ ok: false, failure: { code: 'invalid_rule', data: { column } } });
    expect(result.ok ? '' : result.failure.message).toMatch(message);
  });

  it('says in which entry of a list it is wrong, and draws it', () => {
    expect(parseAction(['notify a', 'notify {{ lable }}'], FACTS)).toMatchObject({
      failure: {
        hint: 'did you mean label?',
        data: { entry: 2, line: 1, column: 8, caret: 'notify {{ lable }}\n       ^' },
      },
    });
    expect(parseAction([], FACTS)).toMatchObject({ failure: { code: 'invalid_rule' } });
    expect(parseAction(['a'.repeat(30_000)], FACTS)).toMatchObject({ failure: { code: 'invalid_rule' } });
  });

  it.each(['exit', 'timeout', 'metric', 'silence', 'bell', 'created'] as const)(
    'has no line in a rule on %s',
    (event) => {
      for (const name of ['line', 'match.1'])
        expect(parseAction([`notify {{ ${name} }}`], { event, groups: ['1'] }).ok).toBe(false);
      expect(parseAction(['notify {{ label }} {{ exit_code }}'], { event, groups: [] }).ok).toBe(true);
    },
  );

  it('gives every word back that was quoted', () => {
    const braces = (text: string, quote: string) =>
      text.replaceAll('{{', quote === "'" ? '{{ "{{" }}' : "{{ '{{' }}");
    const quoted = (word: string) =>
      word.includes("'") || /[{]$/.test(word)
        ? `"${braces(word.replace(/["\\]/g, '\\$&'), '"')}"`
        : `'${braces(word, "'")}'`;
    const sign = fc.constantFrom(...`'"\\{}&;$ \t\n-=.a`, 'é', '👍', '\ud800');
    const word = fc.string({ unit: sign, maxLength: 12 }).filter((text) => !text.includes('{{{'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        expect(filled(words.map(quoted).join(' '))).toEqual([words]);
      }),
      { numRuns: 300 },
    );
  });

  it('never makes more of a value than one word, whatever it holds', () => {
    const [command] = parsed('notify a{{ line }}b {{ match.host }}');
    for (const text of HOSTILE_TEXTS) {
      const values = { ...VALUES, line: text, match: { host: text } };
      expect(command?.words.map((word) => fillText(word, values))).toEqual(['notify', `a${text}b`, text]);
    }
  });

  it('takes anything that somebody wrote without throwing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...`'"\\{} line.&`), maxLength: 30 }), { maxLength: 3 }),
        (lines) => {
          expect(typeof parseAction(lines, FACTS).ok).toBe('boolean');
        },
      ),
    );
    for (const text of HOSTILE_TEXTS) expect(typeof parseAction([text], FACTS).ok).toBe('boolean');
  });
});
