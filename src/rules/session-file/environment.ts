import type { Environment } from './file.ts';
import { report, type Source } from './source.ts';
import type { FileNode } from './tree.ts';
import { mapOf, textOf } from './values.ts';

export const environmentOf = (source: Source, node: FileNode): Environment =>
  mapOf(source, node, 'environment', (entry) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(entry.key))
      report(source, entry, 'a name in the environment has letters, digits and _');
    return textOf(source, entry.value, entry.key, 131_072);
  });
