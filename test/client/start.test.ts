import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reachDaemon } from '../../src/client/start.ts';
import { isTooOld } from '../../src/domain/tmux-version.ts';
import { withFakeDaemon, withPlace } from './fake-daemon.ts';

const uid = process.getuid?.() ?? 0;
const common = { uid, start: true, listener: () => undefined };

/** A daemon of a few lines: listens at argv[2], welcomes, and ends when its caller goes. */
const LITTLE_DAEMON = (socket: string) => `
import { createServer } from 'node:net';
import { unlinkSync } from 'node:fs';
try { unlinkSync(${JSON.stringify(socket)}); } catch {}
const server = createServer((socket) => {
  socket.write(JSON.stringify({ kind: 'welcome', protocol: 1, version: 'little', pid: process.pid }) + '\\n');
  socket.on('error', () => {});
  socket.on('close', () => server.close());
});
server.listen(${JSON.stringify(socket)});
`;

describe('reaching a daemon', () => {
  it('starts one where none is, and connects to it', async () => {
    await withPlace(async ({ folder, place }) => {
      mkdirSync(place.folder, { recursive: true, mode: 0o700 });
      const program = join(folder, 'daemon.mjs');
      writeFileSync(program, LITTLE_DAEMON(place.socket));
      const reached = await reachDaemon({
        ...common,
        place,
        program,
        env: { ...process.env, PANECTL_HOME: folder },
      });
      expect(reached.ok && reached.value !== null).toBe(true);
      if (!reached.ok || reached.value === null) return;
      reached.value.close();
      await reached.value.closed;
    });
  });

  it('says that it ended, and where its log is, when it can not come up', async () => {
    await withPlace(async ({ folder, place }) => {
      const program = join(folder, 'daemon.mjs');
      writeFileSync(program, 'throw new Error("no way")');
      const env = { ...process.env, PANECTL_HOME: folder };
      const reached = await reachDaemon({ ...common, place, program, env });
      expect(reached).toMatchObject({
        ok: false,
        failure: { code: 'daemon_unavailable', data: { exit_code: 1 } },
      });
      expect(reached.ok ? '' : reached.failure.hint).toContain(`${folder}/${place.key}.log`);
    });
  });

  it('gives up at the deadline on a program that runs and never listens', async () => {
    await withPlace(async ({ folder, place }) => {
      const program = join(folder, 'daemon.mjs');
      writeFileSync(program, 'setTimeout(() => {}, 3_000)');
      const env = { ...process.env, PANECTL_HOME: folder };
      const reached = await reachDaemon({ ...common, place, program, env, deadlineMs: 500 });
      expect(reached.ok ? '' : reached.failure.message).toContain('did not come up within 0.5 s');
    });
  });

  it('gives up on a daemon that takes the call and stays silent', async () => {
    await withFakeDaemon(
      () => undefined,
      async ({ place }) => {
        const reached = await reachDaemon({ ...common, place, env: process.env, deadlineMs: 100 });
        expect(reached).toMatchObject({
          ok: false,
          failure: { code: 'daemon_unavailable', retryable: true },
        });
      },
    );
  });

  it('refuses a folder that others can enter, or that is no folder', async () => {
    await withPlace(async ({ folder, place }) => {
      const open = join(folder, 'open');
      mkdirSync(open);
      chmodSync(open, 0o755);
      const file = join(folder, 'file');
      writeFileSync(file, '');
      for (const [at, hint] of [
        [open, `chmod 700 ${open}`],
        [file, 'ls -ld'],
      ] as const) {
        const there = { ...place, folder: at, socket: join(at, 's.sock') };
        const reached = await reachDaemon({ ...common, place: there, env: process.env });
        expect(reached).toMatchObject({ ok: false, failure: { code: 'daemon_unavailable' } });
        expect(reached.ok ? '' : reached.failure.hint).toContain(hint);
      }
    });
  });

  it.each([
    ['2.9', true],
    ['3.2a', true],
    ['next-3.2', true],
    ['3.3', false],
    ['3.3a', false],
    ['3.10', false],
    ['next-3.6', false],
    ['master', false],
    ['openbsd-7.4', false],
    ['', false],
  ])('takes tmux %s to be too old: %s', (version, old) => {
    expect(isTooOld(version)).toBe(old);
  });
});
