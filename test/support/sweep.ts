import { abandonedFolders, removeTemporaryFolder } from './temporary.ts';

/** Before and after a run: what crashed test runs have left (servers, daemons, folders) is ended and removed. */
export const setup = (): void => sweep();
export const teardown = (): void => sweep();

/** One that can't be removed, as it is somebody else's, is named, and keeps nobody from running his tests. */
export const sweep = (folders = abandonedFolders(), remove = removeTemporaryFolder): void => {
  for (const folder of folders) {
    try {
      remove(folder);
    } catch (error) {
      process.stderr.write(`left where it is: ${folder}: ${String(error)}\n`);
    }
  }
};
