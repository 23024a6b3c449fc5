/** The panel's tie to the daemon, as the operator sees it. */
export type DaemonLink =
  | { readonly kind: 'connecting' }
  /** `otherVersion`: the daemon's, where it is not ours. */
  | { readonly kind: 'live'; readonly otherVersion?: string }
  | {
      readonly kind: 'lost';
      readonly reason: string;
      readonly attempt: number;
      readonly nextTryAtMs: number | null;
    };
