/** The panel's tie to the daemon, as the operator sees it. */
export type DaemonLink =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | {
      readonly kind: 'lost';
      readonly reason: string;
      readonly attempt: number;
      readonly nextTryAtMs: number | null;
    };
