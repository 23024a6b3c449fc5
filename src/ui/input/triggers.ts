import { isBearer } from '../../domain/bearer.ts';
import type { Rule } from '../../domain/rule.ts';
import type { Call, Menu, Overlay } from '../desk/ui-state.ts';
import { focusedRow, focusedRule, type World } from '../desk/world.ts';
import { nameOf, type TreeRow } from '../format/tree.ts';
import type { ActionId } from './keymap.ts';
import { type Outcome, only, toCall } from './outcome.ts';
import { concernedPane, selectPane } from './select-pane.ts';

/** Begins an action on the selected trigger, on all of them, or on what an event is about; null for any other. */
export const begunOnRule = (action: ActionId, world: World): Outcome | null => {
  const { ui } = world;
  if (action === 'pause-all') return only({ ...ui, overlay: pauseAllMenu(world.rules) });
  if (action === 'select-pane') {
    const pane = concernedPane(world);
    return pane === null ? null : only(selectPane(world, pane));
  }
  if (action === 'pause-pane') {
    const row = focusedRow(world);
    return row?.kind === 'pane' ? pausedPane(world, row) : null;
  }
  const rule = focusedRule(world);
  if (rule === null) return null;
  if (action === 'remove') return only({ ...ui, overlay: removeQuestion(rule) });
  if (action !== 'pause') return null;
  return isStopped(rule)
    ? { ui, effects: [{ kind: 'call', call: resumeCall({ rule: rule.rule_id }, rule.name) }] }
    : only({ ...ui, overlay: pauseMenu(rule) });
};

type PaneRow = Extract<TreeRow, { kind: 'pane' }>;

/** Rules that watch this pane, whatever else they watch. */
export const rulesOfPane = ({ rules }: Pick<World, 'rules'>, { pane, session }: PaneRow): readonly Rule[] =>
  rules.filter(
    ({ scope }) =>
      scope.session === session.name &&
      scope.pane !== null &&
      (scope.pane.startsWith('%') ? scope.pane === pane.tmuxPane : isBearer(scope.pane, pane.label)),
  );

/** Resumes them where all are stopped, else asks for how long they are to pause. */
const pausedPane = (world: World, row: PaneRow): Outcome => {
  const { ui } = world;
  const rules = rulesOfPane(world, row);
  const count = rules.length === 1 ? '1 trigger' : `${rules.length} triggers`;
  const name = `${count} of ${nameOf(row.pane)}`;
  const forAll = (callOf: (rule: Rule) => Call): readonly Call[] => rules.map(callOf);
  const resume = forAll(({ rule_id }) => resumeCall({ rule: rule_id }, name));
  const [first, ...others] = resume;
  if (first !== undefined && rules.every(isStopped)) return { ui, effects: [toCall(first, others)] };
  const items = PAUSES.flatMap((pause) =>
    itemOf(
      pause.text,
      forAll(({ rule_id }) => pauseCall({ rule: rule_id }, name, pause)),
    ),
  );
  const all = rules.some(isStopped) ? [...items, ...itemOf('resume', resume)] : items;
  return only({
    ...ui,
    overlay: { kind: 'menu', title: `Pause ${name}`, ruleId: null, items: all, at: 0 },
  });
};

const itemOf = (text: string, [call, ...more]: readonly Call[]): Menu['items'] =>
  call === undefined ? [] : [{ text, call, also: more }];

const isStopped = ({ state }: Rule): boolean => state === 'paused' || state === 'tripped';

/** Rules go over the wire by their id: a name may be given to another rule between the key and the call. */
const pauseMenu = ({ rule_id, name }: Rule): Menu => ({
  kind: 'menu',
  title: `Pause ${name}`,
  ruleId: rule_id,
  items: pauseItems({ rule: rule_id }, name),
  at: 0,
});

const pauseAllMenu = (rules: readonly Rule[]): Menu => {
  const target = { all: true };
  const resume = { text: 'resume all', call: resumeCall(target, 'all triggers') };
  return {
    kind: 'menu',
    title: 'Pause all triggers',
    ruleId: null,
    items: [...pauseItems(target, 'all triggers'), ...(rules.some(isStopped) ? [resume] : [])],
    at: 0,
  };
};

type Target = Readonly<Record<string, unknown>>;

const PAUSES = [
  { text: 'for 10 minutes', for: '10m' },
  { text: 'for 1 hour', for: '1h' },
  { text: 'until resumed', for: null },
] as const;

const pauseItems = (target: Target, name: string): Menu['items'] =>
  PAUSES.map((pause) => ({
    text: pause.text,
    call: pauseCall(target, name, pause),
  }));

const pauseCall = (target: Target, name: string, pause: (typeof PAUSES)[number]): Call => ({
  command: 'rule-pause',
  input: pause.for === null ? target : { ...target, for: pause.for },
  done: `paused ${name} ${pause.text}`,
  tmuxPane: null,
});

const resumeCall = (target: Target, name: string): Call => ({
  command: 'rule-resume',
  input: target,
  done: `resumed ${name}`,
  tmuxPane: null,
});

const removeQuestion = ({ rule_id, name, fired }: Rule): Overlay => ({
  kind: 'question',
  title: `Remove trigger ${name}?`,
  detail: fired === 0 ? 'It has never fired.' : `It has fired ${fired === 1 ? 'once' : `${fired} times`}.`,
  tmuxPane: null,
  ruleId: rule_id,
  call: {
    command: 'rule-remove',
    input: { rule: rule_id },
    done: `removed trigger ${name}`,
    tmuxPane: null,
  },
});
