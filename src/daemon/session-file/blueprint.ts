import { dirname } from 'node:path';
import type * as z from 'zod';
import type { sessionCreateInput } from '../../commands/sessions.ts';
import { findCycle, type SessionDependency } from '../../domain/dependency.ts';
import { sessionNameProblem } from '../../domain/names.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type {
  Environment,
  FileOption,
  FilePane,
  FilePlace,
  FileWindow,
  Placed,
} from '../../rules/session-file/file.ts';
import { problemIn } from '../../rules/session-file/source.ts';
import { cycleText } from '../linking/depends.ts';
import { findFolder } from '../operations/folder.ts';
import { type BeforeScript, beforeScriptOf } from './before-script.ts';
import { checkWindowLayout } from './layout.ts';
import type { LoadedFile } from './load.ts';
import { beside, filledOptions } from './options.ts';
import { fillIn } from './variables.ts';

/** What is to be built, with everything looked up: folders are there, layouts fit, names are filled in. */
export interface Blueprint {
  readonly name: string;
  readonly cwd: string;
  readonly size: Size;
  readonly environment: Environment;
  readonly beforeScript: BeforeScript | null;
  readonly options: readonly FileOption[];
  /** Of the person's whole server. */
  readonly globalOptions: readonly FileOption[];
  /** What the file asks for and does not get, for people. */
  readonly notices: readonly string[];
  readonly windows: readonly PlannedWindow[];
  readonly group: string | null;
  readonly dependsOn: readonly SessionDependency[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PlannedWindow {
  readonly name: string | null;
  readonly index: number | null;
  /** A name or a layout string; null: as panectl arranges without being told. */
  readonly layout: string | null;
  readonly focus: boolean;
  /** Its active pane fills it. */
  readonly zoomed: boolean;
  readonly options: readonly FileOption[];
  /** Set when all has been typed. */
  readonly optionsAfter: readonly FileOption[];
  readonly panes: readonly PlannedPane[];
}

export interface PlannedPane
  extends Pick<FilePane, 'command' | 'shell' | 'lines' | 'focus' | 'metadata' | 'service'> {
  readonly label: string | null;
  readonly cwd: string;
  /** `NAME=value`. */
  readonly env: readonly string[];
  readonly place: FilePlace;
  /** The folder that it should have been in and that has gone; then `cwd` is the next one around it. */
  readonly goneFolder: string | null;
}

/** In the order of the file, and that of their numbers unless it says others. */
export const plannedPanes = ({
  windows,
}: Blueprint): readonly { readonly window: PlannedWindow; readonly pane: PlannedPane }[] =>
  windows.flatMap((window) => window.panes.map((pane) => ({ window, pane })));

export interface Facts {
  readonly callerCwd: string;
  readonly size: Size;
  readonly variables: Environment;
  /** What sessions wait for, as far as it is known. */
  readonly dependencies: readonly SessionDependency[];
  /** Whether a folder that has gone is no reason to make nothing. */
  readonly isLenient: boolean;
}

type Input = Pick<z.output<typeof sessionCreateInput>, 'session' | 'cwd' | 'label'>;

export const blueprintOf = async (
  loaded: LoadedFile,
  input: Input,
  facts: Facts,
): Promise<Result<Blueprint>> => {
  const { file } = loaded;
  const given = input.cwd === undefined ? null : await findFolder(input.cwd, facts.callerCwd);
  if (given !== null && !given.ok) return given;
  // A relative folder of the file is beside the file; without one the session is where the caller is.
  const cwd =
    given ??
    (file.startDirectory === null
      ? await findFolder('.', facts.callerCwd)
      : await folderOf(loaded, file.startDirectory, dirname(loaded.path), facts));
  if (!cwd.ok && !facts.isLenient) return cwd;
  return planAll(loaded, input, facts, {
    cwd: cwd.ok ? cwd.value : await homeFolder(facts),
    goneFolder: cwd.ok ? null : (file.startDirectory?.value ?? null),
    isGiven: given !== null,
  });
};

const homeFolder = async ({ variables: { HOME = '/' } }: Facts): Promise<string> =>
  (await findFolder(HOME, '/')).ok ? HOME : '/';

const planAll = async (
  loaded: LoadedFile,
  input: Input,
  facts: Facts,
  { cwd, goneFolder, isGiven }: Pick<Around, 'cwd' | 'goneFolder'> & { readonly isGiven: boolean },
): Promise<Result<Blueprint>> => {
  const { file } = loaded;
  const base = file.startDirectory === null && !isGiven ? dirname(loaded.path) : cwd;
  const windows: PlannedWindow[] = [];
  for (const [at, window] of file.windows.entries()) {
    const zoomed = file.saved?.zoomed.includes(at) === true;
    const planned = await planWindow(loaded, window, zoomed, { ...facts, cwd, base, goneFolder });
    if (!planned.ok) return planned;
    windows.push(planned.value);
  }
  const dependsOn = planDependencies(loaded, input.session, facts);
  if (!dependsOn.ok) return dependsOn;
  return success({
    ...{ name: input.session, cwd, size: facts.size },
    environment: filled(file.environment, facts, dirname(loaded.path)),
    ...{ group: file.group, dependsOn: dependsOn.value },
    beforeScript: beforeScriptOf(loaded, facts.variables),
    options: filledOptions(file.options, facts.variables, dirname(loaded.path)),
    globalOptions: filledOptions(file.globalOptions, facts.variables, dirname(loaded.path)),
    notices: file.foreign,
    // A file that was saved says all labels that there were.
    windows: file.saved === null ? withFirstLabel(windows, input.label) : windows,
  });
};

/** Those that are known already count for a circle; what this session waited for before, it may not any more. */
const planDependencies = (
  { file, source }: LoadedFile,
  session: string,
  { variables, dependencies, isLenient }: Facts,
): Result<readonly SessionDependency[]> => {
  const planned: SessionDependency[] = [];
  for (const each of file.dependsOn) {
    const on = fillIn(each.session, variables);
    const problem = sessionNameProblem(on);
    // A restore waits for nobody.
    const cycle = problem === null && !isLenient ? findCycle(dependencies, session, on) : null;
    const message = cycle === null ? problem : cycleText(cycle);
    if (message !== null) return failed(problemIn(source, each, message));
    planned.push({ session, on, condition: each.condition });
  }
  return success(planned);
};

/** Where something stands that says nothing about its folder, and what a relative folder is relative to. */
interface Around extends Facts {
  readonly cwd: string;
  readonly base: string;
  readonly goneFolder: string | null;
}

const planWindow = async (
  loaded: LoadedFile,
  window: FileWindow,
  zoomed: boolean,
  around: Around,
): Promise<Result<PlannedWindow>> => {
  const layout = checkWindowLayout(loaded.source, window, around);
  if (!layout.ok) return layout;
  const inside = await enter(loaded, window.startDirectory, around);
  if (!inside.ok) return inside;
  const panes: PlannedPane[] = [];
  for (const pane of window.panes) {
    const planned = await planPane(loaded, window, pane, inside.value);
    if (!planned.ok) return planned;
    panes.push(planned.value);
  }
  const name = window.name === null ? null : fillIn(window.name, around.variables);
  const { focus, index } = window;
  const options = splitLate(loaded, window, around);
  const where = { index: index?.value ?? null, layout: layout.value, focus, zoomed };
  return success({ name, ...where, ...options, panes });
};

/** From its beginning on, one pane's lines would be typed into all; so that comes when they have been typed. */
const splitLate = (
  { path }: LoadedFile,
  { options, optionsAfter }: FileWindow,
  { variables }: Facts,
): Pick<PlannedWindow, 'options' | 'optionsAfter'> => {
  const isLate = ({ name }: FileOption): boolean => name === 'synchronize-panes';
  const fill = (some: readonly FileOption[]) => filledOptions(some, variables, dirname(path));
  return {
    options: fill(options.filter((option) => !isLate(option))),
    optionsAfter: fill([...options.filter(isLate), ...optionsAfter]),
  };
};

const planPane = async (
  loaded: LoadedFile,
  window: FileWindow,
  pane: FilePane,
  around: Around,
): Promise<Result<PlannedPane>> => {
  const inside = await enter(loaded, pane.startDirectory, around);
  if (!inside.ok) return inside;
  const { command, shell, lines, focus, metadata, service, label, line, column } = pane;
  const env = Object.entries(
    filled({ ...window.environment, ...pane.environment }, around, dirname(loaded.path)),
  );
  return success({
    ...{
      command,
      shell,
      lines,
      focus,
      metadata,
      service,
      label: label?.value ?? null,
      place: { line, column },
    },
    goneFolder: inside.value.goneFolder,
    ...{ cwd: inside.value.cwd, env: env.map(([name, value]) => `${name}=${value}`) },
  });
};

const enter = async (
  loaded: LoadedFile,
  folder: Placed<string> | null,
  around: Around,
): Promise<Result<Around>> => {
  if (folder === null) return success(around);
  const found = await folderOf(loaded, folder, around.base, around);
  if (found.ok) return success({ ...around, cwd: found.value, base: found.value, goneFolder: null });
  return around.isLenient ? success({ ...around, goneFolder: folder.value }) : found;
};

const folderOf = async (
  { source }: LoadedFile,
  folder: Placed<string>,
  base: string,
  { variables }: Facts,
): Promise<Result<string>> => {
  const found = await findFolder(fillIn(folder.value, variables), base);
  return found.ok ? found : failed(problemIn(source, folder, found.failure.message, 'make it first'));
};

const filled = (environment: Environment, { variables }: Facts, folder: string): Environment =>
  Object.fromEntries(
    Object.entries(environment).map(
      ([name, value]) => [name, beside(fillIn(value, variables), folder)] as const,
    ),
  );

/** As in a session without a file: the first pane has a name, unless another one has it. */
const withFirstLabel = (windows: readonly PlannedWindow[], label: string): readonly PlannedWindow[] => {
  const isTaken = windows.some(({ panes }) => panes.some((pane) => pane.label === label));
  return windows.map((window, w) => ({
    ...window,
    panes: window.panes.map((pane, p) =>
      w === 0 && p === 0 && !isTaken ? { ...pane, label: pane.label ?? label } : pane,
    ),
  }));
};
