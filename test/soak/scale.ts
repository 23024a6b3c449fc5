import { measureLevel } from '../bench/scale/level.ts';
import { sizeAsked } from '../bench/scale/size.ts';
import { breachText, titleOf } from '../bench/scale/text.ts';
import { breachesOf, figuresOf } from '../bench/scale/verdict.ts';

/** Ten minutes of everything at once; false where something is late, lost or grows. */
export const soakScale = async (): Promise<boolean> => {
  const { size, seen, failure } = await measureLevel(sizeAsked(), (text) => console.log(`  ${text}`));
  const isGood = seen !== null && breachesOf(figuresOf(size, seen)).length === 0;
  console.log(`\n${titleOf(size)}: ${isGood ? 'pass' : 'FAIL'}`);
  console.log(`  ${seen === null ? failure : breachText(size, seen)}`);
  return isGood;
};
