import type { YamlMap } from '../../rules/session-file/yaml-text.ts';
import type { Around } from './around.ts';
import type { NamedOptions } from './named-options.ts';

/** What a file would fill in, or tmux has as several values, can not be written. */
export const optionsTree = (
  { leftOut }: Around,
  options: NamedOptions,
  place: string,
): YamlMap | undefined => {
  const entries = Object.entries(options).filter(([name, value]) => {
    // It is saved of each pane.
    if (name === 'synchronize-panes') return false;
    const isPlain = !/\$[\w{]|^~(?:\/|$)|^\.\.?(?:\/|$)|[\u0000\n]/.test(value) && value.isWellFormed();
    if (!isPlain) leftOut.push(`${place}: the option ${name}`);
    return isPlain;
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};
