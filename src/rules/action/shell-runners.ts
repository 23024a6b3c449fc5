/** What is known of programs and built-in commands that take more than data as their words. Measured with dash,
 * bash 5.2, zsh 5.9 and fish 3.6: `[[ 'a[$(x)]' -eq 1 ]]`, `printf -v 'a[$(x)]'`, `exit 'path[$(x)]'` all run x. */

/** Words before a command that are no command themselves. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  ...['if', 'then', 'else', 'elif', 'while', 'until', 'do', '!', 'time'],
  ...['begin', 'and', 'or', 'not', 'noglob', 'nocorrect', '-'],
]);

/** Commands that read a word again: as shell text, as arithmetic, as the name of a variable, or on another machine. */
export const RUNNERS: ReadonlySet<string> = new Set([
  ...[
    'eval',
    '.',
    'source',
    'trap',
    'coproc',
    'function',
    'alias',
    'abbr',
    'emulate',
    'fc',
    'history',
    'sched',
  ],
  ...['[[', 'let', 'declare', 'typeset', 'local', 'integer', 'float', 'private', 'unset', 'read', 'mapfile'],
  ...[
    'readarray',
    'getopts',
    'vared',
    'getln',
    'getopt',
    'exit',
    'return',
    'shift',
    'break',
    'continue',
    'bye',
  ],
  ...[
    'logout',
    'repeat',
    'print',
    'wait',

    'bind',
    'bindkey',
    'zle',
    'complete',
    'compgen',
    'compctl',
  ],
  ...['compadd', 'enable', 'disable', 'autoload', 'functions', 'zmodload', 'zstyle', 'zformat', 'zparseopts'],
  ...[
    'argparse',
    'commandline',
    'math',
    'set_color',
    'fish_add_path',
    'ulimit',
    'limit',
    'hash',
    'rehash',
    'shopt',
    'setopt',
  ],
  ...[
    'xargs',
    'parallel',
    'watch',
    'entr',
    'su',
    'runuser',
    'script',
    'at',
    'batch',
    'crontab',
    'expect',
    'ssh',
  ],
  ...['mosh', 'rsh', 'screen', 'byobu', 'tmux', 'panectl', 'gdb', 'ed', 'ex', 'vi', 'vim', 'nvim', 'emacs'],
  ...['osascript', 'm4', 'dc', 'bc', 'systemd-run', 'pkexec', 'unshare', 'nsenter', 'strace', 'ltrace'],
]);

/** Only `NAME={{ value }}`. */
export const ASSIGNERS: ReadonlySet<string> = new Set(['export', 'readonly']);

export interface Interpreter {
  /** The option whose argument is code. */
  readonly code: RegExp;
  /** What follows the code is data at once, not options as long as no `--` or file has come. */
  readonly isDoneAfterCode: boolean;
}

const SHELL: Interpreter = { code: /^-[A-Za-z]*c$/, isDoneAfterCode: true };
const SCRIPT: Interpreter = {
  code: /^(?:-[A-Za-z]*[eEprRfc]|--eval|--print|--expression)$/,
  isDoneAfterCode: false,
};

export const SHELLS: ReadonlySet<string> = new Set([
  ...[
    'sh',
    'bash',
    'rbash',
    'dash',
    'ash',
    'zsh',
    'fish',
    'ksh',
    'ksh93',
    'mksh',
    'oksh',
    'yash',
    'tcsh',
    'csh',
  ],
  ...['busybox', 'elvish', 'nu', 'pwsh', 'xonsh'],
]);

export const interpreterOf = (name: string): Interpreter | null => {
  if (SHELLS.has(name)) return SHELL;
  if (/^(?:python|pypy)[\d.]*$/.test(name)) return SHELL;
  return SCRIPTS.test(name) ? SCRIPT : null;
};

const SCRIPTS =
  /^(?:perl|ruby|node|nodejs|deno|bun|php|lua|luajit|tclsh|wish|Rscript|julia|[gmn]?awk|g?sed|guile)[\d.]*$/;

/** Commands that run the command in their words. */
export interface Prefix {
  /** Options with a word of their own. */
  readonly taking: ReadonlySet<string>;
  readonly flags: RegExp;
  /** Words before the command that are no options. */
  readonly positionals: number;
  readonly assigns: boolean;
}

const prefix = (taking: string, flags: RegExp, positionals = 0, assigns = false): Prefix => ({
  taking: new Set(taking.split(' ')),
  flags,
  positionals,
  assigns,
});

const NO_FLAGS = /^$/;

export const PREFIXES: ReadonlyMap<string, Prefix> = new Map([
  ['command', prefix('', /^-p$/)],
  ['builtin', prefix('', NO_FLAGS)],
  ['exec', prefix('-a', /^-[cl]+$/)],
  ['nohup', prefix('', NO_FLAGS)],
  ['setsid', prefix('', /^-[cfw]+$/)],
  ['env', prefix('-u -C --unset --chdir', /^(?:-[i0]+|--ignore-environment|-|--\w[\w-]*=.*)$/, 0, true)],
  ['nice', prefix('-n --adjustment', /^(?:-n?-?\d+|--\w[\w-]*=.*)$/)],
  ['ionice', prefix('-c -n', /^(?:-t|-[cn]\d)$/)],
  ['timeout', prefix('-s -k --signal --kill-after', /^(?:-v|--[a-z-]+(?:=.*)?)$/, 1)],
  ['stdbuf', prefix('-i -o -e', /^-[ioe].+$/)],
  ['chroot', prefix('', /^--\w[\w-]*=.*$/, 1)],
  ['taskset', prefix('', /^-[ac]+$/, 1)],
  ['flock', prefix('-w -E', /^-[senuxo]+$/, 1)],
  ['sudo', prefix('-u -g -h -p -C -T -D -R -U -r -t', /^(?:-[AbEHnPkS]+|--(?:user|group)=.*)$/, 0, true)],
  ['doas', prefix('-u -C', /^-[nL]+$/)],
]);

/** Variables that a shell or the loader acts upon, or that zsh and bash evaluate as numbers. */
export const ACTED_UPON =
  /^(?:(?:CD|F|MAN|MODULE_|NODE_|PYTHON|PERL5?|RUBY|CLASS|GO|GIT_EXEC_)?PATH|.*(?:OPT|OPTS|OPTIONS)|PERL5LIB|RUBYLIB|IFS|ENV|BASH.*|ZDOTDIR|SHELL.*|LD_.*|DYLD_.*|R?PS\d|R?PROMPT.*|SPROMPT|POST.*|NULLCMD|READNULLCMD|RANDOM|SECONDS|EPOCH.*|HIST.*|SAVEHIST|LISTMAX|MAILCHECK|TMOUT|KEYTIMEOUT|COLUMNS|LINES|OPTIND|E?[UG]ID|PPID|SHLVL|LINENO|FUNCNEST|LOGCHECK|DIRSTACKSIZE|BAUD|PERIOD|ERRNO|STATUS|TRY_BLOCK_.*|EDITOR|VISUAL|FCEDIT|PAGER|MANPAGER|GIT_.*|BROWSER|LESSOPEN|LESSCLOSE|.*_COMMAND|HOME|PWD|TERMINFO.*|LC_.*|LANG)$/;
