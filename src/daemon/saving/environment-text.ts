import type { YamlMap } from '../../rules/session-file/yaml-text.ts';

/** What a file can say of an environment; the names of the rest are put among what is left out. */
export const environmentText = (
  environment: Readonly<Record<string, string>>,
  leftOut: string[],
  place = '',
): YamlMap | undefined => {
  const entries = Object.entries(environment).filter(([name, value]) => {
    const isFit = isName(name) && isPlain(value);
    if (!isFit) leftOut.push(`${place}environment ${name}: its value would mean something else in a file`);
    return isFit;
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};

const isName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** Whatever looks like a variable or a home would be filled in; there is no other way to write it. */
const isPlain = (value: string): boolean =>
  !/\$[\w{]|^~(?:\/|$)|^\.\.?(?:\/|$)|\u0000/.test(value) && value.isWellFormed();
