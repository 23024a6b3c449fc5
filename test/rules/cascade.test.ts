import { expect, it } from 'vitest';
import { createCascade } from '../../src/rules/cascade.ts';

const made = (seq: number, tmux_pane: string, caused_by: number | null) =>
  ({ seq, type: 'pane.created', tmux_pane, caused_by }) as const;

const sent = (seq: number, tmux_pane: string, caused_by: number | null) =>
  ({ seq, type: 'keys.sent', tmux_pane, caused_by }) as const;

it('counts how many firings led to a pane, until somebody else does something there', () => {
  const cascade = createCascade();
  cascade.note(made(1, '%1', null));
  expect(cascade.ofPane('%1')).toEqual({ depth: 1, causedBy: 1 });
  cascade.fired(2, 1);
  cascade.note(made(3, '%2', 2));
  expect(cascade.ofPane('%2')).toEqual({ depth: 2, causedBy: 3 });
  cascade.fired(4, 2);
  expect(cascade.after({ caused_by: 4 })).toBe(3);
  cascade.typing('%2', null);
  expect(cascade.ofPane('%2')).toEqual({ depth: 1, causedBy: null });
  cascade.note(sent(5, '%2', null));
  expect(cascade.ofPane('%2')).toEqual({ depth: 1, causedBy: 5 });
  expect(cascade.ofPane('%9')).toEqual({ depth: 1, causedBy: null });
});

it('counts what is typed from its first key on, and never for less when that is told late', () => {
  const cascade = createCascade();
  cascade.note(made(1, '%1', null));
  cascade.fired(2, 1);
  cascade.typing('%1', 2);
  // Printed before the keys are told of.
  expect(cascade.ofPane('%1')).toEqual({ depth: 2, causedBy: 2 });
  cascade.fired(3, 2);
  cascade.typing('%1', 3);
  cascade.note(sent(4, '%1', 2));
  expect(cascade.ofPane('%1')).toEqual({ depth: 3, causedBy: 3 });
  cascade.note(sent(5, '%1', 3));
  expect(cascade.ofPane('%1')).toEqual({ depth: 3, causedBy: 5 });
});
