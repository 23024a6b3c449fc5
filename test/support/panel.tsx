import { failure } from '../../src/domain/failure.ts';
import { failed, type Result, success } from '../../src/domain/result.ts';
import type { LinesWanted } from '../../src/protocol/message.ts';
import type { State } from '../../src/store/state.ts';
import { App } from '../../src/ui/app.tsx';
import { createDesk, type Desk } from '../../src/ui/desk/desk.ts';
import { type Binding, KEY_MAP } from '../../src/ui/input/keymap.ts';
import { registryBook } from '../../src/ui/palette/registry-book.ts';
import { themeOf } from '../../src/ui/theme/theme.ts';
import { NOW_MS } from './panel-fixture.ts';
import { type FakeScreen, showOnScreen } from './screen.ts';

export interface ShownPanel extends FakeScreen {
  readonly desk: Desk;
  readonly calls: { readonly command: string; readonly input: unknown }[];
  readonly watched: (string | null)[];
  /** What lines it asked for. */
  readonly followed: { readonly id: number; readonly wanted: LinesWanted | null }[];
  /** Commands that got the terminal. */
  readonly handedOver: (readonly string[])[];
  /** What went to the clipboard. */
  readonly copies: readonly string[];
  /** What the terminal was told about the mouse. */
  readonly mouse: readonly boolean[];
  readonly quits: () => number;
  /** How often it called the operator. */
  readonly rings: () => number;
}

/** The whole panel on a screen in memory, with a daemon that answers as told. */
export const showPanel = (
  state: State,
  columns: number,
  rows: number,
  given: {
    readonly answer?: (command: string, input: unknown) => Result<unknown>;
    readonly environment?: Readonly<Record<string, string>>;
    readonly isLive?: boolean;
    readonly session?: string;
    readonly hasMouse?: boolean;
    readonly now?: () => number;
    readonly keyMap?: readonly Binding[];
    readonly warning?: string;
  } = {},
): ShownPanel => {
  const calls: ShownPanel['calls'] = [];
  const watched: (string | null)[] = [];
  const followed: ShownPanel['followed'] = [];
  const handedOver: ShownPanel['handedOver'] = [];
  const copies: string[] = [];
  const mouse: boolean[] = [];
  let quits = 0;
  let rings = 0;
  const desk = createDesk({
    door: {
      call: async (command, input) => {
        calls.push({ command, input });
        return given.answer?.(command, input) ?? success({});
      },
      follow: (id, wanted) => followed.push({ id, wanted }),
      watch: (pane) => watched.push(pane),
    },
    state,
    size: { columns, rows },
    session: given.session ?? null,
    now: given.now ?? (() => NOW_MS),
    keyMap: given.keyMap ?? KEY_MAP,
    warning: given.warning ?? null,
    loadBook: async () => registryBook(),
    hasMouse: given.hasMouse ?? true,
    quit: () => {
      quits += 1;
    },
    copy: (text) => copies.push(text),
    ring: () => {
      rings += 1;
    },
  });
  if (given.isLive !== false) desk.setLink({ kind: 'live' });
  const theme = themeOf(given.environment ?? { LANG: 'C.UTF-8' });
  const screen = showOnScreen(
    <App
      desk={desk}
      theme={theme}
      runHere={async (argv) => void handedOver.push(argv)}
      setMouse={(isOn) => mouse.push(isOn)}
    />,
    columns,
    rows,
  );
  return {
    ...screen,
    desk,
    calls,
    watched,
    followed,
    handedOver,
    copies,
    mouse,
    quits: () => quits,
    rings: () => rings,
  };
};

export const refusedForeign: Result<unknown> = failed(
  failure('refused_foreign', 'panectl did not make this pane', 'use --force'),
);
