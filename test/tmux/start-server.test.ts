import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startServerOnce } from '../../src/tmux/start-server.ts';
import { type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';

/** A tmux whose first calls meet a server that ends under them. */
const endingTmux = ({ folder, config }: PrivateTmux, endings: number): string => {
  const program = join(folder, 'ending-tmux');
  const calls = join(folder, 'calls');
  const lines = [
    ...['#!/bin/sh', `echo call >> '${calls}'`, `if [ "$(wc -l < '${calls}')" -le ${endings} ]; then`],
    ...["  echo 'server exited unexpectedly' >&2", '  exit 1', 'fi', `exec tmux -f '${config}' "$@"`],
  ];
  writeFileSync(program, `${lines.join('\n')}\n`);
  chmodSync(program, 0o755);
  return program;
};

const SPEC = { name: 'first', cwd: '/', width: 90, height: 20 };

it('starts a server also where the one that ended under window-size manual still holds the socket', () =>
  withPrivateTmux(
    async (server) => {
      const started = await startServerOnce(endingTmux(server, 2), server.socket, SPEC);
      expect(started).toEqual({ ok: true, value: ['$0'] });
    },
    { session: null },
  ));

it('gives up on a server that ends each time', () =>
  withPrivateTmux(
    async (server) => {
      const started = await startServerOnce(endingTmux(server, 1_000), server.socket, SPEC);
      expect(started).toMatchObject({ ok: false, failure: { code: 'server_gone' } });
    },
    { session: null },
  ));
