/** What of the settings file is the panel's: read by the daemon when a panel is opened. */
export interface PanelSettings {
  /** As places are named: `FILE:line:column`. */
  readonly file: string;
  readonly keys: readonly KeySetting[];
  readonly colors: 'auto' | 'dark' | 'light' | 'none';
  readonly symbols: 'auto' | 'unicode' | 'ascii';
  /** Redraws a second at most. */
  readonly fps: number;
  readonly mouse: 'on' | 'off';
  /** Columns of the tree that are not wanted. */
  readonly hide: readonly string[];
  /** The first thing that is wrong with the file; null where nothing is. */
  readonly problem: string | null;
}

/** One line of `keys`: an action of the key map, and the keys that it shall have; none takes its keys away. */
export interface KeySetting {
  readonly action: string;
  readonly keys: readonly string[];
  readonly line: number;
  readonly column: number;
}
