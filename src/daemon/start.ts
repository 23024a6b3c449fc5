import { forgetAllocator } from '../protocol/allocator.ts';
import { keepCompiled } from '../protocol/compile-cache.ts';

/** `node daemon.mjs --socket PATH`. What it is made of comes from what an earlier start has compiled. */
forgetAllocator(process.env);
const compiled = keepCompiled(import.meta.url, process.env);
const program = new URL('./daemon-main.mjs', import.meta.url).href;
await import(program);

/** Whoever is killed writes nothing on his way out. */
const LATER_MS = 3_000;
setTimeout(() => compiled.flush(), LATER_MS).unref();
