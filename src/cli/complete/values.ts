import { PANE_STATUSES } from '../../domain/pane.ts';
import type { Cursor } from './cursor.ts';
import type { Candidate, Offer } from './offer.ts';

/** Asks a daemon that runs; null where none does, or it does not answer soon. */
export type LookUp = (command: string, input: unknown) => Promise<unknown>;

type Place = Pick<Extract<Cursor, { kind: 'value' }>, 'command' | 'field' | 'given' | 'typed'>;

/** What an argument can be, by its key: what the registry names, else what there is. */
export const valuesOf = async (place: Place, lookUp: LookUp): Promise<Offer> => {
  const { field, command, typed } = place;
  if (field.choices.length > 0) return words(field.choices.map((text) => ({ text, note: '' })));
  if (field.key === 'file') return { kind: 'files', candidates: [] };
  if (field.key === 'cwd') return { kind: 'folders', candidates: [] };
  if (field.key === 'conditions') return conditionValues(typed, lookUp);
  if (field.key === 'layout') return words(LAYOUTS.map((text) => ({ text, note: '' })));
  if (command.name === 'rule-test' && field.key === 'pane') return placeValues('', typed, lookUp);
  return words(await namesOf(place, lookUp));
};

const LAYOUTS = ['even-horizontal', 'even-vertical', 'main-horizontal', 'main-vertical', 'tiled'] as const;

const words = (candidates: readonly Candidate[]): Offer => ({ kind: 'words', candidates });

const namesOf = ({ command, field, given }: Place, lookUp: LookUp): Promise<readonly Candidate[]> | [] => {
  const session = given.get('session') ?? given.get('sessions');
  switch (field.key) {
    case 'session':
    case 'sessions':
    case 'on':
      return command.name === 'session-create' ? [] : sessionNames(lookUp);
    case 'last':
      return command.name === 'session-restore' ? sessionNames(lookUp) : [];
    case 'label':
      return command.name === 'pane-find' ? paneNames(session, lookUp) : [];
    case 'pane':
    case 'with':
      return paneNames(session, lookUp);
    case 'rule':
      return ruleNames(lookUp);
    case 'exec_id':
      return execNames(lookUp);
    default:
      return [];
  }
};

const sessionNames = async (lookUp: LookUp): Promise<readonly Candidate[]> =>
  recordsIn(await lookUp('session-list', {}), 'sessions').map((session) => ({
    text: textIn(session, 'session'),
    note: `${textIn(session, 'pane_count')} panes`,
  }));

/** By its label where it has one, else by its number. */
const paneNames = async (session: string | undefined, lookUp: LookUp): Promise<readonly Candidate[]> => {
  if (session === undefined) return [];
  const panes = recordsIn(await lookUp('pane-list', { session }), 'panes');
  return panes.map((pane) => ({
    text: textIn(pane, 'label') || textIn(pane, 'pane_id'),
    note: ['tmux_pane', 'status', 'command'].map((key) => textIn(pane, key)).join(' '),
  }));
};

const ruleNames = async (lookUp: LookUp): Promise<readonly Candidate[]> =>
  recordsIn(await lookUp('rule-list', {}), 'rules').map((rule) => ({
    text: textIn(rule, 'name'),
    note: textIn(rule, 'state'),
  }));

const execNames = async (lookUp: LookUp): Promise<readonly Candidate[]> =>
  recordsIn(await lookUp('exec-list', {}), 'execs')
    .map((exec) => ({
      text: textIn(exec, 'exec_id'),
      note: `${textIn(exec, 'outcome')} ${textIn(exec, 'command')}`,
    }))
    .toReversed();

const OF_PANES = ['exit', 'failed', 'ready', 'pattern', 'status', 'metric'] as const;

/** `exit:S/P`, `status:S/P:X`, `fired:RULE` (contract, section 4). */
const conditionValues = async (typed: string, lookUp: LookUp): Promise<Offer> => {
  const [, kind = '', place = ''] = /^([a-z]+):(.*)$/s.exec(typed) ?? [];
  if (kind === '')
    return {
      kind: 'open',
      candidates: [...OF_PANES, 'fired'].map((text) => ({ text: `${text}:`, note: '' })),
    };
  if (kind === 'fired') return words(prefixed(`${kind}:`, await ruleNames(lookUp)));
  if (!OF_PANES.some((each) => each === kind)) return words([]);
  const pane = place.slice(0, place.lastIndexOf(':') + 1);
  if (kind === 'status' && pane !== '')
    return words(PANE_STATUSES.map((status) => ({ text: `${kind}:${pane}${status}`, note: '' })));
  const offer = await placeValues(`${kind}:`, place, lookUp);
  const goesOn = ['pattern', 'status', 'metric'].includes(kind) && place.includes('/');
  if (!goesOn) return offer;
  return { kind: 'open', candidates: offer.candidates.map((each) => ({ ...each, text: `${each.text}:` })) };
};

/** `S/P`: first the session, then its panes. */
const placeValues = async (prefix: string, typed: string, lookUp: LookUp): Promise<Offer> => {
  const slash = typed.indexOf('/');
  if (slash < 0) {
    const sessions = await sessionNames(lookUp);
    return {
      kind: 'open',
      candidates: sessions.map((each) => ({ ...each, text: `${prefix}${each.text}/` })),
    };
  }
  const session = typed.slice(0, slash);
  return words(prefixed(`${prefix}${session}/`, await paneNames(session, lookUp)));
};

const prefixed = (prefix: string, candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.map(({ text, note }) => ({ text: `${prefix}${text}`, note }));

type Data = Readonly<Record<string, unknown>>;

const recordsIn = (answer: unknown, key: string): readonly Data[] => {
  const list: unknown = isRecord(answer) ? answer[key] : null;
  return Array.isArray(list) ? list.filter(isRecord) : [];
};

const isRecord = (value: unknown): value is Data => typeof value === 'object' && value !== null;

const textIn = (data: Data, key: string): string => {
  const value = data[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
