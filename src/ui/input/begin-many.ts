import type { Call, Menu, Question, Target } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import { type Aim, type Aims, aimsOf, namesOf } from './aims.ts';
import { type Outcome, only } from './outcome.ts';
import { addressOf } from './targets.ts';

/** What ends or disturbs a pane, or all that are marked; null for any other action. */
export const begunOnMany = (action: 'kill' | 'respawn' | 'signal', world: World): Outcome | null => {
  const aims = aimsOf(action, world);
  if (aims === null) return null;
  const [first] = aims;
  if (action === 'signal') return only({ ...world.ui, overlay: signalMenu(aims) });
  const isSession = first.target.tmuxPane === null;
  const overlay =
    action === 'respawn'
      ? respawnQuestion(aims)
      : isSession
        ? sessionKill(first, countIn(world))
        : killQuestion(aims);
  return only({ ...world.ui, overlay });
};

const countIn = ({ rows, ui }: World): number => {
  const row = rows[ui.focusIndex];
  return row === undefined || row.kind === 'pane' ? 1 : row.panes.length;
};

const killQuestion = (aims: Aims): Question =>
  questionOf(aims, {
    title: `Kill ${aims.length === 1 ? 'pane ' : ''}${namesOf(aims)}?`,
    detail: `${endOf(aims.length)}, with all that runs there.`,
    callFor: ({ target, isForeign }) => killCall(target, { force: isForeign }),
  });

const endOf = (count: number): string => (count === 1 ? '1 pane ends' : `${count} panes end`);

const sessionKill = ({ target, isForeign }: Aim, count: number): Question => ({
  kind: 'question',
  title: `Kill session ${target.name}?`,
  detail: `${isForeign ? 'panectl did not make it. ' : ''}${endOf(count)}, with all that runs there.`,
  tmuxPane: null,
  ruleId: null,
  call: {
    command: 'session-kill',
    input: { ...addressOf(target), force: isForeign },
    done: `killed session ${target.name}`,
    tmuxPane: null,
  },
});

const respawnQuestion = (aims: Aims): Question =>
  questionOf(aims, {
    title: `Respawn ${namesOf(aims)}?`,
    detail: 'What runs there is killed, and what it was made with starts again in its place.',
    callFor: ({ target, isForeign }) => ({
      command: 'pane-respawn',
      input: { ...addressOf(target), force: isForeign },
      done: `respawned ${target.name}`,
      tmuxPane: target.tmuxPane,
    }),
  });

const GRACE = '5s';

/** The mildest first. Keys are what a terminal sends, so they reach what is in the foreground, as by hand. */
const signalMenu = (aims: Aims): Menu => ({
  kind: 'menu',
  title: `Signal ${namesOf(aims)}`,
  ruleId: null,
  items: [
    { text: 'interrupt (C-c)', ...keyCalls('C-c', aims) },
    { text: 'quit, with a core dump (C-\\)', ...keyCalls('C-\\', aims) },
    { text: 'end of input (C-d)', ...keyCalls('C-d', aims) },
    { text: `terminate, kill after ${GRACE}`, open: terminateQuestion(aims) },
    { text: 'kill at once', open: killQuestion(aims) },
  ],
  at: 0,
});

const keyCalls = (
  key: string,
  [first, ...others]: Aims,
): { readonly call: Call; readonly also: readonly Call[] } => {
  const callFor = ({ target }: Aim): Call => ({
    command: 'pane-send-keys',
    input: { ...addressOf(target), keys: [key] },
    done: `sent ${key} to ${target.name}`,
    tmuxPane: target.tmuxPane,
  });
  return { call: callFor(first), also: others.map(callFor) };
};

const terminateQuestion = (aims: Aims): Question =>
  questionOf(aims, {
    title: `Terminate ${namesOf(aims)}?`,
    detail: `What runs there is asked to end; after ${GRACE} the rest is killed. ${endOf(aims.length)}.`,
    callFor: ({ target, isForeign }) => killCall(target, { grace: GRACE, force: isForeign }),
  });

const killCall = (target: Target, input: Call['input']): Call => ({
  command: 'pane-kill',
  input: { ...addressOf(target), ...input },
  done: `killed pane ${target.name}`,
  tmuxPane: target.tmuxPane,
});

interface Asked {
  readonly title: string;
  readonly detail: string;
  readonly callFor: (aim: Aim) => Call;
}

/** About one pane the question closes when that goes; about several it stays, and says which could not be reached. */
const questionOf = (aims: Aims, { title, detail, callFor }: Asked): Question => {
  const [first, ...others] = aims;
  return {
    kind: 'question',
    title,
    detail: `${foreignText(aims)}${detail}${listText(aims)}`,
    tmuxPane: others.length === 0 ? first.target.tmuxPane : null,
    ruleId: null,
    call: callFor(first),
    also: others.map(callFor),
  };
};

const foreignText = (aims: Aims): string => {
  const { length } = aims.filter(({ isForeign }) => isForeign);
  if (length === 0) return '';
  return aims.length === 1 ? 'panectl did not make it. ' : `panectl did not make ${length} of them. `;
};

const MOST_NAMED = 5;
const listText = (aims: Aims): string => {
  if (aims.length === 1) return '';
  const more = aims.length > MOST_NAMED ? ` and ${aims.length - MOST_NAMED} more` : '';
  const names = aims.slice(0, MOST_NAMED).map(({ target }) => target.name);
  return ` ${names.join(', ')}${more}.`;
};
