import { useStdin } from 'ink';
import { useEffect, useLayoutEffect } from 'react';
import { useStore } from 'zustand';
import type { Desk } from '../desk/desk.ts';
import { createMouseReader } from './mouse-events.ts';

/**
 * The one place where the panel listens to the mouse. Ink drops what it knows no key for, so we look at what it reads:
 * a stream tells it to every listener. Never while something else has the terminal, and only after Ink listens: alone,
 * ours would begin to read by itself. The terminal is asked before the first picture and told the end of it at once,
 * also where the panel is ended by a signal or a fault, after which Ink still takes everything down.
 */
export const useMouse = (desk: Desk, setMouse: (isOn: boolean) => void): void => {
  const { stdin } = useStdin();
  const isOn = useStore(desk.store, ({ ui, handedOver }) => ui.hasMouse && handedOver === null);
  useLayoutEffect(() => {
    if (!isOn) return;
    setMouse(true);
    return () => setMouse(false);
  }, [isOn, setMouse]);
  useEffect(() => {
    if (!isOn) return;
    const read = createMouseReader();
    const look = (chunk: string | Buffer): void => {
      for (const event of read(chunk.toString())) desk.mouse(event);
    };
    stdin.on('data', look);
    return () => void stdin.off('data', look);
  }, [isOn, stdin, desk]);
};
