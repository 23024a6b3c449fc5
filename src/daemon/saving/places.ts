import { dirname, join } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { House } from '../house.ts';

/** Beside the database: what is saved without a file's name, and one folder of snapshots for each tmux socket. */
export interface SavingPlaces {
  readonly saved: string;
  readonly snapshots: string;
}

export const placesOf = ({ path }: Pick<House['journal'], 'path'>): Result<SavingPlaces> =>
  path === null
    ? failed(failure('internal', 'panectl has no folder to save into', 'panectl doctor says why'))
    : success({ saved: join(dirname(path), 'saved'), snapshots: path.replace(/(\.db)?$/, '.snapshots') });

/** A session's name in a file's name: reversible, and without anything that a folder or a shell would take amiss. */
export const nameInFile = (session: string): string =>
  encodeURIComponent(session.toWellFormed())
    .replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/^\./, '%2E');
