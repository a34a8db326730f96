#!/bin/sh
# Install Chromium, its fonts, Java, gettext, curl and R from Debian's packages where they are missing.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v msgfmt >/dev/null 2>&1 || missing="$missing gettext"
command -v curl >/dev/null 2>&1 || missing="$missing curl"
command -v Rscript >/dev/null 2>&1 || missing="$missing r-base-core"
fc-list 2>/dev/null | grep -qi 'noto.*arabic' || missing="$missing fonts-noto-core"
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing="$missing fonts-noto-cjk"
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "The tests need:$missing. Install them with the package manager of this system." >&2
  exit 1
fi
root=""
[ "$(id -u)" -eq 0 ] || root="sudo"
$root apt-get update -qq
# shellcheck disable=SC2086 -- the list is made of single words above
DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $missing
