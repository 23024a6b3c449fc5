import { abandonedFolders, removeTemporaryFolder } from './temporary.ts';

/** Before and after a run: what crashed test runs have left (servers, daemons, folders) is ended and removed. */
export const setup = (): void => sweep();
export const teardown = (): void => sweep();

const sweep = (): void => {
  for (const folder of abandonedFolders()) removeTemporaryFolder(folder);
};
