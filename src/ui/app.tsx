import { useWindowSize } from 'ink';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { type Desk, worldOf } from './desk/desk.ts';
import { useKeys } from './input/use-keys.ts';
import type { Theme } from './theme/theme.ts';
import { ScreenView } from './views/screen-view.tsx';

/** Ties the desk to Ink: keys and size in, one screen out. */
export const App = ({ desk, theme }: { readonly desk: Desk; readonly theme: Theme }): ReactNode => {
  const { state, ui, link, nowMs, screen } = useStore(desk.store);
  const { columns, rows } = useWindowSize();
  useKeys(desk);
  useEffect(() => desk.resize({ columns, rows }), [desk, columns, rows]);
  // Without `screen`, so that a busy preview does not make the rest anew. The size is Ink's own, not the desk's,
  // which learns of it only after this frame.
  const world = useMemo(
    () => worldOf({ state, ui, link, nowMs, size: { columns, rows } }, desk.session),
    [state, ui, link, nowMs, columns, rows, desk.session],
  );
  return <ScreenView world={world} link={link} screen={screen} theme={theme} />;
};
