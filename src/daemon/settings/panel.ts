import type { PanelSettings } from '../../protocol/panel-settings.ts';
import { readSettings } from './read.ts';

/** What a panel that is opened now is to look like. */
export const panelSettings = (file: string): PanelSettings => {
  const { settings, keys, problems } = readSettings(file);
  const { theme, panel } = settings;
  return { file, keys, ...theme, ...panel, problem: problems[0] ?? null };
};
