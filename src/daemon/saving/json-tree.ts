import type { YamlMap, YamlValue } from '../../rules/session-file/yaml-text.ts';

/** YAML's word for taking over another map. */
export const MERGE = '<<';

export const jsonEntry = ([key, value]: readonly [string, unknown]): readonly [string, YamlValue] => [
  key,
  jsonTree(value),
];

/** Of JSON that somebody else made. */
export const jsonTree = (value: unknown): YamlValue => {
  if (Array.isArray(value)) return value.map(jsonTree);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== MERGE)
        .map(jsonEntry),
    );
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
};

export const isMap = (value: YamlValue | undefined): value is YamlMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
