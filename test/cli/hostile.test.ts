import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../src/cli/render.ts';
import { renderTable } from '../../src/commands/text/table.ts';
import { parseArgv } from '../../src/commands/words/parse.ts';
import { success } from '../../src/domain/result.ts';

const failureOf = (argv: readonly string[]) => {
  const parsed = parseArgv(argv);
  if (parsed.ok) throw new Error('it was taken');
  return parsed.failure;
};

describe('words that nobody meant well', () => {
  it.each([
    ['frobnicate'],
    ['pane'],
    ['x'.repeat(100_000)],
    ['constructor'],
    ['__proto__'],
    ['日本'],
    ['\u001b[31m'],
  ])('an unknown command names the three nearest: %#', (word) => {
    const { code, data, message } = failureOf([word]);
    expect(code).toBe('usage');
    expect(data.nearest).toHaveLength(3);
    expect(message.length).toBeLessThan(200);
  });

  it('a value that begins with - says how to write it', () => {
    const { message, hint } = failureOf(['pane-capture', 's', 'p', '--grep', '-x']);
    expect(message).toContain('--option=VALUE');
    expect(message).not.toContain('\n');
    expect(hint).toContain('panectl pane-capture <session> <pane>');
    expect(parseArgv(['pane-capture', 's', 'p', '--grep=-x'])).toMatchObject({
      ok: true,
      value: { input: { grep: '-x' } },
    });
  });

  it.each([
    [['pane-list', 's', '--__proto__=x']],
    [['pane-list', 's', '--constructor']],
    [['pane-list', 's', '-5']],
    [['--no-such', 'pane-list', 's']],
    [['pane-count', 's', 'y'.repeat(100_000)]],
    [['pane-list', 's', '--status', '--json']],
    [['--as']],
    [['--json']],
  ])('%# is wrong usage and short', (argv) => {
    const { code, message } = failureOf(argv);
    expect(code).toBe('usage');
    expect(message.length).toBeLessThan(400);
  });

  it('takes a huge command line as it is', () => {
    const command = 'echo '.repeat(20_000);
    expect(parseArgv(['pane-exec', 's', 'p', command])).toMatchObject({
      ok: true,
      value: { input: { command } },
    });
    const keys = Array.from({ length: 50_000 }, () => 'x');
    expect(parseArgv(['pane-send-keys', 's', 'p', ...keys])).toMatchObject({
      ok: true,
      value: { input: { keys } },
    });
  });
});

describe('answers that nobody meant well', () => {
  const printing = { color: false, columns: 80 };

  it('JSON keeps its values and holds nothing that a terminal obeys', () => {
    const title = '\u001b]0;x\u0007\u009b31m\u007f\u202e日本\ud800';
    const { stdout } = renderAnswer(
      { result: success({ title }), status: 0 },
      { ...printing, format: 'json' },
    );
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(JSON.parse(stdout).data.title).toBe(title);
  });

  it('text of one object obeys nothing either', () => {
    const data = { label: 'a\u001b[2Jb\nc\r\u0085', metadata: { 'k\u001b': ['\u009b'] }, 'key\u001b': 1 };
    const { stdout } = renderAnswer({ result: success(data), status: 0 }, { ...printing, format: 'text' });
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(stdout.split('\n')).toHaveLength(4);
  });

  it.each([10, 20, 40, 80, 200])(
    'a table never exceeds %i columns, with 1 or 30 columns of anything',
    (width) => {
      for (const count of [1, 2, 30]) {
        const columns = Array.from({ length: count }, (_, index) => ({ title: `column ${index} 日本` }));
        const rows = [
          columns.map(() => ({ text: '日本語👩‍👩‍👧 e\u0301'.repeat(400) })),
          columns.map(() => ({ text: '' })),
        ];
        for (const line of renderTable(columns, rows, { width, color: false }))
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }
    },
  );

  it('a table of two hundred thousand rows is rendered', () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => [{ text: String(index) }]);
    expect(renderTable([{ title: 'n' }], rows, { width: 80, color: false })).toHaveLength(200_001);
  });
});
