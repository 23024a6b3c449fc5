import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROTOCOL } from '../../src/protocol/message.ts';
import { type FakePeer, withFakeDaemon, withPlace } from './fake-daemon.ts';
import { runClient } from './run-client.ts';

type Message = Readonly<Record<string, unknown>>;

/** Welcomes, and plays `answer` to a call. */
const answering =
  (answer: (peer: FakePeer, message: Message) => void) =>
  (peer: FakePeer, message: Message): void => {
    if (message.kind === 'hello') peer.welcome();
    if (message.kind === 'run') answer(peer, message);
  };

const errorOf = (line: string): unknown => JSON.parse(line).error?.code;

describe('a call', () => {
  it('prints what the daemon sends, each to its stream, and ends with its status', async () => {
    const play = answering((peer) =>
      peer.say(
        { kind: 'print', id: 1, stream: 'stdout', text: 'ein Süßes 日本\n' },
        { kind: 'print', id: 1, stream: 'stderr', text: 'beside\n' },
        { kind: 'exit', id: 1, status: 3 },
      ),
    );
    await withFakeDaemon(play, async (house) => {
      const ran = await runClient(house, ['pane-list', 'build']);
      expect(ran).toEqual({ status: 3, stdout: 'ein Süßes 日本\n', stderr: 'beside\n' });
    });
  });

  it('sends its words without those that choose the server, and what it knows of itself', async () => {
    const seen: Message[] = [];
    const play = answering((peer, message) => {
      seen.push(message);
      peer.say({ kind: 'exit', id: 1, status: 0 });
    });
    await withFakeDaemon(play, async (house) => {
      await runClient(house, ['--json', 'pane-exec', 'b', 't', '--', '-L', 'x'], {
        env: { PANECTL_ACTOR: 'me' },
      });
      await runClient(house, []);
    });
    expect(seen[0]?.argv).toEqual(['--json', 'pane-exec', 'b', 't', '--', '-L', 'x']);
    expect(seen[0]?.caller).toMatchObject({
      kind: 'cli',
      name: 'me',
      stdoutIsTerminal: false,
      tmuxPane: null,
    });
    expect(seen[1]?.argv).toEqual(['--text', 'report']);
  });

  it('hands on megabytes without losing or mixing any', async () => {
    const text = `${'x'.repeat(3_000_000)}\n`;
    const play = answering((peer) =>
      peer.say({ kind: 'print', id: 1, stream: 'stdout', text }, { kind: 'exit', id: 1, status: 0 }),
    );
    await withFakeDaemon(play, async (house) => {
      expect((await runClient(house, ['pane-capture', 'b', 't'])).stdout === text).toBe(true);
    });
  });

  it('sends standard input when it is asked for, to its end', async () => {
    let got = '';
    const play = (peer: FakePeer, message: Message): void => {
      if (message.kind === 'hello') peer.welcome();
      if (message.kind === 'run') peer.say({ kind: 'want_input', id: 1 });
      if (message.kind !== 'input') return;
      got += String(message.text);
      if (message.end === true) peer.say({ kind: 'exit', id: 1, status: 0 });
    };
    const input = 'zwölf\n'.repeat(100_000);
    await withFakeDaemon(play, async (house) => {
      expect((await runClient(house, ['pane-send-keys', 'b', 't', '--stdin'], { input })).status).toBe(0);
    });
    expect(got === input).toBe(true);
  });

  it('ends with the call, also while its standard input stays open', async () => {
    const play = answering((peer) =>
      peer.say({ kind: 'want_input', id: 1 }, { kind: 'exit', id: 1, status: 4 }),
    );
    await withFakeDaemon(play, async (house) => {
      expect((await runClient(house, ['pane-send-keys', 'b', 't'], { input: null })).status).toBe(4);
    });
  });
});

describe('a daemon that fails', () => {
  it('leaves one envelope and no half one when it dies amid its answer', async () => {
    const play = answering((peer) => {
      peer.say({ kind: 'print', id: 1, stream: 'stdout', text: '{"ok":true,"data":{"pan' });
      peer.socket.end();
    });
    await withFakeDaemon(play, async (house) => {
      const ran = await runClient(house, ['pane-list', 'b']);
      expect(ran.status).toBe(5);
      expect(errorOf(ran.stdout)).toBe('daemon_unavailable');
      expect(ran.stdout.endsWith('}\n')).toBe(true);
    });
  });

  it('is told on standard error where the answer is out already, or is text', async () => {
    const play = answering((peer) => {
      peer.say({ kind: 'print', id: 1, stream: 'stdout', text: '{"ok":true,"data":{}}\n' });
      peer.socket.end();
    });
    await withFakeDaemon(play, async (house) => {
      const json = await runClient(house, ['pane-list', 'b']);
      expect([json.status, json.stdout]).toEqual([5, '{"ok":true,"data":{}}\n']);
      expect(json.stderr).toContain('panectl: the daemon has gone');
      expect((await runClient(house, ['--text', 'pane-list', 'b'])).stderr).toContain('the daemon has gone');
    });
  });

  it.each([
    ['no JSON', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['JSON of somebody else', '{"jsonrpc":"2.0"}\n'],
    ['a message with a field of the wrong kind', '{"kind":"print","id":1,"stream":"toString","text":"x"}\n'],
    ['a status that is none', '{"kind":"exit","id":1,"status":"0; rm"}\n'],
    ['no object', '[[[[1]]]]\nnull\n'],
  ])('is daemon_unavailable when it says %s', async (_what, bytes) => {
    const play = answering((peer) => void peer.socket.write(bytes));
    await withFakeDaemon(play, async (house) => {
      const ran = await runClient(house, ['pane-list', 'b']);
      expect([ran.status, errorOf(ran.stdout), ran.stderr]).toEqual([5, 'daemon_unavailable', '']);
    });
  });

  it('is called by its version when it speaks another protocol', async () => {
    const play = (peer: FakePeer): void =>
      peer.say({ kind: 'welcome', protocol: PROTOCOL + 1, version: '9.9.9', pid: 4242 });
    await withFakeDaemon(play, async (house) => {
      const ran = await runClient(house, ['--text', 'pane-list', 'b']);
      expect(ran.status).toBe(5);
      expect(ran.stderr).toContain('panectl 9.9.9 and speaks protocol 2');
      expect(ran.stderr).toContain('kill 4242');
    });
  });

  it('is asked again when it closes before it has welcomed the call', async () => {
    let calls = 0;
    const play = (peer: FakePeer, message: Message): void => {
      if (message.kind !== 'hello') return;
      calls += 1;
      if (calls === 1) peer.socket.destroy();
      else {
        peer.welcome();
        peer.say({ kind: 'exit', id: 1, status: 0 });
      }
    };
    await withFakeDaemon(play, async (house) => {
      expect((await runClient(house, ['pane-list', 'b'])).status).toBe(0);
    });
    expect(calls).toBe(2);
  });
});

describe('Ctrl-C', () => {
  it('cancels the call and ends with 130 once that is answered, and says nothing', async () => {
    const child = Promise.withResolvers<ChildProcess>();
    const play = (peer: FakePeer, message: Message): void => {
      if (message.kind === 'hello') peer.welcome();
      if (message.kind === 'run') {
        // Its signal handler stands before our answer to its input request comes back.
        peer.say({ kind: 'want_input', id: 1 });
      }
      if (message.kind === 'input') void child.promise.then((running) => running.kill('SIGINT'));
      if (message.kind === 'cancel')
        peer.say(
          { kind: 'print', id: 1, stream: 'stdout', text: '{"ok":false,"error":{}}\n' },
          { kind: 'print', id: 1, stream: 'stderr', text: 'the caller has gone\n' },
          { kind: 'exit', id: 1, status: 1 },
        );
    };
    await withFakeDaemon(play, async (house) => {
      const ran = await runClient(house, ['pane-list', 'b'], { onStart: child.resolve });
      expect(ran).toEqual({ status: 130, stdout: '', stderr: '' });
    });
  });
});

describe('without a daemon', () => {
  it('daemon-status and daemon-stop start none', async () => {
    await withPlace(async (house) => {
      const answer = '{"ok":true,"data":{"running":false}}\n';
      expect(await runClient(house, ['daemon-status'])).toEqual({ status: 1, stdout: answer, stderr: '' });
      expect(await runClient(house, ['daemon', 'stop'])).toEqual({ status: 0, stdout: answer, stderr: '' });
    });
  });

  it.each([
    ['tmux_missing', null],
    ['tmux_too_old', 'echo tmux 3.2a'],
  ])('says %s in one sentence with what to do', async (code, script) => {
    await withPlace(async (house) => {
      const path = join(house.folder, 'bin');
      mkdirSync(path);
      if (script !== null) {
        writeFileSync(join(path, 'tmux'), `#!/bin/sh\n${script}\n`);
        chmodSync(join(path, 'tmux'), 0o755);
      }
      writeFileSync(join(house.folder, 'daemon.mjs'), '');
      const ran = await runClient(house, ['pane-list', 'b'], { env: { PATH: path } });
      expect([ran.status, errorOf(ran.stdout)]).toEqual([5, code]);
      expect(JSON.parse(ran.stdout).error.hint).toContain('install');
    });
  });
});
