// Bundles each program of panectl into one file of dist/. Plain JavaScript, because it runs before anything is built.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
// The client does not know the registry, only what is in it by name.
const { COMMANDS } = await import('../src/commands/registry.ts');
const commands = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]);
const MOST_BYTES_OF_THE_CLIENT = 60_000;

// CommonJS packages inside an ESM bundle still call `require` for Node's own modules.
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Yoga's loader prefers `fetch` for its own data URL where there is one. Node then loads its whole HTTP client:
 * 20 ms and 8 MB in every panel, for bytes that are in the bundle already.
 */
const WITHOUT_FETCH = { fetch: 'undefined' };

/** `oneByte`: what stays in memory for long (`keepOneByte`). `thin`: every call pays for its size, so it holds nothing but our own client. */
const PROGRAMS = [
  { from: 'src/client/main.ts', to: 'cli', thin: true },
  { from: 'src/cli/local.ts', to: 'local' },
  { from: 'src/cli/complete/main.ts', to: 'complete' },
  { from: 'src/daemon/doctor/main.ts', to: 'doctor' },
  { from: 'src/ui/input/key-problems.ts', to: 'keys' },
  { from: 'src/daemon/start.ts', to: 'daemon', thin: true },
  { from: 'src/daemon/main.ts', to: 'daemon-main', oneByte: true },
  { from: 'src/journal/query-worker.ts', to: 'query-worker' },
  { from: 'src/daemon/session-file/worker.ts', to: 'session-file-worker' },
  { from: 'src/ui/main.tsx', to: 'panel', oneByte: true, define: WITHOUT_FETCH },
  { from: 'src/ui/plain/main.ts', to: 'plain' },
  { from: 'src/ui/palette/registry-book.ts', to: 'book' },
  { from: 'src/client/demo/main.ts', to: 'demo', thin: true },
  { from: 'src/mcp/main.ts', to: 'mcp' },
];

const outside = 'dist.new';

const bundle = async ({ from, to, thin = false, oneByte = false, define = {} }) => {
  if (!existsSync(root + from)) throw new Error(`${from} is missing`);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { [to]: from },
    outdir: outside,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"',
      PANECTL_VERSION: JSON.stringify(version),
      PANECTL_COMMANDS: JSON.stringify(commands.join(' ')),
      ...define,
    },
    banner: thin ? {} : { js: REQUIRE },
    // Chunks of our own that a program loads at run time, when it needs them.
    external: [
      ...[
        './local.mjs',
        './panel.mjs',
        './plain.mjs',
        './demo.mjs',
        './daemon.mjs',
        './daemon-main.mjs',
        './mcp.mjs',
        './complete.mjs',
        './doctor.mjs',
        './keys.mjs',
      ],
      ...['./book.mjs', './query-worker.mjs', './session-file-worker.mjs'],
    ],
    plugins: [withoutDevtools],
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  if (oneByte) keepOneByte(`${root}${outside}/${to}.mjs`);
  if (thin) assertThin(to, metafile);
};

/**
 * One character beyond Latin-1, and V8 holds all of a program's text with two bytes for each: 3 MB more in every daemon.
 * esbuild escapes those in strings; what is left stands in comments of packages.
 */
const keepOneByte = (file) => {
  const text = readFileSync(file, 'utf8');
  const plain = text.replace(/^\s*\/\/.*$/gm, (comment) => comment.replace(/[^\u0000-\u00ff]/g, '?'));
  const left = /[^\u0000-\u00ff]/.exec(plain);
  if (left !== null) throw new Error(`${file}: ${JSON.stringify(left[0])} at ${left.index} is no Latin-1`);
  if (plain !== text) writeFileSync(file, plain);
};

/** Ink can talk to React's devtools when `DEV=true`; that package is not installed and not wanted in a bundle. */
const withoutDevtools = {
  name: 'without-devtools',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'devtools', namespace: 'nothing' }));
    onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'export default {};' }));
  },
};

const assertThin = (to, metafile) => {
  const packages = Object.keys(metafile.inputs).filter((path) => path.startsWith('node_modules/'));
  const output = metafile.outputs[`${outside}/${to}.mjs`];
  const foreign = output.imports
    .filter(({ external }) => external)
    .map(({ path }) => path)
    .filter((path) => !path.startsWith('./') && !builtinModules.includes(path.replace(/^node:/, '')));
  if (packages.length > 0 || foreign.length > 0) {
    throw new Error(
      `dist/${to}.mjs must load only Node's own modules, not ${[...packages, ...foreign].join(', ')}`,
    );
  }
  if (output.bytes > MOST_BYTES_OF_THE_CLIENT) {
    throw new Error(
      `dist/${to}.mjs has ${output.bytes} bytes; the client must stay under ${MOST_BYTES_OF_THE_CLIENT}`,
    );
  }
};

/** A daemon or panel may load a chunk while we build, so files are replaced one by one and never missing. */
const putInPlace = () => {
  for (const { to } of PROGRAMS) renameSync(`${root}${outside}/${to}.mjs`, `${root}dist/${to}.mjs`);
  rmSync(root + outside, { recursive: true, force: true });
};

const startedAt = Date.now();
rmSync(root + outside, { recursive: true, force: true });
try {
  await Promise.all(PROGRAMS.map(bundle));
} catch (error) {
  console.error(`panectl: ${error.message}`);
  process.exit(1);
}
mkdirSync(`${root}dist`, { recursive: true });
// Shells read these; they are no programs of ours to bundle.
cpSync(`${root}src/tmux/shell`, `${root}dist/shell`, {
  recursive: true,
  filter: (path) => !path.endsWith('.ts'),
});
cpSync(`${root}src/cli/completion`, `${root}dist/completion`, { recursive: true });
cpSync(`${root}src/client/demo/farm`, `${root}dist/demo`, { recursive: true });
putInPlace();
// ensure-built.sh compares sources with this file; what changed while we built is newer than it.
writeFileSync(`${root}dist/.built`, `${version}\n`);
utimesSync(`${root}dist/.built`, startedAt / 1000, startedAt / 1000);
const bytes = PROGRAMS.map(
  ({ to }) => `${to} ${Math.round(statSync(`${root}dist/${to}.mjs`).size / 1024)} KB`,
);
console.log(`panectl: built ${bytes.join(', ')}`);
