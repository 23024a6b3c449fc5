import type { State } from '../../store/state.ts';
import type { SavingFacts, SessionFacts } from './facts.ts';
import { folderText } from './folder-text.ts';

/** What is known around all that is written of a session. */
export interface Around {
  readonly state: State;
  readonly facts: SavingFacts;
  readonly own: SessionFacts;
  readonly leftOut: string[];
}

export const folder = (
  { facts, leftOut }: Around,
  path: string,
  base: string | null,
  place: string,
): string | undefined => {
  const text = folderText(path, base, facts.home);
  if (text === null) leftOut.push(`${place}: its folder ${JSON.stringify(path)}`);
  return text ?? undefined;
};
