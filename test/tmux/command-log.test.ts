import { expect, it } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import { failed, success } from '../../src/domain/result.ts';
import { CommandLog } from '../../src/tmux/command-log.ts';

it.each([
  [['send-keys', '-t', '%1', '-l', '--', 'hunter2'], 'tmux send-keys -t %1 -l -- …'],
  [['set-buffer', 'hunter2'], 'tmux set-buffer …'],
  [['split-window', '-e', 'TOKEN=hunter2\nhunter2', '-t', '%1'], 'tmux split-window -e TOKEN=… -t %1'],
  [['set-environment', '-t', '$1:', 'TOKEN', 'hunter2'], "tmux set-environment -t '$1:' TOKEN …"],
])('keeps no text that may be a password: %j', (words, shown) => {
  const log = new CommandLog();
  log.add(words, success([]));
  expect(JSON.stringify(log.entries)).not.toContain('hunter2');
  expect(log.entries[0]?.command.replaceAll("'…'", '…').replaceAll("'TOKEN=…'", 'TOKEN=…')).toBe(shown);
});

it('keeps what tmux said of what failed, and no more than the last 200', () => {
  const log = new CommandLog();
  for (let at = 0; at < 300; at += 1)
    log.add(['kill-pane', '-t', `%${at}`], failed(failure('internal', `no ${at}`)));
  expect(log.entries).toHaveLength(200);
  expect(log.entries.at(-1)).toMatchObject({ command: 'tmux kill-pane -t %299', ok: false, error: 'no 299' });
});

it('keeps nothing that only asks, unless it failed, nor what is set for status lines', () => {
  const log = new CommandLog();
  for (const words of [
    ['list-panes', '-a'],
    ['show-environment', '-g', 'HOME'],
    ['set-option', '-g', '@panectl_status', 'x'],
  ])
    log.add(words, success([]));
  expect(log.entries).toEqual([]);
  log.add(['list-panes', '-t', '%9'], failed(failure('internal', 'no %9')));
  expect(log.entries).toMatchObject([{ command: 'tmux list-panes -t %9', ok: false }]);
});
