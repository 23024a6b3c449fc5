import { describe, expect, it } from 'vitest';
import { createOutputs } from '../../../src/daemon/output/outputs.ts';
import { type WatchRequest, watchPane } from '../../../src/daemon/waits/watch.ts';
import type { Exec } from '../../../src/domain/exec.ts';
import { execId, isTmuxPaneId, isWindowId, paneNumber } from '../../../src/domain/ids.ts';
import { compilePattern, type Pattern } from '../../../src/rules/pattern.ts';
import { initialState, type PaneState, type State } from '../../../src/store/state.ts';

const pane = '%1';
if (!isTmuxPaneId(pane)) throw new Error('not a pane id');
const windowId = '@1';
if (!isWindowId(windowId)) throw new Error('not a window id');

const pattern = (source: string): Pattern => {
  const result = compilePattern(source);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
};

const paneState: PaneState = {
  tmuxPane: pane,
  windowId,
  label: null,
  title: '',
  pid: 1,
  process: null,
  startCommand: null,
  cwd: null,
  active: true,
  dead: false,
  deadStatus: null,
  deadSignal: null,
  mode: null,
  alternateScreen: false,
  synchronized: false,
  width: 80,
  height: 24,
  left: 0,
  top: 0,
  mark: null,
  owner: null,
  parent: null,
  ownCommand: null,
  environment: [],
  service: null,
  createdAt: null,
  completedAt: null,
  status: 'running',
  statusSince: null,
  statusSource: 'shell_integration',
  execId: null,
  exitCode: null,
  signal: null,
  ready: null,
  awaitingInput: null,
  metadata: {},
  metrics: null,
  history: [],
  past: [],
  cursor: 0,
  lastLine: null,
  lastOutputAt: null,
  patternHits: 0,
  heldBy: null,
  lastMatch: null,
};

const exec = (outcome: Exec['outcome'], firstCursor: number): Exec => ({
  exec_id: execId(1),
  session: 's',
  pane_id: paneNumber(0),
  tmux_pane: pane,
  label: null,
  command: 'make',
  owner: null,
  started_at: '2026-01-01T00:00:00.000Z',
  ended_at: null,
  duration_ms: null,
  outcome,
  exit_code: null,
  signal: null,
  ended_by: null,
  first_cursor: firstCursor,
  last_cursor: null,
});

const house = () => {
  let state: State = { ...initialState, panes: { [pane]: paneState } };
  const outputs = createOutputs();
  outputs.adopt(pane, { nonce: null, firstCursor: 0, width: 80 });
  const listeners = new Set<() => void>();
  return {
    outputs,
    print: (text: string) => outputs.feed(pane, Buffer.from(text), 0),
    set: (change: Partial<State>) => {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    setExec: (given: Exec) => ({
      execs: { [given.exec_id]: given },
      panes: { [pane]: { ...paneState, execId: given.exec_id } },
    }),
    listeners,
    store: { getState: () => state },
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const request = (given: Partial<WatchRequest>): WatchRequest => ({
  pane,
  pattern: pattern('DONE (?<n>\\d+)'),
  stops: [],
  since: 'exec',
  timeoutMs: 60_000,
  signal: new AbortController().signal,
  ...given,
});

describe('watching a pane', () => {
  it('answers with the line, its groups and its cursor when it comes', async () => {
    const world = house();
    const answer = watchPane(world, request({}));
    world.print('nothing yet\nDONE 42\n');
    expect(await answer).toMatchObject({
      ok: true,
      value: { outcome: 'matched', line: 'DONE 42', groups: { n: '42' }, cursor: 1, matched_at_entry: false },
    });
    expect(world.listeners.size).toBe(0);
  });

  it('looks from the start of the running exec, and says that it was there already', async () => {
    const world = house();
    world.print('DONE 1\nDONE 2\n');
    world.set(world.setExec(exec('running', 1)));
    expect(await watchPane(world, request({}))).toMatchObject({
      value: { outcome: 'matched', line: 'DONE 2', matched_at_entry: true },
    });
  });

  it('is over at once when that exec has ended without a match', async () => {
    const world = house();
    world.print('failed\n');
    world.set(world.setExec(exec('failed', 0)));
    expect(await watchPane(world, request({}))).toMatchObject({
      value: { outcome: 'exited', tail: ['failed'] },
    });
  });

  it('is over when the exec ends meanwhile', async () => {
    const world = house();
    world.set(world.setExec(exec('running', 0)));
    const answer = watchPane(world, request({}));
    world.set(world.setExec(exec('completed', 0)));
    expect(await answer).toMatchObject({ value: { outcome: 'exited' } });
  });

  it('waits on after the end of the exec when it looks from now', async () => {
    const world = house();
    world.print('DONE 1\n');
    world.set(world.setExec(exec('completed', 0)));
    const answer = watchPane(world, request({ since: 'now' }));
    world.print('DONE 2\n');
    expect(await answer).toMatchObject({ value: { outcome: 'matched', line: 'DONE 2' } });
  });

  it('stops at a stop pattern', async () => {
    const world = house();
    const answer = watchPane(world, request({ stops: [pattern('^fatal')] }));
    world.print('fatal: no\nDONE 1\n');
    expect(await answer).toMatchObject({
      value: { outcome: 'stopped', pattern: '^fatal', line: 'fatal: no' },
    });
  });

  it('sees a question that does not end its line', async () => {
    const world = house();
    const answer = watchPane(world, request({ pattern: pattern('Password:') }));
    world.print('Password: ');
    expect(await answer).toMatchObject({ value: { outcome: 'matched', line: 'Password: ', cursor: 0 } });
  });

  it('ends with its time', async () => {
    expect(await watchPane(house(), request({ timeoutMs: 1 }))).toMatchObject({
      value: { outcome: 'timeout' },
    });
  });

  it('ends when the pane goes, and when the server does', async () => {
    const world = house();
    const answer = watchPane(world, request({}));
    world.set({ panes: {} });
    expect(await answer).toMatchObject({ value: { outcome: 'exited' } });
    const other = house();
    const lost = watchPane(other, request({}));
    other.set({ link: { kind: 'lost', reason: 'killed', since: '2026-01-01T00:00:00.000Z' } });
    expect(await lost).toMatchObject({ ok: false, failure: { code: 'server_gone' } });
  });

  it('ends when its caller goes, and leaves nothing behind', async () => {
    const world = house();
    const caller = new AbortController();
    const answer = watchPane(world, request({ signal: caller.signal }));
    caller.abort();
    expect(await answer).toMatchObject({ ok: false });
    expect(world.listeners.size).toBe(0);
  });
});
