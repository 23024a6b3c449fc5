declare const PANECTL_VERSION: string;

/** The version of the bundle, put in by the build; run from its sources panectl has none of its own. */
export const VERSION = typeof PANECTL_VERSION === 'string' ? PANECTL_VERSION : '0.0.0-source';
