import { describe, expect, it } from 'vitest';
import { readInvocation } from '../../src/protocol/invocation.ts';
import { placeOf } from '../../src/protocol/place.ts';

const around = {
  env: {},
  uid: 1000,
  cwd: '/',
  stdinIsTerminal: false,
  stdoutIsTerminal: false,
  columns: 80,
};

describe('the words of a call', () => {
  it.each([
    [['-L', 'x', 'pane-list', 'b'], ['pane-list', 'b'], 'pane-list', '/tmp/tmux-1000/x'],
    [['-Lx', 'pane', 'list', 'b'], ['pane', 'list', 'b'], 'pane', '/tmp/tmux-1000/x'],
    [['pane-list', 'b', '-S', '/s'], ['pane-list', 'b'], 'pane-list', '/s'],
    [['--as', 'me', '-S/s', 'daemon', 'status'], ['--as', 'me', 'daemon', 'status'], 'daemon-status', '/s'],
    [['pane-exec', 'b', '--', '-S', '/s'], ['pane-exec', 'b', '--', '-S', '/s'], 'pane-exec', null],
    [['--json', 'report'], ['--json', 'report'], 'report', null],
    [['--as', '-L', 'x', 'report'], ['--as', '-L', 'x', 'report'], 'x', null],
    [['-L'], [], null, '/tmp/tmux-1000/'],
    [[], [], null, null],
  ])('%j', (words, argv, command, socket) => {
    const read = readInvocation(words, around);
    expect([read.argv, read.command]).toEqual([argv, command]);
    expect(read.place).toEqual(placeOf(socket ?? '/tmp/tmux-1000/default', 1000));
  });

  it.each([
    [{}, false, ['report'], true],
    [{}, true, ['report'], false],
    [{ PANECTL_FORMAT: 'json' }, true, ['report'], true],
    [{ PANECTL_FORMAT: 'json' }, true, ['report', '--text'], false],
    [{ PANECTL_FORMAT: 'yaml' }, false, ['--json', 'report'], true],
    [{}, true, ['pane-exec', '--', '--json'], false],
  ])('is answered in JSON or text: %j, terminal %s, %j', (env, stdoutIsTerminal, words, json) => {
    expect(readInvocation(words, { ...around, env, stdoutIsTerminal }).json).toBe(json);
  });

  it('knows the pane it comes from on the server of that pane only', () => {
    const env = { TMUX: '/tmp/tmux-1000/default,12,0', TMUX_PANE: '%7' };
    expect(readInvocation(['report'], { ...around, env }).caller.tmuxPane).toBe('%7');
    expect(readInvocation(['-L', 'other', 'report'], { ...around, env }).caller.tmuxPane).toBe(null);
    expect(readInvocation(['report'], { ...around, env: { ...env, TMUX_PANE: '7;x' } }).caller.tmuxPane).toBe(
      null,
    );
  });
});
