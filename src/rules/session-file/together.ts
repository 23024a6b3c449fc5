import { SESSION_CONDITIONS, type SessionCondition } from '../../domain/dependency.ts';
import { groupNameProblem, sessionNameProblem } from '../../domain/names.ts';
import type { FilePlace } from './file.ts';
import { report, type Source } from './source.ts';
import type { Entry } from './tree.ts';
import { checkedText, oneOf, placeOf } from './values.ts';

/** `depends_on` of a session: what is to be so far before it is made. */
export interface FileDependency extends FilePlace {
  readonly session: string;
  readonly condition: SessionCondition;
}

export const groupIn = (source: Source, { value }: Entry): string =>
  checkedText(source, value, 'group', groupNameProblem);

/** A map of sessions and conditions; of a name alone, or a list of them, each is to be `started`. */
export const dependenciesIn = (source: Source, { value }: Entry): readonly FileDependency[] => {
  if (value.kind === 'map') return value.entries.map((entry) => dependencyIn(source, entry));
  const names = value.kind === 'list' ? value.items : [value];
  return names.map((node) => ({
    ...placeOf(node),
    session: checkedText(source, node, 'a session of depends_on', sessionProblem),
    condition: 'started',
  }));
};

const dependencyIn = (source: Source, { key, value, line, column }: Entry): FileDependency => {
  const problem = sessionProblem(key);
  if (problem !== null) report(source, { line, column }, problem);
  const condition = oneOf(source, value, `depends_on.${key}`, SESSION_CONDITIONS) ?? 'started';
  return { line, column, session: key, condition };
};

/** `$NAME` is filled in by whoever makes the session. */
export const sessionProblem = (name: string): string | null =>
  sessionNameProblem(name.replaceAll(/\$(\w+|\{\w+\})/g, 'x'));
