import { describe, expect, it } from 'vitest';
import { checkHabits } from '../../scripts/house/habits.ts';
import { checkImports } from '../../scripts/house/imports.ts';
import { ROOMS } from '../../scripts/house/rooms.ts';

const importing = (path: string, specifier: string) =>
  checkImports({ path, text: `const a = 1;\nimport { b } from '${specifier}';\n` }).map(
    ({ line, message }) => ({
      line,
      message,
    }),
  );

describe('the import table', () => {
  it.each([
    ['src/ui/app.tsx', '../tmux/tmux.ts', 'ui/'],
    ['src/ui/views/tree.tsx', '../../daemon/house.ts', 'ui/'],
    ['src/store/reduce.ts', '../journal/journal.ts', 'store/'],
    ['src/tmux/connect.ts', '../store/state.ts', 'tmux/'],
    ['src/daemon/main.ts', '../client/connect.ts', 'daemon/'],
    ['src/domain/pane.ts', '../store/state.ts', 'domain/'],
    ['src/cli/parse.ts', '../client/connect.ts', 'cli/'],
    ['src/client/main.ts', '../commands/registry.ts', 'client/'],
    ['src/commands/state.ts', '../../test/support/until.ts', 'commands/'],
  ])('turns red when %s imports %s', (path, specifier, start) => {
    const [finding, ...others] = importing(path, specifier);
    expect(others).toEqual([]);
    expect(finding?.line).toBe(2);
    expect(finding?.message.startsWith(start)).toBe(true);
  });

  it('says where the code belongs', () => {
    expect(importing('src/store/reduce.ts', '../journal/journal.ts')[0]?.message).toContain(
      'belongs in daemon/',
    );
  });

  it.each([
    ['src/ui/app.tsx', '../commands/registry.ts'],
    ['src/daemon/main.ts', '../journal/journal.ts'],
    ['src/store/reduce.ts', './state.ts'],
    ['test/ui/app.test.tsx', '../../src/tmux/tmux.ts'],
  ])('lets %s import %s', (path, specifier) => {
    expect(importing(path, specifier)).toEqual([]);
  });

  it.each([
    ['src/client/connect.ts', 'zod'],
    ['src/store/mirror.ts', 'react'],
    ['src/daemon/main.ts', 'execa'],
    ['src/cli/print.ts', 'node:sqlite'],
  ])('keeps packages in their rooms: %s may not import %s', (path, specifier) => {
    expect(importing(path, specifier)).toHaveLength(1);
  });

  it('knows no room that may import itself through another', () => {
    const reaches = (from: string, to: string): boolean =>
      (ROOMS[from]?.mayImport ?? []).some((next) => next === to || reaches(next, to));
    expect(Object.keys(ROOMS).filter((room) => reaches(room, room))).toEqual([]);
  });

  it('refuses a folder of src that is no room', () => {
    expect(importing('src/extras/a.ts', '../domain/pane.ts')[0]?.message).toContain('no room');
  });
});

describe('the habits', () => {
  const habitsOf = (path: string, text: string) => checkHabits({ path, text }).map(({ message }) => message);
  // Written in pieces, so that this file keeps the rules itself.
  const comment = '//';
  const folder = '/root';

  it.each([
    ['a suppression', 'src/a/b.ts', `${comment} biome-ignore lint: tired\n`, 'suppression'],
    ['a test left out', 'test/a.test.ts', `it.${'skip'}('works', () => {});\n`, 'leaves a test out'],
    ['a folder of one machine', 'src/a/b.ts', `const a = '${folder}/b';\n`, 'one machine'],
    ['a file over 300 lines', 'src/a/b.ts', 'a;\n'.repeat(301), 'over 300'],
    ['a folder named utils', 'src/utils/b.ts', '', 'says nothing'],
    ['a file named helpers', 'test/helpers.ts', '', 'says nothing'],
  ])('turn red on %s', (_what, path, text, words) => {
    const messages = habitsOf(path, text);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(words);
  });

  it('let a plain file pass', () => {
    expect(habitsOf('src/store/state.ts', 'export const a = 1;\n'.repeat(300))).toEqual([]);
  });
});
