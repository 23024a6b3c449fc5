/** The table of the architecture: what a room may import besides itself, and what it is for. */
export interface Room {
  readonly mayImport: readonly string[];
  readonly holds: string;
}

const PURE = ['domain'];
const WIRE = ['domain', 'protocol'];

export const ROOMS: Readonly<Record<string, Room>> = {
  domain: { mayImport: [], holds: 'the nouns; nothing that does something' },
  protocol: { mayImport: ['domain'], holds: 'what crosses the socket' },
  commands: { mayImport: WIRE, holds: 'the registry: schemas, words to input, answers to text, ports' },
  tmux: { mayImport: PURE, holds: 'all that knows tmux' },
  store: { mayImport: PURE, holds: 'state, reduce and selectors, without React' },
  rules: { mayImport: PURE, holds: 'pure matching, conditions and triggers' },
  metrics: { mayImport: PURE, holds: 'process trees and samples' },
  journal: { mayImport: PURE, holds: 'SQLite' },
  daemon: {
    mayImport: [...WIRE, 'commands', 'tmux', 'store', 'rules', 'metrics', 'journal', 'cli'],
    holds: 'what joins the other rooms: code that needs two of them belongs there',
  },
  client: { mayImport: WIRE, holds: 'the connection to the daemon, small and without packages' },
  cli: { mayImport: [...WIRE, 'commands'], holds: 'help, and what an answer prints, pure' },
  mcp: { mayImport: [...WIRE, 'client', 'commands'], holds: 'the registry as tools' },
  ui: {
    mayImport: [...WIRE, 'client', 'store', 'commands'],
    holds: 'the panel; what it needs to know comes from the mirror',
  },
};

/** Packages and parts of Node that only some rooms may touch; all others are free to use what is listed nowhere. */
export const KEPT_IN: Readonly<Record<string, readonly string[]>> = {
  ink: ['ui'],
  react: ['ui'],
  execa: ['tmux'],
  '@modelcontextprotocol/server': ['mcp'],
  // The daemon's lock is SQLite's lock on a file: Node itself offers no flock(2).
  'node:sqlite': ['journal', 'daemon'],
  pidusage: ['metrics'],
  // The panel's filter is a pattern too, and the panel may not import rules/.
  re2js: ['rules', 'ui'],
  '@marcbachmann/cel-js': ['rules'],
};

/** Every call of the CLI loads these rooms, so they live on Node alone. */
export const WITHOUT_PACKAGES: readonly string[] = ['domain', 'protocol', 'client'];
