import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { fieldsOf } from '../../../src/commands/words/fields.ts';
import { admit } from '../../../src/daemon/shell-door/admit.ts';
import { ACCEPTED, DECLINED, speak } from '../../../src/daemon/shell-door/reply.ts';
import { createRequestReader } from '../../../src/daemon/shell-door/request.ts';
import { placeOf } from '../../../src/protocol/place.ts';
import { SHELL_DOOR, shellDoorOf } from '../../../src/protocol/shell-door.ts';
import { PANECTL } from '../../support/run-panectl.ts';

const uid = process.getuid?.() ?? 0;
const place = placeOf('/tmp/tmux-test/default', uid);
const around = {
  env: { PANECTL_SOCKET: place.tmuxSocket },
  cwd: '/',
  stdinIsTerminal: false,
  stdoutIsTerminal: false,
  columns: 80,
};
const admitted = (...words: readonly string[]) => admit({ words, around }, place, uid);

describe('the shell door', () => {
  it('has one name on both sides', () => {
    expect(readFileSync(PANECTL, 'utf8')).toContain(`/${SHELL_DOOR}\n`);
    expect(shellDoorOf(place)).toBe(`${place.folder}/${SHELL_DOOR}%tmp%tmux-test%default`);
    expect(shellDoorOf(placeOf('/tmp/100%/s', uid))).toBe(null);
  });

  it('declines what only Node can do', () => {
    const words = [
      ['help'],
      ['version'],
      ['pane-count', '--help'],
      ['--version'],
      ['demo'],
      ['mcp'],
      ['doctor'],
      ['panel', '--plain'],
      ['completion', 'bash'],
      ['__complete', 'bash', 'x'],
      ['__gone', 'pane-count', 's'],
      ['daemon-stop'],
      ['daemon', 'status'],
      ['pane-stream', 's', 'p'],
      ['pane-hold', 's', 'p'],
      ['pane-attach', 's', 'p'],
      ['pane-tail', 's', 'p', '--follow'],
      ['--json', 'session-logs', '--follow'],
      ['orchestration-log', '--follow'],
      ['pane-send-keys', 's', 'p', '--stdin'],
      ['pane-send-keys', 's', 'p', '--secret'],
    ];
    expect(words.filter((each) => admitted(...each) !== null)).toEqual([]);
    expect(admit({ words: ['-S', '/tmp/other', 'pane-count', 's'], around }, place, uid)).toBe(null);
  });

  it('takes all other commands, and says itself what is wrong with one', () => {
    for (const words of [
      ['pane', 'count', 's'],
      ['nonsense'],
      ['pane-count'],
      ['pane-tail', 's', 'p', '--', '--follow'],
    ])
      expect(admitted(...words)).toMatchObject({ argv: words });
    expect(admitted()).toMatchObject({ argv: ['--text', 'report'] });
    expect(admitted('--as', 'me', '--json')).toMatchObject({ argv: ['--as', 'me', '--json', 'report'] });
  });

  it('knows every flag of the registry that streams or reads standard input', () => {
    const flags = COMMANDS.flatMap(fieldsOf).filter(({ description }) =>
      /standard input|go on with|each new (line|event)/.test(description),
    );
    expect([...new Set(flags.map(({ key }) => key))].sort()).toEqual([
      'callback',
      'follow',
      'secret',
      'stdin',
    ]);
  });
});

describe('a request', () => {
  const fields = [
    '3',
    '/a\nb',
    '0',
    '/tmp/s',
    'x,1,0',
    '%7',
    '/t',
    'me',
    'json',
    '1',
    'dumb',
    '',
    'b\n',
    'ü',
  ];
  const bytes = Buffer.from(fields.map((field) => `${field}\0`).join(''));

  it('is read from whatever pieces it comes in', () => {
    const reader = createRequestReader();
    const read = [...bytes].map((byte) => reader.feed(Buffer.from([byte])));
    expect(read.slice(0, -1).filter((each) => each !== null)).toEqual([]);
    expect(read.at(-1)).toMatchObject({
      words: ['', 'b\n', 'ü'],
      around: { cwd: '/a\nb', stdinIsTerminal: true, env: { TMUX: 'x,1,0', TMUX_PANE: '%7', TERM: 'dumb' } },
    });
  });
});

describe('an answer', () => {
  const printed = (stdout: string, stderr = '', status = 0) =>
    speak({ kind: 'printed', stdout, stderr, status });

  it.each([
    [printed('a\n\nb\n'), '0 3 0\na\n\nb\n', null],
    [printed('', 'no\n', 3), '3 0 1\nno\n', null],
    [printed('no end'), '0 f 0\n', 'no end'],
    [printed('a\0b\n'), '0 f 0\n', 'a\0b\n'],
    [printed(`${'x'.repeat(3000)}\n`, 'e\n', 1), '1 f 1\ne\n', `${'x'.repeat(3000)}\n`],
    [speak(DECLINED), 'n\n', null],
    [speak(ACCEPTED), 'y\n', null],
    [speak({ kind: 'printed', stdout: 'no end', stderr: '', status: 0 }, false), '0 1 0\nno end\n', null],
  ])('%# is spoken as a shell can read it', (spoken, lines, long) => {
    expect(spoken).toEqual({ lines, long });
  });
});
