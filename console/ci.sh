#!/usr/bin/env bash
# Checks the console: types, unit tests, a rebuild that equals the committed build, and the browser tests in Debian's Chromium.
set -euo pipefail
cd "$(dirname "$0")"
chromium=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$chromium" ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fonts-noto-color-emoji >/dev/null
fi
npm ci --no-audit --no-fund --loglevel=error
npm run --silent check
npm run --silent unit
built=../guarded_reply/server/static
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
cp -r "$built/." "$before"
npm run --silent build
diff -rq "$before" "$built" || { echo "guarded_reply/server/static is not what the sources build: run npm run build in console/ and commit it"; exit 1; }
npm run --silent browser
