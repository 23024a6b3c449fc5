import type { ServiceSpec } from '../../domain/service.ts';
import type { SplitTree } from '../../domain/split-tree.ts';
import type { RuleDraft } from './rule-draft.ts';
import type { SavedState } from './saved.ts';
import type { FileScale } from './scale.ts';
import type { FileDependency } from './together.ts';

/** Where something stands in a file: both from 1, columns in UTF-16 units. */
export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/**
 * A session file (contract, section 6) in full form: every short form is spelled out, texts are as they were written
 * (`~`, `$NAME` and relative folders mean something only to whoever makes the session).
 */
export interface SessionFile {
  /** As failures name it. */
  readonly fileName: string;
  /** `session_name`; null: as the caller calls it. */
  readonly name: string | null;
  readonly startDirectory: Placed<string> | null;
  readonly environment: Environment;
  /** A command line that runs once, before anything is made. */
  readonly beforeScript: Placed<string> | null;
  readonly options: readonly FileOption[];
  /** Of the person's whole server. */
  readonly globalOptions: readonly FileOption[];
  /** What the file names of tmuxp's that can not run here: for people. */
  readonly foreign: readonly string[];
  /** Never empty. */
  readonly windows: readonly FileWindow[];
  readonly group: string | null;
  /** Sessions that it waits for; names may hold `$NAME`. */
  readonly dependsOn: readonly FileDependency[];
  /** `hooks`, in the order of the file. */
  readonly rules: readonly RuleDraft[];
  /** `panectl`: how a session stood that was saved; null in a file that a person wrote. */
  readonly saved: SavedState | null;
}

export interface FileWindow extends FilePlace {
  /** Null: tmux names it after what runs in it. */
  readonly name: string | null;
  /** Null: the lowest that is free. */
  readonly index: Placed<number> | null;
  /** A name or a layout string, as it was written and not checked yet, or a tree of splits. */
  readonly layout: Placed<string | SplitTree> | null;
  readonly focus: boolean;
  /** Relative to the session's. */
  readonly startDirectory: Placed<string> | null;
  readonly environment: Environment;
  /** Set before the window's panes are made. */
  readonly options: readonly FileOption[];
  /** Set when everything has been typed. */
  readonly optionsAfter: readonly FileOption[];
  /** Never empty. */
  readonly panes: readonly FilePane[];
}

export interface FilePane extends FilePlace {
  readonly label: Placed<string> | null;
  /** What it runs instead of a shell. */
  readonly command: string | null;
  /** The program that it runs in the place of the person's shell; its own, or its window's. */
  readonly shell: string | null;
  /** What is typed into its shell, in order, with what stands before it for the window and the session. */
  readonly lines: readonly FileLine[];
  readonly focus: boolean;
  /** Relative to the window's, or the session's. */
  readonly startDirectory: Placed<string> | null;
  readonly environment: Environment;
  /** JSON values. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Its `ready`, `depends_on`, `restart`, `stop` and `scale`; null where it has none of them. */
  readonly service: ServiceSpec | null;
  /** The labels in its `depends_on`, each where it stands. */
  readonly dependencies: readonly Placed<string>[];
  readonly scale: FileScale | null;
}

/** A line with how it is typed. */
export interface FileLine extends Placed<string> {
  /** Whether Enter is pressed behind it. */
  readonly enter: boolean;
  /** In milliseconds. */
  readonly sleepBefore: number;
  readonly sleepAfter: number;
  /** Typed behind a blank, by which shells know what their history does not keep. */
  readonly suppressHistory: boolean;
}

/** One of tmux's options; the value as it was written. */
export interface FileOption extends Placed<string> {
  readonly name: string;
}

export type Environment = Readonly<Record<string, string>>;

export interface Placed<T> extends FilePlace {
  readonly value: T;
}
