export { checkFolder, claimFolder, codeOf } from '../protocol/folder.ts';
