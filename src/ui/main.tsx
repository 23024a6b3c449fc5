import { render } from 'ink';
import type { Caller } from '../protocol/call.ts';
import type { PanelSettings } from '../protocol/panel-settings.ts';
import { createMirror } from '../store/mirror.ts';
import { App } from './app.tsx';
import { createDesk, type Desk } from './desk/desk.ts';
import { dial } from './desk/dial.ts';
import { followMirror } from './desk/follow.ts';
import { goneFailure } from './desk/gone.ts';
import { keepConnected, type Lifeline } from './desk/lifeline.ts';
import { clipboardSequence } from './format/clipboard.ts';
import { runHere } from './hand-over.ts';
import { keyMapWith } from './input/key-settings.ts';
import { MOUSE_OFF, MOUSE_ON } from './input/mouse-events.ts';
import { keepSmall } from './memory.ts';
import type { Book } from './palette/book.ts';
import { themeOf } from './theme/theme.ts';

export interface PanelOptions {
  /** tmux's own socket: which server to show. */
  readonly socketPath: string;
  /** Only this session; null for all. */
  readonly session: string | null;
  readonly settings: PanelSettings;
  readonly caller: Caller;
}

/** Opens the panel on this process's terminal; the process ends with status 0 when the operator has closed it. */
export const runPanel = async (options: PanelOptions): Promise<number> => {
  const { settings } = options;
  const keys = keyMapWith(settings.keys, settings.file);
  keepSmall();
  const mirror = createMirror();
  let lifeline: Lifeline | null = null;
  const answered = Promise.withResolvers<void>();
  let close: () => void = () => undefined;
  const desk = createDesk({
    door: {
      call: async (command, input, signal) =>
        lifeline?.current()?.call(command, input, signal) ?? goneFailure,
      follow: (id, wanted) => lifeline?.current()?.follow(id, wanted),
      watch: (pane) => lifeline?.current()?.watch(pane),
    },
    state: mirror.store.getState().state,
    size: { columns: process.stdout.columns, rows: process.stdout.rows },
    session: options.session,
    now: Date.now,
    loadBook,
    keyMap: keys.keyMap,
    hasMouse: settings.mouse === 'on',
    warning: settings.problem ?? keys.problems[0] ?? null,
    quit: () => close(),
    copy: (text) => process.stdout.write(clipboardSequence(text)),
    ring: () => process.stdout.write('\u0007'),
  });
  const stopFollowing = followMirror(mirror, desk, settings.fps);
  lifeline = keepConnected({
    connect: (listener) => dial(options, listener),
    mirror,
    onLink: (link) => {
      desk.setLink(link);
      answered.resolve();
    },
    onScreen: desk.setScreen,
    onLines: desk.addLines,
    now: Date.now,
    // Unref: waiting for the next try must not keep a closed panel's process alive.
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
  });
  // A first picture with everything in it beats an empty one that is drawn again at once.
  await Promise.race([answered.promise, afterMs(FIRST_PICTURE_MS)]);
  // The alternate screen opens where the cursor stands: behind a prompt the first row would wrap.
  process.stdout.write('\r');
  const instance = show(desk, settings);
  close = () => instance.unmount();
  await instance.waitUntilExit();
  stopFollowing();
  lifeline.dispose();
  // A try to connect holds its sockets and timers for 15 s, which an operator who closed the panel never waits for.
  process.exit(0);
};

/** A chunk of its own: the registry is as large as the rest of the panel. The bundler leaves such names as they are. */
const loadBook = async (): Promise<Book> => {
  const { registryBook }: { readonly registryBook: () => Book } = await import(
    new URL('./book.mjs', import.meta.url).href
  );
  return registryBook();
};

/** Longer than a running daemon needs to answer; who has to start one is shown that. */
const FIRST_PICTURE_MS = 150;
const afterMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const setMouse = (isOn: boolean): void => void process.stdout.write(isOn ? MOUSE_ON : MOUSE_OFF);

/**
 * The alternate screen and changed rows only, so that it never flickers; Ctrl-C is a key of the key map. Interactive
 * by our own word: Ink would take a terminal with `CI` in its environment for none.
 */
const show = (desk: Desk, settings: PanelSettings) =>
  render(<App desk={desk} theme={themeOf(process.env, settings)} runHere={runHere} setMouse={setMouse} />, {
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    exitOnCtrlC: false,
    maxFps: settings.fps,
  });
