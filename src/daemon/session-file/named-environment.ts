/** Session option with the names, not the values, that its file gave to the environment: what is saved again of it. */
export const NAMED_ENVIRONMENT = '@panectl_environment';
