import { expect, test } from 'vitest';
import { findPane, findSession } from '../../src/store/find.ts';
import { known, observation, pane, pane$, session, window, window$ } from './worlds.ts';

const state = known(
  observation(
    [
      session(0, [0], { name: 'build' }),
      session(1, [1, 2], { name: 'logs' }),
      session(2, [2], { name: 'twin' }),
    ],
    [window(0), window(1), window(2)],
    [
      pane(0, { label: 'main' }),
      pane(1, { label: 'worker' }),
      pane(2, { windowId: window$(1), label: 'same' }),
      pane(3, { windowId: window$(1), label: 'same' }),
      pane(4, { windowId: window$(2) }),
    ],
  ),
);
const codeOf = (result: { ok: boolean } & ({ ok: true } | { ok: false; failure: { code: string } })) =>
  result.ok ? null : result.failure.code;

test('a session is found by its exact name, its id, or the pane that asks', () => {
  expect(findSession(state, 'build', null)).toEqual({ ok: true, value: '$0' });
  expect(findSession(state, '$1', null)).toEqual({ ok: true, value: '$1' });
  expect(findSession(state, '.', pane$(1))).toEqual({ ok: true, value: '$0' });
  for (const text of ['buil', 'build*', '=build', '$9', 'BUILD', '__proto__'])
    expect(codeOf(findSession(state, text, null))).toBe('session_not_found');
});

test('a session that is missing is answered with those that exist and the nearest', () => {
  expect(findSession(state, 'bulid', null)).toMatchObject({
    failure: { hint: 'did you mean "build"?', data: { sessions: ['build', 'logs', 'twin'] } },
  });
});

test('. outside tmux, or in a window of several sessions, is a usage error with a hint', () => {
  expect(findSession(state, '.', null)).toMatchObject({ failure: { code: 'usage' } });
  expect(findPane(state, '.', null, 'build')).toMatchObject({ failure: { code: 'usage' } });
  expect(findSession(state, '.', pane$(4))).toMatchObject({
    failure: { code: 'usage', data: { sessions: ['logs', 'twin'] } },
  });
  expect(findPane(state, '.', pane$(4), '.')).toEqual({
    ok: true,
    value: { sessionId: '$1', tmuxPane: '%4' },
  });
});

test('a pane is found by number, label, id or as the one that asks', () => {
  const worker = { ok: true, value: { sessionId: '$0', tmuxPane: '%1' } };
  for (const text of ['1', 'worker', '%1', '.'])
    expect(findPane(state, text, pane$(1), 'build')).toEqual(worker);
  for (const text of ['01', '-1', 'work', '2', '%77', '*', '%'])
    expect(codeOf(findPane(state, text, null, 'build'))).toBe('pane_not_found');
});

test('a pane that is elsewhere is answered with where it is and what is here', () => {
  expect(findPane(state, '%2', null, 'build')).toMatchObject({
    failure: {
      code: 'pane_not_found',
      hint: '%2 is in session "logs"',
      data: {
        panes: [
          { pane_id: 0, tmux_pane: '%0', label: 'main' },
          { pane_id: 1, tmux_pane: '%1', label: 'worker' },
        ],
      },
    },
  });
});

test('a label that two panes bear names both', () => {
  expect(findPane(state, 'same', null, 'logs')).toMatchObject({
    failure: { code: 'label_ambiguous', hint: 'name one by its id: %2, %3' },
  });
});

test('a label of digits that somebody set by hand is answered with how to name its pane', () => {
  const odd = known(observation([session(0, [0])], [window(0)], [pane(0), pane(1, { label: '42' })]));
  expect(findPane(odd, '42', null, '$0')).toMatchObject({
    failure: {
      code: 'pane_not_found',
      hint: expect.stringMatching(/digits mean a pane's number.* is %1: use that, .* pane-label \S+ %1 NAME/),
    },
  });
});
