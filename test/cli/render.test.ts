import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { AGENT_HELP } from '../../src/cli/agent-help.ts';
import { commandHelp, helpText } from '../../src/cli/help.ts';
import { renderAnswer } from '../../src/cli/render.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { renderTable } from '../../src/commands/text/table.ts';
import { failure } from '../../src/domain/failure.ts';
import { failed, success } from '../../src/domain/result.ts';

const text = { format: 'text', color: false, columns: 80 } as const;
const json = { ...text, format: 'json' } as const;
const pane = {
  pane_id: 1,
  tmux_pane: '%3',
  label: 'build',
  status: 'failed',
  exit_code: 2,
  command: 'make',
  owner: null,
  dead: false,
  pattern_hits: 0,
  cpu_percent: 12.4,
  memory_bytes: 325058560,
};

describe('an answer', () => {
  it('is one envelope in JSON, also when it is a failure', () => {
    expect(renderAnswer({ result: success({ count: 3 }), status: 0 }, json)).toEqual({
      stdout: '{"ok":true,"data":{"count":3}}\n',
      stderr: '',
      status: 0,
    });
    const gone = failure('pane_not_found', 'no pane x', 'look', { panes: [] });
    expect(JSON.parse(renderAnswer({ result: failed(gone), status: 3 }, json).stdout)).toEqual({
      ok: false,
      error: gone,
    });
  });

  it('is a table of panes for people', () => {
    expect(renderAnswer({ result: success({ panes: [pane] }), status: 0 }, text).stdout).toBe(
      'PANE  ID  LABEL  STATUS    EXIT  CPU   MEM  COMMAND\n   1  %3  build  ✖ failed     2  12%  310M  make\n',
    );
  });

  it('says in a sentence that a panel is open, and not all that is known of its pane', () => {
    const panel = { ...pane, label: null, command: 'panectl panel' };
    expect(renderAnswer({ result: success(panel), status: 0 }, text).stdout).toBe(
      'the panel is open in a window of its own; q closes it, `panectl panel` comes back to it\n',
    );
  });

  it('is what a pane shows, line by line, without its escapes', () => {
    const output = {
      lines: ['a\u001b[31mb\u001b[0m', '\u001b]0;x\u0007c'],
      next_cursor: null,
      truncated: false,
      omitted: 0,
      lost: 0,
    };
    expect(renderAnswer({ result: success({ output }), status: 0 }, text).stdout).toBe('ab\n␛]0;x␇c\n');
  });

  it('goes to standard error when it is a failure, with what exists instead', () => {
    const gone = failure('pane_not_found', 'no pane x in s', 'panectl pane-list s', {
      panes: [{ pane_id: 0, tmux_pane: '%1', label: 'main' }],
    });
    expect(renderAnswer({ result: failed(gone), status: 3 }, text)).toEqual({
      stdout: '',
      stderr: 'panectl: no pane x in s\npanectl pane-list s\nthere is: 0 %1 main\n',
      status: 3,
    });
  });
});

describe('a table', () => {
  it('keeps its columns straight, inside the width and free of escapes whatever the cells hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 30, max: 200 }),
        (cells, width) => {
          const lines = renderTable(
            [{ title: 'A' }, { title: 'B', shrink: 1 }],
            cells.map((cell) => [{ text: 'x' }, { text: cell }]),
            { width, color: false },
          );
          for (const line of lines) {
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
            expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
          }
        },
      ),
    );
  });
});

describe('help', () => {
  it('lists every command', () => {
    const overview = helpText(null);
    for (const { name } of COMMANDS) expect(overview.ok && overview.value).toContain(`  ${name} `);
  });

  it('tells all about one command', () => {
    const help = helpText('pane-create');
    expect(help.ok && help.value).toContain('usage: panectl pane-create <session> <label>');
    expect(help.ok && help.value).toContain('label_exists');
    for (const command of COMMANDS) expect(commandHelp(command)).toContain(command.summary);
  });

  it('for agents fits into 1,200 tokens', () => {
    expect(AGENT_HELP.length).toBeLessThan(4_500);
  });

  it('names the nearest command for a wrong one', () => {
    expect(helpText('pane-crate')).toMatchObject({
      ok: false,
      failure: { hint: expect.stringContaining('pane-create') },
    });
  });
});
