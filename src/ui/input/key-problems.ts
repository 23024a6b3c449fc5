import type { KeySetting } from '../../protocol/panel-settings.ts';
import { keyMapWith } from './key-settings.ts';

/** What is wrong with the operator's own keys, for who has no panel open. */
export const keyProblems = (keys: readonly KeySetting[], file: string): readonly string[] =>
  keyMapWith(keys, file).problems;
