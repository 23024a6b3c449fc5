import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { untilTmux } from '../../journeys/stage.ts';
import { until } from '../../support/until.ts';
import { daemonsOf } from '../../support/with-panectl.ts';
import { field, SHELLS, type ShellHouse, withShell } from './shell-house.ts';

/** The daemon's own clients that hear output. */
const listening = async ({ tmux }: ShellHouse): Promise<readonly number[]> => {
  const lines = await tmux.lines('list-clients', '-F', '#{client_pid} #{client_flags}');
  return lines.filter((line) => line.includes('pause-after')).map(Number.parseFloat);
};

/** The daemon stands still and its clients go: what panes print meanwhile is heard by nobody. */
const cutOffWhile = async (house: ShellHouse, work: () => Promise<unknown>): Promise<void> => {
  const clients = await until(async () => listening(house).then((pids) => pids.length > 1 && pids), {
    what: 'a client for each session',
  });
  const [daemon] = daemonsOf(house.tmux.socket);
  if (daemon === undefined) throw new Error('no daemon');
  process.kill(daemon, 'SIGSTOP');
  try {
    for (const pid of clients) process.kill(pid, 'SIGKILL');
    await until(async () => (await listening(house)).length === 0, { what: 'its clients to go' });
    await work();
  } finally {
    process.kill(daemon, 'SIGCONT');
  }
};

/** A command that says that it has begun, and ends with 7 when the file is there. */
const waiting = (file: string): string =>
  `echo > '${file}.began'; while [ ! -e '${file}' ]; do sleep 0.05; done; exit 7`;

const untilBegun = (file: string): Promise<true> => until(() => existsSync(`${file}.began`), { what: file });

describe.each(SHELLS)('the end of a command in %s that was not heard', (shell) => {
  it('is seen as soon as the connection is there again, without another prompt', () =>
    withShell(shell, async (house) => {
      const file = join(house.userHome, 'go');
      const command = `sh -c "${waiting(file)}"`;
      const id = String(field(await house.ask('pane-exec', 's', 'main', command), 'exec_id'));
      const waited = house.panectl('exec-wait', id, '200s');
      await untilBegun(file);
      await cutOffWhile(house, async () => {
        writeFileSync(file, '');
        // At its prompt again the shell has the terminal.
        await untilTmux(house.tmux, '=s:', '#{pane_current_command}', shell);
      });
      const { json } = await waited;
      expect([field(json, 'data', 'outcome'), field(json, 'data', 'exit_code')]).toEqual(['ended', null]);
      const next = await house.exec("sh -c 'exit 9'");
      expect([next.outcome, next.exit_code]).toEqual(['failed', 9]);
    }));

  it('is not taken for the end of what was typed meanwhile', () =>
    withShell(shell, async (house) => {
      const file = join(house.userHome, 'go');
      const other = join(house.userHome, 'other');
      const command = `sh -c "${waiting(file)}"`;
      const id = String(field(await house.ask('pane-exec', 's', 'main', command), 'exec_id'));
      await untilBegun(file);
      await cutOffWhile(house, async () => {
        writeFileSync(file, '');
        const typed = `sh -c "echo > ${other}.began; while [ ! -e ${other} ]; do sleep 0.05; done; exit 3"`;
        await house.tmux.run('send-keys', '-t', '=s:', '-l', typed);
        await house.tmux.run('send-keys', '-t', '=s:', 'Enter');
        await untilBegun(other);
      });
      await until(async () => (await listening(house)).length > 0, { what: 'the connection' });
      writeFileSync(other, '');
      const { json } = await house.panectl('exec-wait', id, '200s');
      // Never the 3 of the other one.
      expect([field(json, 'data', 'outcome'), field(json, 'data', 'exit_code')]).toEqual(['ended', null]);
      await until(
        async () => (await house.panectl('wait-any', 'ready:s/main', '--timeout', '1s')).status === 0,
        {
          what: 'the prompt',
        },
      );
      const next = await house.exec("sh -c 'exit 9'");
      expect([next.outcome, next.exit_code]).toEqual(['failed', 9]);
    }));

  // fish reads with the editor of its prompt, so nobody can tell.
  it.skipIf(shell === 'fish')('is not seen where the shell itself still reads', () =>
    withShell(shell, async (house) => {
      const other = join(house.userHome, 'other');
      const command = `read -r line; sh -c 'exit 7'`;
      const id = String(field(await house.ask('pane-exec', 's', 'main', command), 'exec_id'));
      await cutOffWhile(house, async () => writeFileSync(other, ''));
      await until(async () => (await listening(house)).length > 1, { what: 'the connection' });
      expect((await house.panectl('exec-wait', id, '1500ms')).status).toBe(124);
      await house.ask('pane-send-keys', 's', 'main', 'text', 'Enter');
      const { json } = await house.panectl('exec-wait', id, '200s');
      expect([field(json, 'data', 'outcome'), field(json, 'data', 'exit_code')]).toEqual(['failed', 7]);
    }),
  );
});
