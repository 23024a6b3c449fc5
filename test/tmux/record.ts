import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTmux } from '../../src/tmux/find.ts';
import { type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';
import { until } from '../support/until.ts';
import { replay, type SentLine } from './control/replay.ts';
import { describeShort } from './control/shown.ts';

/**
 * Records what the tmux that is installed writes to a control client. Run by hand, `node test/tmux/record.ts [name…]`,
 * and read what changed in the JSON: it is what our machine made of the bytes, and a person's eye makes it the truth.
 */
const FOLDER = join(import.meta.dirname, '../fixtures/recordings');

interface Scenario {
  readonly flags: string;
  readonly target?: string;
  readonly play: (at: Recorder) => Promise<void>;
}

class Recorder {
  readonly server: PrivateTmux;
  readonly sent: SentLine[] = [];
  readonly chunks: Buffer[] = [];
  readonly child: ChildProcess;

  constructor(server: PrivateTmux, flags: string, target: string) {
    this.server = server;
    const words = ['-u', '-S', server.socket, '-C', 'attach-session', '-E', '-f', flags, '-t', target];
    this.child = spawn('tmux', words, { env: server.env, stdio: ['pipe', 'pipe', 'ignore'] });
    this.child.stdout?.on('data', (chunk: Buffer) => this.chunks.push(chunk));
  }

  get raw(): Buffer {
    return Buffer.concat(this.chunks);
  }

  send(line: string, commands = 1): void {
    this.sent.push({ line, commands });
    this.child.stdin?.write(`${line}\n`);
  }

  seen(text: string): Promise<boolean> {
    return until(() => this.raw.includes(text), { what: text });
  }

  /** Types at the shell of the first pane; the text that is waited for must not stand in the line. */
  async shell(line: string, answer: string): Promise<void> {
    await this.server.run('send-keys', '-t', '%0', '-l', line);
    await this.server.run('send-keys', '-t', '%0', 'Enter');
    await this.seen(answer);
  }

  async leave(): Promise<void> {
    this.child.stdin?.write('\n');
    await this.ended();
  }

  async ended(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
  }
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'start-and-exit': {
    flags: 'no-output,ignore-size',
    play: async (at) => {
      await at.seen('%session-changed');
      at.send("list-sessions -F '%end 1 2 1 漢字'");
      at.send("list-panes -a -F '#{pane_id} #{session_name}' ; list-sessions -F '#{session_name}'", 2);
      await at.seen('\nwork\n');
      await at.leave();
    },
  },
  // The attaching waits for nothing, and yet is answered last when lines stand behind it.
  'written-before-attached': {
    flags: 'no-output,ignore-size',
    play: async (at) => {
      at.send("display-message -p 'early'");
      await at.seen('early');
      await at.leave();
    },
  },
  'output-cut-inside-characters': {
    flags: 'ignore-size',
    play: async (at) => {
      const file = join(at.server.folder, 'text');
      writeFileSync(file, `x${'漢字🙂'.repeat(700)}\u001b]133;A\u0007\\ \u007f\n`);
      await at.shell(`stty -opost; cat ${file}; echo D''ONE`, 'DONE');
      await at.leave();
    },
  },
  'layout-and-windows': {
    flags: 'no-output,ignore-size',
    play: async (at) => {
      const { server } = at;
      await at.seen('%session-changed');
      await server.run('split-window', '-d', '-t', 'work:');
      await server.run('resize-pane', '-t', '%0', '-y', '10');
      await server.run('resize-pane', '-Z', '-t', '%0');
      await server.run('new-window', '-t', 'work:', '-n', 'a b');
      await server.run('rename-window', '-t', '@1', '%end of \\ it');
      await server.run('new-session', '-d', '-s', 'other');
      await server.run('kill-window', '-t', '@1');
      await server.run('rename-session', '-t', '$0', 'new name');
      await server.run('copy-mode', '-t', '%0');
      await at.seen('%pane-mode-changed');
      await at.leave();
    },
  },
  'own-session-killed': {
    flags: 'no-output,ignore-size',
    play: async (at) => {
      await at.server.run('new-session', '-d', '-s', 'other');
      await at.seen('%session-changed');
      at.send("kill-session -t '$0'");
      at.send("display-message -p 'after the kill'");
      await at.ended();
    },
  },
  'session-killed-by-another': {
    flags: 'ignore-size',
    play: async (at) => {
      await at.server.run('new-session', '-d', '-s', 'other');
      await at.seen('%session-changed');
      await at.server.run('kill-session', '-t', '$0');
      await at.ended();
    },
  },
  'moved-to-another-session': {
    flags: 'ignore-size',
    play: async (at) => {
      await at.server.run('new-session', '-d', '-s', 'other');
      await at.server.run('set-option', '-g', 'detach-on-destroy', 'off');
      await at.seen('%session-changed');
      await at.server.run('kill-session', '-t', '$0');
      await at.seen('%session-changed $1');
      await at.leave();
    },
  },
  'server-killed': {
    flags: 'no-output,ignore-size',
    play: async (at) => {
      await at.seen('%session-changed');
      process.kill((await at.server.serverPid()) ?? 0, 'SIGKILL');
      await at.ended();
    },
  },
  'detached-by-another': {
    flags: 'ignore-size',
    play: async (at) => {
      await at.seen('%session-changed');
      await at.server.run('detach-client', '-s', 'work');
      await at.ended();
    },
  },
  'no-such-session': { flags: 'ignore-size', target: '$99:', play: (at) => at.ended() },
  errors: {
    flags: 'no-output,ignore-size',
    play: async (at) => {
      await at.seen('%session-changed');
      at.send("kill-pane -t '%99'");
      at.send('nonsense');
      at.send("display-message -p one ; kill-pane -t '%99' ; display-message -p never", 3);
      at.send("display-message -p 'open");
      at.send('list-panes }');
      at.send("display-message -p 'the end'");
      await at.seen('the end');
      await at.leave();
    },
  },
  'hooks-that-print': {
    flags: 'no-output,ignore-size',
    play: async (at) => {
      await at.seen('%session-changed');
      await at.server.run('set-hook', '-g', 'after-list-panes', "display-message -p 'from a hook'");
      await at.server.run('set-hook', '-g', 'after-set-option', "display-message -p 'another hook'");
      at.send("list-panes -F '#{pane_id}'");
      at.send('set-option -p @label x');
      at.send("display-message -p 'the end'");
      await at.seen('the end');
      await at.leave();
    },
  },
  'pause-and-continue': {
    flags: 'ignore-size,pause-after=1',
    play: async (at) => {
      await at.shell("echo R''EADY", 'READY');
      // The server holds back only what the pipe, of 64 kB, does not take.
      at.child.stdout?.pause();
      await at.server.run('send-keys', '-t', '%0', 'i=0; while :; do echo $i$i$i; i=$((i+1)); done', 'Enter');
      await at.server.run('run-shell', '-d', '4', 'true');
      at.child.stdout?.resume();
      await at.seen('%pause %0');
      await at.server.run('send-keys', '-t', '%0', 'C-c');
      at.send("refresh-client -A '%0:continue'");
      await at.seen('%continue %0');
      await at.shell("echo B''ACK", 'BACK');
      at.send("refresh-client -A '%0:pause'");
      at.send("display-message -p 'the end'");
      await at.seen('the end');
      await at.leave();
    },
  },
};

const record = (name: string, { flags, target = 'work:', play }: Scenario): Promise<void> =>
  withPrivateTmux(
    async (server) => {
      const at = new Recorder(server, flags, target);
      try {
        await play(at);
      } finally {
        at.child.kill('SIGKILL');
      }
      const found = findTmux();
      const actions = replay(at.sent, [at.raw]).actions.map(describeShort);
      const expected = { tmux: found.ok ? found.value.version : '', sent: at.sent, actions };
      writeFileSync(join(FOLDER, `${name}.raw`), at.raw);
      writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(expected, null, 2)}\n`);
      console.log(`${name}: ${at.raw.length} bytes, ${actions.length} actions`);
    },
    { size: { width: 80, height: 24 } },
  );

const wanted = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
for (const [name, scenario] of Object.entries(SCENARIOS)) {
  if (wanted.length === 0 || wanted.includes(name)) await record(name, scenario);
}
