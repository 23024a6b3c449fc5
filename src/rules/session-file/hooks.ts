import { isRuleId } from '../../domain/ids.ts';
import { labelProblem } from '../../domain/names.ts';
import { RULE_FIRES, type RuleEvent } from '../../domain/rule.ts';
import type { Passage, RuleDraft } from './rule-draft.ts';
import { passageAt, report, type Source } from './source.ts';
import type { Entry, FileNode } from './tree.ts';
import {
  checkedText,
  durationOf,
  type Fields,
  fieldsOf,
  flagOf,
  isNothing,
  itemsOf,
  oneOf,
  placeOf,
  requireField,
  wholeOf,
} from './values.ts';

const COMMON = [
  'pane',
  'name',
  'if',
  'fire',
  'cooldown',
  'max_fires',
  'recover',
  'confirm',
  'dry_run',
  'replace',
  'then',
] as const;

const OWN = ['pattern', 'scope', 'any_end', 'when', 'for', 'after', 'expect'] as const;

type Key = (typeof COMMON)[number] | (typeof OWN)[number];
type HookFields = Fields<Key>;

interface Kind {
  readonly event: RuleEvent;
  /** What an entry has besides the keys that all have. */
  readonly own: readonly (typeof OWN)[number][];
  readonly required: readonly Key[];
  /** About the session itself, so that it has no pane. */
  readonly isOfSession?: true;
}

const KINDS: Readonly<Record<string, Kind>> = {
  on_pane_created: { event: 'created', own: [], required: [] },
  on_pane_exit: { event: 'exit', own: ['any_end'], required: [] },
  on_pane_output: { event: 'pattern', own: ['pattern', 'scope'], required: ['pattern'] },
  on_pane_metric: { event: 'metric', own: ['when', 'for'], required: ['when'] },
  on_pane_timeout: { event: 'timeout', own: ['after', 'expect'], required: ['after'] },
  on_pane_silence: { event: 'silence', own: ['after'], required: ['after'] },
  on_pane_bell: { event: 'bell', own: [], required: [] },
  on_session_created: { event: 'created', own: [], required: [], isOfSession: true },
};

const keysOf = (kind: Kind): readonly Key[] => [
  ...kind.own,
  ...COMMON.filter((key) => key !== 'pane' || kind.isOfSession !== true),
];

/** The keys of an entry of each kind. */
export const HOOK_KEYS = Object.entries(KINDS).map(([name, kind]) => [name, keysOf(kind)] as const);

/** The entries of `hooks`, in the order of the file. `panes` is how many the file has: numbers from 0. */
export const hooksOf = (source: Source, node: FileNode, panes: number): readonly RuleDraft[] => {
  const kinds = fieldsOf(source, node, 'hooks', Object.keys(KINDS));
  const drafts = [...kinds.values()].flatMap((entry) => draftsOf(source, entry, panes));
  const names = new Set<string>();
  for (const { name, place } of drafts) {
    if (name !== null && names.has(name))
      report(source, place, `two hooks have the name ${JSON.stringify(name)}`);
    if (name !== null) names.add(name);
  }
  return drafts;
};

const draftsOf = (source: Source, { key, value }: Entry, panes: number): readonly RuleDraft[] => {
  const kind = KINDS[key];
  return kind === undefined ? [] : itemsOf(value).map((item) => draftOf(source, item, key, kind, panes));
};

const draftOf = (source: Source, node: FileNode, what: string, kind: Kind, panes: number): RuleDraft => {
  const known = keysOf(kind);
  const fields: HookFields = fieldsOf<Key>(source, node, `an entry of ${what}`, known);
  for (const key of [...kind.required, 'then'] as const)
    requireField(source, node, `an entry of ${what}`, key, known);
  const passages = {
    match: passageOf(source, fields.get('pattern') ?? fields.get('expect'), 1_000),
    metric: passageOf(source, fields.get('when'), 2_000),
    if: passageOf(source, fields.get('if'), 2_000),
    actions: actionsOf(source, fields.get('then')),
    recover: actionsOf(source, fields.get('recover')),
  };
  const scope = fields.get('scope');
  return {
    ...{ name: ruleName(source, fields), replace: flag(source, fields, 'replace'), passages },
    isNameFree: false,
    pane: kind.isOfSession === true ? null : scopeOf(source, fields, panes),
    fileName: source.fileName,
    place: placeOf(node),
    definition: {
      event: kind.event,
      match: passages.match?.text ?? null,
      look: (scope && oneOf(source, scope.value, 'scope', ['line', 'screen'])) ?? 'line',
      metric: passages.metric?.text ?? null,
      for: duration(source, fields, 'for') ?? duration(source, fields, 'after'),
      if: passages.if?.text ?? null,
      recover: passages.recover.map(({ text }) => text),
      ...settingsOf(source, fields),
    },
  };
};

const settingsOf = (source: Source, fields: HookFields) => {
  const [fire, most] = [fields.get('fire'), fields.get('max_fires')];
  return {
    fire: fire === undefined ? null : oneOf(source, fire.value, 'fire', RULE_FIRES),
    cooldown: duration(source, fields, 'cooldown'),
    max_fires: most === undefined ? null : wholeOf(source, most.value, 'max_fires', 1, 1_000_000),
    any_end: flag(source, fields, 'any_end'),
    confirm: flag(source, fields, 'confirm'),
    dry_run: flag(source, fields, 'dry_run'),
  };
};

const flag = (source: Source, fields: HookFields, key: Key): boolean => {
  const entry = fields.get(key);
  return entry !== undefined && flagOf(source, entry.value, key);
};

const duration = (source: Source, fields: HookFields, key: Key): number | null => {
  const entry = fields.get(key);
  return entry === undefined ? null : durationOf(source, entry.value, key);
};

const passageOf = (source: Source, entry: Entry | undefined, most: number): Passage | null =>
  entry === undefined ? null : passage(source, entry.value, entry.key, most);

const actionsOf = (source: Source, entry: Entry | undefined): readonly Passage[] => {
  if (entry === undefined) return [];
  const items = itemsOf(entry.value);
  if (items.length === 0 || items.length > MOST_ACTIONS)
    report(source, entry.value, `${entry.key} is text, or a list of 1 to ${MOST_ACTIONS} texts`);
  return items.map((item) => passage(source, item, entry.key, 16_384));
};

const MOST_ACTIONS = 32;

const passage = (source: Source, node: FileNode, what: string, most: number): Passage => {
  const text = checkedText(
    source,
    node,
    what,
    (said) => (said.trim() === '' ? `${what} is not empty` : null),
    most,
  );
  return passageAt(source, text, node.kind === 'scalar' ? node.offset : 0);
};

const ruleName = (source: Source, fields: HookFields): string | null => {
  const entry = fields.get('name');
  if (entry === undefined) return null;
  return checkedText(
    source,
    entry.value,
    'a name',
    (name) => labelProblem(name) ?? (isRuleId(name) ? 'a name like r7 is an id' : null),
  );
};

/** `*` unless one is named. `%N` is none: no pane of the file has one yet. */
const scopeOf = (source: Source, fields: HookFields, panes: number): string => {
  const entry = fields.get('pane');
  if (entry === undefined || isNothing(entry.value)) return '*';
  return checkedText(source, entry.value, 'pane', (text) => scopeProblem(text, panes));
};

const scopeProblem = (text: string, panes: number): string | null => {
  if (/^\d{1,9}$/.test(text))
    return Number(text) < panes ? null : `there is no pane ${text}: the file's are 0 to ${panes - 1}`;
  if (text.startsWith('%')) return 'pane is a number, a label or a pattern with *: no pane has a % here yet';
  const [problem] = text.split(',').flatMap((each) => labelProblem(each.trim().replaceAll('*', 'x')) ?? []);
  return problem === undefined ? null : `pane is a number, a label or a pattern with *: ${problem}`;
};
