#!/usr/bin/env bash
# Runs the conformance suite: Signalbox against engines nobody here wrote. Arguments go to vitest (for one file, say).
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cd "$here/../.."

bash "$here/install.sh"
# vitest prints the counts of files and tests, and its exit code is this script's. The report is for CI's last line.
npx vitest run --config test/conformance/vitest.config.ts \
  --reporter=default --reporter=json --outputFile.json=.conformance/tests.json "$@"
