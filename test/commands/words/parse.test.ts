import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { parseArgv } from '../../../src/commands/words/parse.ts';

const inputOf = (...argv: string[]): unknown => {
  const parsed = parseArgv(argv);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return [parsed.value.command.name, parsed.value.input];
};

describe('the command line', () => {
  it.each([
    [
      ['pane-count', 's'],
      ['pane-count', { session: 's' }],
    ],
    [
      ['pane', 'count', 's'],
      ['pane-count', { session: 's' }],
    ],
    [
      ['pane-list-json', 's'],
      ['pane-list', { session: 's' }],
    ],
    [
      ['pane', 'is-running', 's', '0'],
      ['pane-is-running', { session: 's', pane: '0' }],
    ],
    [
      ['pane-list', 's', '--status', 'failed', '--mine'],
      ['pane-list', { session: 's', status: 'failed', mine: true }],
    ],
    [
      ['pane-list', '--status=failed', 's'],
      ['pane-list', { session: 's', status: 'failed' }],
    ],
    [
      ['orchestration-log', '-n', '5'],
      ['orchestration-log', { n: '5' }],
    ],
    [
      ['pane-create', 's', 'web', '--env', 'A=1', '--env', 'B=2', '--no-keep'],
      ['pane-create', { session: 's', label: 'web', env: ['A=1', 'B=2'], no_keep: true }],
    ],
    [
      ['pane-exec', 's', '0', 'ls -la'],
      ['pane-exec', { session: 's', pane: '0', command: 'ls -la' }],
    ],
    [
      ['pane-exec', 's', '0', '--', 'ls', '-la'],
      ['pane-exec', { session: 's', pane: '0', argv: ['ls', '-la'] }],
    ],
    [
      ['pane-send-keys', 's', '0', 'C-c', 'Up'],
      ['pane-send-keys', { session: 's', pane: '0', keys: ['C-c', 'Up'] }],
    ],
    [
      ['pane-send-keys', 's', '0', '--', '-x'],
      ['pane-send-keys', { session: 's', pane: '0', keys: ['-x'] }],
    ],
    [
      ['--json', '--as', 'ci', 'pane-count', 's'],
      ['pane-count', { session: 's' }],
    ],
  ])('%j', (argv, expected) => {
    expect(inputOf(...argv)).toEqual(expected);
  });

  it('takes format and name from anywhere before --', () => {
    expect(parseArgv(['--as', 'ci', 'pane-count', 's', '--json'])).toMatchObject({
      ok: true,
      value: { format: 'json', as: 'ci' },
    });
    expect(parseArgv(['pane-exec', 's', '0', '--', 'x', '--json'])).toMatchObject({
      ok: true,
      value: { format: null, input: { argv: ['x', '--json'] } },
    });
  });

  it.each([
    [['pane-crate', 's', 'x'], 'pane-create'],
    [['pane', 'crate', 's', 'x'], 'pane-create'],
    [['session-lst'], 'session-list'],
  ])('names the nearest commands for %j', (argv, name) => {
    const parsed = parseArgv(argv);
    expect(parsed).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(parsed.ok ? '' : parsed.failure.hint).toContain(name);
  });

  it.each([
    [[]],
    [['']],
    [['pane-count']],
    [['pane-count', 's', 'surplus']],
    [['pane-exec', 's', '0', 'ls', '-la']],
    [['pane-list', 's', '--no-such']],
    [['pane-list', 's', '--status']],
    [['pane-list', 's', '--mine=yes']],
  ])('%j is wrong usage with a hint', (argv) => {
    expect(parseArgv(argv)).toMatchObject({
      ok: false,
      failure: { code: 'usage', hint: expect.any(String) },
    });
  });

  it.each(COMMANDS.flatMap(({ name, examples }) => examples.map((example) => [name, example] as const)))(
    '%s takes its own example: %s',
    (name, example) => {
      const words = [...example.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
        ([, single, double, bare]) => single ?? double?.replace(/\\(.)/g, '$1') ?? bare ?? '',
      );
      const parsed = parseArgv(words.slice(1));
      expect(parsed).toMatchObject({ ok: true, value: { command: { name } } });
      if (parsed.ok) expect(parsed.value.command.input.safeParse(parsed.value.input).error).toBeUndefined();
    },
  );
});
