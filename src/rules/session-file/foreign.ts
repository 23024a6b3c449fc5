import { report, type Source } from './source.ts';
import { type Fields, fieldsOf, itemsOf, kindOf, nameOf } from './values.ts';

/**
 * What a workspace of tmuxp names that is Python and can not run here. It is told, and the rest of the file counts. That
 * a shell is waited for (`pane_readiness`) is what is done anyway.
 */
export const foreignOf = (source: Source, fields: Fields<string>): readonly string[] => {
  const [plugins, builder] = [fields.get('plugins'), fields.get('workspace_builder')];
  const [paths, options] = [fields.get('workspace_builder_paths'), fields.get('workspace_builder_options')];
  for (const item of paths === undefined ? [] : itemsOf(paths.value)) nameOf(source, item, 'a path');
  const known =
    options === undefined
      ? null
      : fieldsOf(source, options.value, 'workspace_builder_options', ['pane_readiness']);
  const readiness = known?.get('pane_readiness')?.value;
  if (readiness !== undefined && readiness.kind !== 'scalar')
    report(source, readiness, `pane_readiness is auto, always or never, not ${kindOf(readiness)}`);
  return [
    ...(plugins === undefined ? [] : itemsOf(plugins.value)).map(
      (item) => `a plugin of tmuxp does not run here: ${nameOf(source, item, 'a plugin')}`,
    ),
    ...(builder === undefined
      ? []
      : [`a builder of tmuxp does not run here: ${nameOf(source, builder.value, builder.key)}`]),
  ];
};
