import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure } from '../domain/failure.ts';
import type { TmuxPaneId } from '../domain/ids.ts';
import { failed, type Result, success } from '../domain/result.ts';

type RunGroup = (commands: readonly (readonly string[])[]) => Promise<readonly Result<readonly string[]>[]>;

/**
 * Puts text into a buffer of a unique name, pastes it and deletes it, in one group. The buffer is loaded from a file
 * that only we can read, and not by `set-buffer`: tmux keeps each command line with all its words for
 * `show-messages`, and the text may be a password. `-r` keeps line feeds, `-p` brackets where the program asked.
 */
export const pasteText = async (run: RunGroup, pane: TmuxPaneId, text: string): Promise<Result<void>> => {
  if (text === '') return success(undefined);
  // mkdtemp(3) makes it 0700. A process that ends in the middle of a paste must not leave the text behind.
  const folder = mkdtempSync(join(tmpdir(), 'panectl-paste-'));
  const file = join(folder, 'text');
  const clearAway = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clearAway);
  try {
    await writeFile(file, text, { mode: 0o600 });
    return await pasteFile(run, pane, file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failed(failure('internal', `The text could not be handed to tmux: ${why}`));
  } finally {
    await rm(folder, { recursive: true, force: true });
    process.off('exit', clearAway);
  }
};

const pasteFile = async (run: RunGroup, pane: TmuxPaneId, file: string): Promise<Result<void>> => {
  const buffer = `panectl-${randomUUID()}`;
  const results = await run([
    ['load-buffer', '-b', buffer, file],
    ['paste-buffer', '-d', '-r', '-p', '-b', buffer, '-t', pane],
  ]);
  const bad = results.find((result) => !result.ok);
  if (bad === undefined || bad.ok) return success(undefined);
  await run([['delete-buffer', '-b', buffer]]);
  return bad;
};
