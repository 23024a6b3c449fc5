import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { expectNothingRan, expectUsage, MARKER, OBEYED, row, rows, TEXTS } from './hostile-corpus.ts';

const things = ({ tmux }: PanectlHouse) =>
  tmux.run('list-panes', '-a', '-F', '#{session_id} #{window_id} #{pane_id}');

const labels = async ({ ask }: PanectlHouse, session: string) =>
  rows(row(await ask('pane-list', session)).panes).map(({ label }) => label);

describe('a label that nobody meant well', () => {
  it('is refused and nothing is made, or is that label and nothing else', () =>
    withPanectl(async (house) => {
      const { panectl, ask, tmux } = house;
      await ask('session-create', 'ours', '--cwd', tmux.folder);
      const before = await things(house);
      let taken = 0;
      for (const text of TEXTS) {
        const made = await panectl('pane-create', 'ours', '--command', 'cat', '--', text);
        if (made.status === 0) {
          taken += 1;
          expect(row(row(made.json).data).label).toBe(text);
          expect(await labels(house, 'ours')).toEqual(['main', text]);
          const pane = String(row(row(made.json).data).tmux_pane);
          expect(await tmux.run('show-options', '-pqv', '-t', pane, '@label')).toBe(text);
          expect(row(await ask('pane-find', 'ours', '--', text)).label).toBe(text);
          const shown = await panectl('--text', 'pane-list', 'ours');
          expect(shown.stdout).not.toMatch(OBEYED);
          await ask('pane-kill', 'ours', '--', text);
        } else expectUsage(made, text);
        expect(await things(house)).toBe(before);
      }
      expect(taken).toBeGreaterThan(15);
      expectNothingRan(house);
    }));

  it('is refused as a name for a pane that exists, and as the first of a session', () =>
    withPanectl(async (house) => {
      const { panectl, ask } = house;
      await ask('session-create', 'ours');
      const before = await things(house);
      for (const text of ['a.b', '12', '%5', '@1', '$x', '-x', 'a\nb', '\u001b[m', '\u009b', '']) {
        expectUsage(await panectl('pane-label', 'ours', 'main', '--', text), text);
        expectUsage(await panectl('session-create', 'new', `--label=${text}`), text);
      }
      // What was no UTF-8 on the command line is no longer what it was.
      expectUsage(await panectl('pane-label', 'ours', 'main', 'a\ufffd'), 'invalid bytes');
      expect(await labels(house, 'ours')).toEqual(['main']);
      expect(await things(house)).toBe(before);
    }));

  it('is shown as it is when somebody sets it by hand, and does nothing', () =>
    withPanectl(async (house) => {
      const { panectl, ask, tmux } = house;
      await tmux.run('set-option', '-g', 'pane-border-status', 'top');
      for (const text of TEXTS.filter(
        (each) => each.trim() !== '' && each.length < 20_000 && !each.endsWith(';'),
      )) {
        await tmux.run('set-option', '-p', '-t', 'work:', '@label', text);
        await until(async () => (await labels(house, 'work'))[0] === text, { what: JSON.stringify(text) });
        const shown = await panectl('--text', 'pane-list', 'work');
        expect([shown.status, shown.stdout.split('\n').length]).toEqual([0, 3]);
        expect(shown.stdout).not.toMatch(OBEYED);
      }
      expect(await ask('pane-count', 'work')).toEqual({ count: 1 });
      expectNothingRan(house);
    }));
});

describe('a session name that nobody meant well', () => {
  it('is refused and nothing is made, or is that name and nothing else', () =>
    withPanectl(async (house) => {
      const { panectl, ask, tmux } = house;
      const before = await things(house);
      let taken = 0;
      for (const text of TEXTS) {
        const made = await panectl('session-create', '--cwd', tmux.folder, '--', text);
        if (made.status === 0) {
          taken += 1;
          expect(row(row(made.json).data).session).toBe(text);
          expect(await tmux.lines('list-sessions', '-F', '#{session_name}')).toContain(text);
          expect(await ask('pane-count', '--', text)).toEqual({ count: 1 });
          expect((await panectl('--text', 'session-list')).stdout).not.toMatch(OBEYED);
          await ask('session-kill', '--', text);
        } else expectUsage(made, text);
        expect(await things(house)).toBe(before);
      }
      expect(taken).toBeGreaterThan(12);
      expectNothingRan(house);
    }));

  it('that tmux has taken, or of a window, is shown inert and found', () =>
    withPanectl(async (house) => {
      const { panectl, ask, tmux } = house;
      const names = TEXTS.filter((text) => text.length < 20_000 && !text.includes('#') && text !== '');
      for (const name of [...names, `##(touch ${MARKER})`]) {
        await tmux.run('new-session', '-d', '-s', `s${name}`);
        await tmux.run('rename-window', '-t', `${await newest(house)}:`, '--', name);
      }
      const listed = rows(row(await ask('session-list')).sessions).map(({ session }) => String(session));
      expect(listed.toSorted()).toEqual(
        [...(await tmux.lines('list-sessions', '-F', '#{session_name}'))].toSorted(),
      );
      for (const session of listed) {
        const [pane] = rows(row(await ask('pane-list-detailed', '--', session)).panes);
        const id = String(pane?.tmux_pane);
        expect(pane?.window).toBe(await tmux.run('display-message', '-p', '-t', id, '#{window_name}'));
        expect((await panectl('session-kill', '--', session)).status).toBe(4);
      }
      const shown = await panectl('--text', 'session-list');
      expect(shown.stdout.split('\n')).toHaveLength(listed.length + 2);
      expect((await panectl()).stdout).not.toMatch(OBEYED);
      expectNothingRan(house);
    }));
});

const newest = async ({ tmux }: PanectlHouse): Promise<string> => {
  const ids = await tmux.lines('list-sessions', '-F', '#{session_id}');
  return ids.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))).at(-1) ?? '';
};
