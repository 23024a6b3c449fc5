/** Ends the process with one sentence where Node is too old: what comes after would end in a stack trace. */
export const assertNodeVersion = (version = process.versions.node): void => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  process.stderr.write(
    `panectl needs Node 22.18 or newer and runs on ${version}: install Node 24, or reinstall panectl with its optional packages, which bring it.\n`,
  );
  process.exit(5);
};
