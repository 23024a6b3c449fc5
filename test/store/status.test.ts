import { expect, test } from 'vitest';
import { commandOf } from '../../src/store/command.ts';
import { readStatus } from '../../src/store/status.ts';
import { foregroundEvents } from '../../src/store/status-change.ts';
import { known, NOW, oneWindow, pane, pane$ } from './worlds.ts';

const shell = {
  dead: false,
  deadStatus: null,
  deadSignal: null,
  owner: null,
  ownCommand: null,
  startCommand: null,
  exec: null,
  foreground: null,
};

test('a status is what the evidence shows and unknown without any', () => {
  expect(readStatus(shell)).toMatchObject({ status: 'unknown', statusSource: 'none' });
  expect(readStatus({ ...shell, foreground: 'root' })).toMatchObject({ status: 'idle', exitCode: null });
  expect(readStatus({ ...shell, foreground: 'child' })).toMatchObject({
    status: 'running',
    statusSource: 'foreground_process',
  });
  expect(readStatus({ ...shell, ownCommand: 'make' })).toMatchObject({
    status: 'running',
    statusSource: 'pane_process',
  });
  expect(readStatus({ ...shell, dead: true })).toMatchObject({ status: 'dead', exitCode: null });
  expect(readStatus({ ...shell, dead: true, deadStatus: 0 })).toMatchObject({
    status: 'completed',
    exitCode: 0,
  });
  expect(readStatus({ ...shell, dead: true, deadStatus: 3 })).toMatchObject({
    status: 'failed',
    exitCode: 3,
    signal: null,
  });
  expect(readStatus({ ...shell, dead: true, deadStatus: 143 })).toMatchObject({
    exitCode: 143,
    signal: 'TERM',
  });
  expect(readStatus({ ...shell, dead: true, deadSignal: 9 })).toMatchObject({
    status: 'failed',
    exitCode: 137,
    signal: 'KILL',
  });
});

test('a shell that was asked for by name is still a shell', () => {
  for (const startCommand of [null, '', 'bash', '/bin/zsh -l', '"exec fish"', '-bash', 'sh'])
    expect(commandOf({ ...shell, startCommand })).toBeNull();
  for (const startCommand of ['vim', 'bash -c make', 'make sh', './run.sh', 'ssh'])
    expect(commandOf({ ...shell, startCommand })).toBe(startCommand);
});

test('the foreground changes a shell once and says nothing twice', () => {
  const state = known(oneWindow(pane(0)));
  const events = foregroundEvents(
    state,
    [
      [pane$(0), 'root'],
      [pane$(9), 'child'],
    ],
    NOW,
  );
  expect(events).toEqual([
    {
      kind: 'pane.changed',
      tmuxPane: '%0',
      patch: { status: 'idle', statusSource: 'foreground_process', statusSince: NOW },
    },
  ]);
});
