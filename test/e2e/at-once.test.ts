import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLink } from '../bench/link.ts';
import { field, SHELLS, withShell } from '../daemon/shells/shell-house.ts';
import { until } from '../support/until.ts';
import { withPanectl } from '../support/with-panectl.ts';
import { row, rows } from './hostile-corpus.ts';

describe.each(SHELLS)('of twenty calls at once to run something in %s', (shell) => {
  it('exactly one is taken, again and again, and it is the one that runs', () =>
    withShell(shell, async ({ ask, tmux }) => {
      const link = await openLink(tmux.socket);
      for (let round = 0; round < 5; round += 1) {
        // The one that is taken must not end before the last of the others has asked.
        const go = join(tmux.folder, `go-${round}`);
        let refused = 0;
        const calls = Array.from({ length: 20 }, (_, at) => {
          const command = `sh -c "echo ran ${round}-${at}; until [ -e '${go}' ]; do sleep 0.02; done"`;
          return link.call('pane-exec', { session: 's', pane: 'main', command, wait: true }).then(
            (exec) => ({ at, exec }),
            (error: Error) => {
              refused += 1;
              return { at, error: error.message };
            },
          );
        });
        await until(() => refused === 19, { what: 'nineteen refusals' });
        writeFileSync(go, '');
        const answers = await Promise.all(calls);
        const taken = answers.flatMap((each) => ('exec' in each ? [each] : []));
        expect(taken).toHaveLength(1);
        expect(row(taken[0]?.exec)).toMatchObject({
          outcome: 'completed',
          output: { lines: [{ text: `ran ${round}-${taken[0]?.at}` }] },
        });
        for (const each of answers)
          if ('error' in each) expect(each.error).toMatch(/runs in|has the terminal/);
      }
      link.end();
      expect(rows(row(await ask('exec-list', 's')).execs)).toHaveLength(5);
      const screen = await tmux.run('capture-pane', '-p', '-t', '=s:');
      expect(screen.match(/^ran /gm)).toHaveLength(5);
    }));
});

describe('commands of their own that end at once', () => {
  it('are each known with code and output, made one after the other or together, kept or not', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      const link = await openLink(house.tmux.socket);
      const create = async (at: number): Promise<void> => {
        const keep = at % 2 === 0;
        const pane = row(
          await link.call('pane-create', {
            session: 's',
            label: `job${at}`,
            command: `echo said ${at}; exit ${at}`,
            no_keep: !keep,
          }),
        );
        expect(pane).toMatchObject({ label: `job${at}`, exec_id: expect.any(String) });
        const exec = row(await link.call('exec-wait', { exec_id: pane.exec_id }));
        expect([at, exec.exit_code]).toEqual([at, at]);
        const said = row(await link.call('exec-output', { exec_id: pane.exec_id }));
        expect(said.output).toMatchObject({ lost: 0, lines: [{ text: `said ${at}` }] });
        if (keep) await link.call('pane-kill', { session: 's', pane: String(pane.tmux_pane) });
      };
      for (let at = 0; at < 10; at += 1) await create(at);
      await Promise.all(Array.from({ length: 20 }, (_, at) => create(10 + at)));
      link.end();
      await until(async () => field(await house.ask('pane-count', 's'), 'count') === 1, {
        what: 'the panes to go',
      });
    }));

  it('answer a call that waits with their end, also when the pane has gone by then', () =>
    withPanectl(async ({ ask, panectl }) => {
      await ask('session-create', 's');
      const ran = await Promise.all(
        [0, 3, 0, 5].map((code, at) =>
          panectl('pane-create', 's', `w${at}`, '--command', `exit ${code}`, '--no-keep', '--wait', 'exit'),
        ),
      );
      expect(ran.map(({ status }) => status)).toEqual([0, 1, 0, 1]);
      expect(ran.map(({ json }) => row(row(json).data).exit_code)).toEqual([0, 3, 0, 5]);
    }));
});
