import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('no React is reachable from the stores', async () => {
  const { metafile } = await build({
    entryPoints: ['src/store/daemon-store.ts', 'src/store/mirror.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    outdir: 'nowhere',
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.some((path) => path.includes('zustand'))).toBe(true);
  expect(inputs.filter((path) => /node_modules\/(react|ink|scheduler)\//.test(path))).toEqual([]);
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(imported.filter((path) => /react|ink/.test(path))).toEqual([]);
});
