#!/bin/sh
# Finds the browser that the page's tests drive; in CI, installs it where it is missing.
set -eu
browser=${CHROMIUM:-/usr/bin/chromium}
if [ -x "$browser" ]; then exit 0; fi
if [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq </dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-lato </dev/null >/dev/null
    exit 0
fi
echo "No browser at $browser: THE BROWSER TESTS ARE SKIPPED. Install chromium, or set CHROMIUM." >&2
