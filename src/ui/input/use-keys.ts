import { useInput, usePaste } from 'ink';
import type { Desk } from '../desk/desk.ts';
import { keysOf } from './key-name.ts';

/** The one place where the panel listens to the keyboard. */
export const useKeys = (desk: Desk): void => {
  useInput((input, key) => desk.press(keysOf(input, key)));
  usePaste((text) => desk.paste(text));
};
