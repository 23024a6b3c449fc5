import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type * as z from 'zod';
import type { sessionSaveInput } from '../../commands/saving.ts';
import type { SavedSession } from '../../commands/saving-port.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { yamlText } from '../../rules/session-file/yaml-text.ts';
import type { SessionState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { locateSession } from '../operations/locate.ts';
import { readFacts, type SavingFacts } from './facts.ts';
import { nameInFile, placesOf } from './places.ts';
import { treeOf } from './tree.ts';
import { writeWhole } from './write-file.ts';

type Input = z.output<typeof sessionSaveInput>;

export const saveSession = async (
  house: House,
  scope: CallScope,
  input: Input,
): Promise<Result<SavedSession>> => {
  const found = await locateSession(house, scope, input.session);
  if (!found.ok) return found;
  const seen = await house.observe(null);
  const facts = seen.ok ? await readFacts(house) : seen;
  if (!facts.ok) return facts;
  const { sessionId, name } = found.value;
  const text = textOf(house, house.store.getState().sessions[sessionId] ?? found.value, facts.value);
  if (!text.ok) return text;
  const path = await pathOf(house, scope, input.file, name);
  if (!path.ok) return path;
  const written = await writeWhole(path.value, text.value.text);
  if (!written.ok) return written;
  const { panes, leftOut } = text.value;
  house.log({
    ...{ type: 'session.saved', session: name, tmux_pane: null, pane_id: null, label: null },
    ...{ actor: scope.actor, caused_by: scope.causedBy, data: { file: path.value, left_out: leftOut } },
  });
  return success({ session: name, file: path.value, panes, left_out: leftOut });
};

export interface SavedText {
  readonly text: string;
  readonly panes: number;
  readonly leftOut: readonly string[];
}

/** `limit_reached` for what would be too large to be read again. */
export const textOf = (
  { store, rules }: Pick<House, 'store' | 'rules'>,
  session: SessionState,
  facts: SavingFacts,
): Result<SavedText> => {
  const own = rules.book.all().filter(({ sessionId }) => sessionId === session.sessionId);
  const made = treeOf(store.getState(), session, own, facts, Date.now());
  if (made === null)
    return failed(failure('pane_not_found', `${session.name} has no pane that could be saved`));
  const { tree, panes, leftOut } = made;
  const text = `${HEAD}${yamlText(tree)}`;
  return panes.length > MOST_PANES || text.length > LONGEST || Buffer.byteLength(text) > LONGEST
    ? failed(failure('limit_reached', `a session file has at most ${MOST_PANES} panes and 1 MiB`))
    : success({ text, panes: panes.length, leftOut });
};

const HEAD = '# panectl session-restore FILE brings it back; session-create NAME --file FILE makes it anew\n';
const MOST_PANES = 200;
const LONGEST = 1_048_576;

const pathOf = async (
  house: House,
  { caller }: CallScope,
  file: string | undefined,
  session: string,
): Promise<Result<string>> => {
  if (file !== undefined) return success(resolve(caller.cwd, file.replace(/^~(?=\/|$)/, homedir())));
  const places = placesOf(house.journal);
  if (!places.ok) return places;
  try {
    await mkdir(places.value.saved, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(failure('internal', `there is no folder to save into: ${reason}`, 'name a file'));
  }
  return success(join(places.value.saved, `${nameInFile(session)}.yml`));
};
