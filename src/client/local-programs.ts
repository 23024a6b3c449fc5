import { assertNever, type Result, success } from '../domain/result.ts';
import type { Caller, LocalAction } from '../protocol/call.ts';
import { keepCompiled } from '../protocol/compile-cache.ts';
import type { Invocation } from '../protocol/invocation.ts';
import type { KeySetting, PanelSettings } from '../protocol/panel-settings.ts';
import type { Place } from '../protocol/place.ts';
import { runCallback } from './callback.ts';
import { connect } from './connection.ts';
import { daemonProcesses } from './daemon-processes.ts';

/**
 * What goes on in the caller's own process: what needs no daemon, and what needs the terminal. Node's modules are
 * fetched where they are used, as an ordinary call needs none of them.
 */

export const runLocal = async (words: readonly string[]): Promise<number> => {
  const { runLocalCommand }: LocalProgram = await import(chunk('local'));
  return runLocalCommand(words);
};

/** What no command is called: said here where no daemon runs, as none is started for it. */
export const refuseUnknown = async (
  words: readonly string[],
  printing: Parameters<LocalProgram['sayUnknown']>[1],
): Promise<number> => {
  const { sayUnknown }: LocalProgram = await import(chunk('local'));
  return sayUnknown(words, printing);
};

/** The demo has a tmux server and a daemon of its own, whatever server is named around it. */
export const runDemo = async (words: readonly string[]): Promise<number> => {
  const demo: DemoProgram = await import(chunk('demo'));
  return demo.runDemo(words);
};

/** Speaks MCP on standard input and output until that ends. */
export const runMcp = async ({ argv, place, caller }: Invocation): Promise<number> => {
  const mcp: McpProgram = await import(chunk('mcp'));
  return mcp.runMcp({ argv, place, caller });
};

/** Looks itself at what only the caller sees, and at all else where no daemon comes up. */
export const runDoctor = async ({ argv, place, caller, json }: Invocation): Promise<number> => {
  const doctor: DoctorProgram = await import(chunk('doctor'));
  const { keyProblems }: KeysProgram = await import(chunk('keys'));
  const uid = process.getuid?.() ?? 0;
  return doctor.runDoctor({
    ...{ argv, place, uid, keyProblems },
    ...{ color: caller.color, columns: caller.columns, isTerminal: caller.stdoutIsTerminal },
    format: json ? 'json' : 'text',
    daemons: () => daemonProcesses(place.tmuxSocket, uid),
    ask: async () => {
      const connected = await connect({ place, caller, uid, env: process.env, listener: () => undefined });
      if (!connected.ok) return connected;
      const { call, close, version } = connected.value;
      const asked = await call('doctor', {});
      close();
      return asked.ok ? success({ report: asked.value, version }) : asked;
    },
  });
};

export const perform = async (
  action: LocalAction,
  { place, caller, json }: Pick<Invocation, 'place' | 'caller' | 'json'>,
): Promise<number> => {
  switch (action.kind) {
    case 'panel': {
      const { session, settings, plain } = action;
      const options = { socketPath: place.tmuxSocket, session, settings, caller };
      if (plain !== null) {
        const { runPlain }: PlainProgram = await import(chunk('plain'));
        return runPlain({ ...options, once: plain === 'once' });
      }
      const { runPanel }: PanelProgram = await import(chunk('panel'));
      return runPanel(options);
    }
    case 'attach':
      return attach(action.argv);
    case 'callback':
      return runCallback(action, place, json);
    default:
      return assertNever(action);
  }
};

/** What the chunks hold. They are built from rooms that the client does not know. */
interface LocalProgram {
  readonly runLocalCommand: (words: readonly string[]) => number;
  readonly sayUnknown: (
    words: readonly string[],
    printing: { readonly json: boolean; readonly color: boolean; readonly columns: number },
  ) => number;
}
interface DemoProgram {
  readonly runDemo: (words: readonly string[]) => Promise<number>;
}
interface McpProgram {
  readonly runMcp: (called: Pick<Invocation, 'argv' | 'place' | 'caller'>) => Promise<number>;
}
interface DoctorProgram {
  readonly runDoctor: (call: {
    readonly argv: readonly string[];
    readonly place: Place;
    readonly uid: number;
    readonly format: 'json' | 'text';
    readonly color: boolean;
    readonly columns: number;
    readonly isTerminal: boolean;
    readonly ask: () => Promise<Result<{ readonly report: unknown; readonly version: string }>>;
    readonly daemons: () => readonly number[];
    readonly keyProblems: KeysProgram['keyProblems'];
  }) => Promise<number>;
}
interface KeysProgram {
  readonly keyProblems: (keys: readonly KeySetting[], file: string) => readonly string[];
}
interface PanelProgram {
  readonly runPanel: (options: PanelOptions) => Promise<number>;
}
interface PlainProgram {
  readonly runPlain: (options: PanelOptions & { readonly once: boolean }) => Promise<number>;
}
interface PanelOptions {
  readonly socketPath: string;
  readonly session: string | null;
  readonly settings: PanelSettings;
  readonly caller: Caller;
}

/** Chunks are loaded when they are needed; their names are built so that the bundler leaves them where they are. */
const chunk = (name: 'local' | 'panel' | 'plain' | 'demo' | 'mcp' | 'doctor' | 'keys'): string => {
  keepCompiled(import.meta.url, process.env);
  return new URL(`./${name}.mjs`, import.meta.url).href;
};

/** Hands the terminal to tmux until the person detaches. tmux refuses to attach where `TMUX` is set. */
const attach = (argv: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    const { spawn } = process.getBuiltinModule('node:child_process');
    const { TMUX: _outer, ...env } = process.env;
    const child = spawn(argv[0] ?? 'tmux', argv.slice(1), { stdio: 'inherit', env });
    child.on('error', () => resolve(5));
    child.on('exit', (code) => resolve(code ?? 1));
  });
