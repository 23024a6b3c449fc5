import type * as z from 'zod';
import type { paneSendKeysInput } from '../../commands/pane-type.ts';
import { failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { isKeyName } from './key-names.ts';
import { logPane } from './log.ts';
import { locateForTyping } from './typing.ts';
import { checkLineLengths } from './whole-lines.ts';

type Input = z.output<typeof paneSendKeysInput>;

/** One thing to send: keys by name, or text as it is. */
type Piece =
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string };

export const sendKeys = async (
  house: House,
  scope: CallScope,
  input: Input,
): Promise<Result<{ sent: boolean; cursor: number }>> => {
  const usage = usageOf(input);
  if (usage !== null) return failed(failure('usage', usage, 'panectl help pane-send-keys'));
  const target = await locateForTyping(house, scope, input);
  if (!target.ok) return target;
  const read = input.stdin || input.secret ? await scope.readInput() : '';
  if (read.includes('\u0000'))
    return failed(
      failure('usage', 'NUL can not be typed into a terminal', 'leave it out; C-Space is its key'),
    );
  const { tmuxPane } = target.value.pane;
  const pieces = piecesOf(input, read);
  const typed = pieces.map((piece) => (piece.kind === 'keys' ? '\n' : piece.text)).join('');
  const fits = await checkLineLengths(house, tmuxPane, typed);
  if (!fits.ok) return fits;
  const cursor = house.cursorOf(tmuxPane);
  house.rules.typing(tmuxPane, scope.causedBy);
  for (const piece of pieces) {
    const sent = await send(house, tmuxPane, piece);
    if (!sent.ok) return sent;
  }
  if (!isByHand(house, scope, tmuxPane))
    logPane(house, scope, 'keys.sent', target.value, {
      keys: input.secret ? [] : input.keys,
      secret: input.secret,
      stdin_characters: input.secret ? null : read.length,
    });
  return success({ sent: true, cursor });
};

/** The operator's own typing is nobody's business: it may be a password. That he typed stands in the log. */
const isByHand = ({ store }: House, { actor }: CallScope, tmuxPane: TmuxPaneId): boolean =>
  actor.kind === 'panel' && store.getState().panes[tmuxPane]?.heldBy?.kind === 'panel';

const usageOf = ({ keys, stdin, secret, enter }: Input): string | null => {
  if (secret && keys.length > 0) return 'a secret comes on standard input, never as an argument';
  if (keys.length === 0 && !stdin && !secret && !enter) return 'there is nothing to send';
  return null;
};

/**
 * Words are typed as tmux's `send-keys` does; what standard input holds is pasted, bracketed where the program asked.
 * The line feed with which a shell's `echo` or a file ends belongs to neither a password nor a command.
 */
const piecesOf = ({ keys, literal, enter, secret }: Input, read: string): readonly Piece[] => {
  const pieces: Piece[] = keys
    .filter((word) => word !== '')
    .map((word) => (!literal && isKeyName(word) ? { kind: 'keys', keys: [word] } : textPiece(word)));
  const text = secret || enter ? read.replace(/\r?\n$/, '') : read;
  if (text !== '') pieces.push({ kind: 'paste', text });
  if (enter) pieces.push({ kind: 'keys', keys: ['Enter'] });
  return pieces;
};

const textPiece = (text: string): Piece => ({ kind: text.includes('\n') ? 'paste' : 'text', text });

const send = (house: House, tmuxPane: TmuxPaneId, piece: Piece): Promise<Result<unknown>> => {
  switch (piece.kind) {
    case 'keys':
      return house.tmux.command('send-keys', '-t', tmuxPane, '--', ...piece.keys);
    case 'text':
      return house.tmux.command('send-keys', '-t', tmuxPane, '-l', '--', piece.text);
    case 'paste':
      return house.tmux.paste(tmuxPane, piece.text);
  }
};
