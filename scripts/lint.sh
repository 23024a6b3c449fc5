#!/bin/sh
# Format and lint, the linter that knows types, then the house's own rules. Each speaks only when something is wrong.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/node_modules/.bin:$PATH"
export PATH

biome check --error-on-warnings .
oxlint --type-aware --deny-warnings
node scripts/check-imports.ts
