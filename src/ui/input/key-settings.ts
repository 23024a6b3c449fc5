import { nearest } from '../../domain/nearest.ts';
import type { KeySetting } from '../../protocol/panel-settings.ts';
import type { ViewName } from '../desk/ui-state.ts';
import { type ActionId, type Binding, KEY_MAP, type KeyContext } from './keymap.ts';

export interface ChosenKeys {
  readonly keyMap: readonly Binding[];
  /** A sentence with its place for each setting that does not count. */
  readonly problems: readonly string[];
}

/**
 * The key map with the operator's own keys. `kill: Delete` is meant for every view that has the action, `menu.accept: o`
 * for one place. What is wrong is named and as if it were not there, so that two settings may swap their keys.
 */
export const keyMapWith = (settings: readonly KeySetting[], file: string): ChosenKeys => {
  const problems: { readonly setting: KeySetting; readonly message: string }[] = [];
  let wishes = settings.flatMap((setting) => {
    const wish = wishOf(setting);
    if (!('problem' in wish)) return [wish];
    problems.push({ setting, message: wish.problem });
    return [];
  });
  for (;;) {
    const keyMap = applied(wishes);
    const conflict = conflictIn(keyMap, wishes);
    if (conflict === null)
      return { keyMap, problems: problems.toSorted(byPlace).map((each) => sentence(each, file)) };
    problems.push({ setting: conflict.wish.setting, message: conflict.message });
    wishes = wishes.filter((wish) => wish !== conflict.wish);
  }
};

const WAYS_OUT: ReadonlySet<ActionId> = new Set(['back', 'no']);

interface Wish {
  readonly setting: KeySetting;
  readonly id: ActionId;
  readonly contexts: ReadonlySet<KeyContext>;
}

const VIEWS: ReadonlySet<KeyContext> = new Set<ViewName>(['panes', 'triggers', 'events', 'metrics', 'logs']);
/** What is open above the view; an action's bare name never means its keys there. */
export const isDialog = (context: KeyContext): boolean => !VIEWS.has(context);
/** Every key that types something is text in all other dialogs. */
const WITHOUT_TEXT: ReadonlySet<KeyContext> = new Set(['help', 'question', 'ask', 'menu', 'pager']);
const isTypedIn = (context: KeyContext): boolean => isDialog(context) && !WITHOUT_TEXT.has(context);

const wishOf = (setting: KeySetting): Wish | { readonly problem: string } => {
  const { action, keys } = setting;
  const meant = KEY_MAP.filter(({ id, context }) =>
    action.includes('.') ? action === `${context}.${id}` : action === id && !isDialog(context),
  );
  const [first] = meant;
  if (first === undefined) return { problem: unknownAction(action) };
  if (first.id === 'pick') return { problem: `${action} goes by the numbers of the choices` };
  const contexts = new Set(meant.map(({ context }) => context));
  if (keys.length === 0 && WAYS_OUT.has(first.id) && [...contexts].some(isDialog))
    return { problem: `${action} is the way out there, so it needs a key` };
  const isTyped = [...contexts].some(isTypedIn);
  const problem = keys.map((key) => keyProblem(key, isTyped)).find((each) => each !== null);
  return problem === undefined || problem === null ? { setting, id: first.id, contexts } : { problem };
};

const unknownAction = (action: string): string => {
  const names = KEY_MAP.flatMap(({ id, context }) => (isDialog(context) ? [`${context}.${id}`] : [id]));
  const [meant] = nearest(action, [...new Set(names)]);
  const hint = meant === undefined ? 'docs/keys.md names them' : `did you mean ${meant}?`;
  return `there is no action ${JSON.stringify(action.slice(0, 80))}; ${hint}`;
};

const NAMED = [
  ...['Up', 'Down', 'Left', 'Right', 'PgUp', 'PgDn', 'Home', 'End', 'Enter', 'Esc', 'Tab', 'S-Tab'],
  ...['Backspace', 'Delete', 'Space'],
] as const;
/** Prefix keys of tmux and screen, and what a terminal keeps for its flow control. */
const TAKEN: ReadonlySet<string> = new Set(['C-a', 'C-b', 'C-s', 'C-q']);

const keyProblem = (key: string, isTyped: boolean): string | null => {
  if (TAKEN.has(key)) return `${key} belongs to tmux, screen or the terminal`;
  const isCharacter = [...key].length === 1 && /^[^\p{C}\p{Z}\p{M}]$/u.test(key);
  if (isTyped && (isCharacter || key === 'Space'))
    return `${key} is text there; take a key that types nothing`;
  if (isCharacter || NAMED.some((name) => name === key)) return null;
  if (/^(?:C-[a-z\]^\\_]|M-[!-~])$/.test(key)) return null;
  const [meant] = nearest(key, NAMED);
  const hint = meant === undefined ? 'keys are like x, Enter, PgUp, C-x or M-x' : `did you mean ${meant}?`;
  return `there is no key ${JSON.stringify(key.slice(0, 80))}; ${hint}`;
};

const applied = (wishes: readonly Wish[]): readonly Binding[] =>
  KEY_MAP.map((binding) => {
    const wish = wishes.findLast(({ id, contexts }) => id === binding.id && contexts.has(binding.context));
    return wish === undefined ? binding : { ...binding, keys: wish.setting.keys };
  });

/** The first key that has two meanings in one place, and a setting that is to blame. */
const conflictIn = (
  keyMap: readonly Binding[],
  wishes: readonly Wish[],
): { readonly wish: Wish; readonly message: string } | null => {
  for (const wish of wishes) {
    const own = keyMap.filter(({ id, context }) => id === wish.id && wish.contexts.has(context));
    for (const { context, keys, id } of own) {
      const other = keyMap.find(
        (each) => each.context === context && each.id !== id && each.keys.some((key) => keys.includes(key)),
      );
      const key = other?.keys.find((each) => keys.includes(each));
      if (other !== undefined && key !== undefined)
        return { wish, message: `${key} is ${other.id} in ${context} already` };
    }
  }
  return null;
};

const byPlace = (a: { readonly setting: KeySetting }, b: { readonly setting: KeySetting }): number =>
  a.setting.line - b.setting.line || a.setting.column - b.setting.column;

const sentence = (
  { setting, message }: { readonly setting: KeySetting; readonly message: string },
  file: string,
): string => `${file}:${setting.line}:${setting.column}: keys.${setting.action.slice(0, 80)}: ${message}`;
