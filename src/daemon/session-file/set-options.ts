import { failure } from '../../domain/failure.ts';
import type { SessionId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { Source } from '../../rules/session-file/source.ts';
import type { CallScope, House } from '../house.ts';
import type { Blueprint } from './blueprint.ts';
import { NAMED_OPTIONS, nameOptions, setOptions } from './options.ts';
import { RENUMBER } from './raise.ts';
import { askServerOptions, setServerOptions } from './server-options.ts';

export interface OptionsSet {
  /** With what is only its windows' own. */
  readonly blueprint: Blueprint;
  readonly notices: readonly string[];
  /** The server's options are as they were. */
  readonly undo: () => Promise<void>;
}

/**
 * The options of a session that was just begun, and those of the whole server that its file asks for: these are the
 * person's, so they are told of, taken back where the session can not be made, and none of a rule's business.
 */
export const setSessionOptions = async (
  house: House,
  scope: CallScope,
  sessionId: SessionId,
  blueprint: Blueprint,
  source: Source,
): Promise<Result<OptionsSet>> => {
  const { options, globalOptions, windows } = blueprint;
  const all = [...options, ...windows.flatMap((window) => [...window.options, ...window.optionsAfter])];
  const isOfServer = all.length === 0 ? () => false : await askServerOptions(house);
  const ofServer = [...globalOptions, ...all.filter(isOfServer)];
  if (ofServer.length > 0 && scope.actor.kind === 'rule') return failed(refused(ofServer[0]?.name ?? ''));
  const set = await setServerOptions(house, source, ofServer);
  if (!set.ok) return set;
  const own = options.filter((option) => !isOfServer(option));
  const where = ['-t', `${sessionId}:`];
  const done = await setOptions(
    house,
    source,
    where,
    own.filter(({ name }) => name !== RENUMBER),
  );
  await house.tmux.sequence(nameOptions(where, NAMED_OPTIONS.session, own));
  if (!done.ok) {
    await set.value.undo();
    return done;
  }
  const names = set.value.names.join(', ');
  return success({
    blueprint: {
      ...{ ...blueprint, options: own },
      windows: windows.map((window) => ({
        ...window,
        options: window.options.filter((option) => !isOfServer(option)),
        optionsAfter: window.optionsAfter.filter((option) => !isOfServer(option)),
      })),
    },
    notices: names === '' ? [] : [`options of the whole server were set, as the file says: ${names}`],
    undo: set.value.undo,
  });
};

const refused = (name: string) =>
  failure(
    'refused_foreign',
    `the file sets ${name} for the whole server, and a rule may not`,
    'take it out of global_options, or make the session yourself',
  );
