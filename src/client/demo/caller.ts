import type { Caller } from '../../protocol/call.ts';

/** As what the demo calls: a program without a terminal, from outside. */
export const CALLER: Caller = {
  kind: 'cli',
  name: 'demo',
  tmuxPane: null,
  cwd: '/',
  stdoutIsTerminal: false,
  stdinIsTerminal: false,
  columns: 80,
  color: false,
  format: 'json',
  insideTmux: false,
};
