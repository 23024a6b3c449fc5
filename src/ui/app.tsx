import { useApp, useWindowSize } from 'ink';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { type Desk, previewMostOf, worldOf } from './desk/desk.ts';
import { emptyLog } from './desk/line-log.ts';
import { useKeys } from './input/use-keys.ts';
import { useMouse } from './input/use-mouse.ts';
import type { Theme } from './theme/theme.ts';
import { ScreenView } from './views/screen-view.tsx';

interface AppProps {
  readonly desk: Desk;
  readonly theme: Theme;
  /** Runs a command that gets the terminal, and resolves when it has ended. */
  readonly runHere: (argv: readonly string[]) => Promise<void>;
  /** Tells the terminal whether it is to tell us about the mouse. */
  readonly setMouse: (isOn: boolean) => void;
}

/** Ties the desk to Ink: keys and size in, one screen out. */
export const App = ({ desk, theme, runHere, setMouse }: AppProps): ReactNode => {
  const { state, ui, link, nowMs: now, screen, book, keyMap, lineLog, held } = useStore(desk.store);
  const nowMs = held?.atMs ?? now;
  const { columns, rows } = useWindowSize();
  useKeys(desk);
  useMouse(desk, setMouse);
  useHandOver(desk, runHere);
  useEffect(() => desk.resize({ columns, rows }), [desk, columns, rows]);
  // Without `screen`, so that a busy preview does not make the rest anew. The size is Ink's own, not the desk's,
  // which learns of it only after this frame.
  const previewMost = previewMostOf({ ui, state, screen, size: { columns, rows } }, desk.session);
  // Likewise of what panes print, where it is not looked at.
  const seenLines = ui.view === 'logs' ? lineLog : null;
  const world = useMemo(
    () =>
      worldOf(
        {
          state,
          ui,
          link,
          nowMs,
          held,
          book,
          keyMap,
          previewMost,
          lineLog: seenLines ?? emptyLog(0),
          size: { columns, rows },
        },
        desk.session,
      ),
    [state, ui, link, nowMs, held, book, keyMap, previewMost, seenLines, columns, rows, desk.session],
  );
  return <ScreenView world={world} link={link} screen={screen} theme={theme} />;
};

/** Steps aside while a command has the terminal, and draws everything again afterwards. */
const useHandOver = (desk: Desk, runHere: AppProps['runHere']): void => {
  const { suspendTerminal } = useApp();
  const argv = useStore(desk.store, ({ handedOver }) => handedOver);
  useEffect(() => {
    if (argv !== null) void suspendTerminal(() => runHere(argv)).finally(desk.handedBack);
  }, [argv, desk, runHere, suspendTerminal]);
};
