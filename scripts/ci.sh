#!/bin/sh
# One step of what runs without people, for any host: GitHub, GitLab, or a machine of your own.
#   scripts/ci.sh records|preview|site|plan|language|merge|upkeep|sync|intake|archive|audit|exits|thorough
# What a step makes goes to build/. Nothing from outside is ever part of a command: it comes in files.
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" = plan ]; then # needs nothing that is installed
  languages=$(sed -n 's/^ *- {locale: \([A-Za-z-]*\),.*/"\1"/p' mkdocs.yml | paste -sd, -)
  printf 'languages=[%s]\nmoment=%s\n' "$languages" "$(date +%s)"
  exit
fi
atd=.venv/bin/atd
mkdir -p build
# A proposal must not bring results of checks or search indexes along; they would be believed.
[ -z "${CI:-}" ] || rm -rf .cache
make --silent .venv/site.stamp

case "${1:-}" in
records) # Is every record fit to be published? Notes beside the lines, and a table for the summary.
  base=$(git merge-base "${ATD_BASE:-origin/main}" HEAD)
  $atd schema --check
  failed=0
  if [ "${GITHUB_ACTIONS:-}" = true ]; then
    $atd check --format github --changed-since "$base" || failed=$?
  else
    $atd check || failed=$?
  fi
  $atd check --format markdown --output build/check.md --changed-since "$base" || true
  [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat build/check.md >> "$GITHUB_STEP_SUMMARY"
  exit "$failed"
  ;;
preview) # The pages that a change touches, in every language, to be opened from a disk.
  base=$(git merge-base "${ATD_BASE:-origin/main}" HEAD)
  $atd build --site-dir build/site
  $atd preview build/preview --changed-since "$base" --site-dir build/site
  ;;
site) # The whole site, into site/ or the folder named by ATD_SITE.
  $atd build --site-dir "${ATD_SITE:-site}"
  ;;
plan) # The languages, and the moment of the build for all jobs: written above.
  ;;
language) # The language named by ATD_LANGUAGE alone, into build/part; SOURCE_DATE_EPOCH must be the same for all.
  $atd build --lang "$ATD_LANGUAGE" --site-dir build/part
  ;;
merge) # The site of the languages in build/parts, into site/ or the folder named by ATD_SITE.
  $atd merge "${ATD_SITE:-site}" build/parts/*
  ;;
upkeep) # What is due: broken links, entries and translations out of date. The only step that asks the world.
  failed=0
  $atd links --external --former build/former/links.json --json build/links.json --output build/links.md || failed=$?
  [ "$failed" -le 1 ] || exit "$failed"
  $atd upkeep --links build/links.md --output build/upkeep.md
  ;;
sync) # Translation files in step with the originals, as a patch that is empty when nothing changed.
  $atd translate sync
  git add --all -- locales
  git diff --cached --binary > build/change.patch
  ;;
intake) # A record from the issue of an event, as a patch with a report.
  $atd from-issue --event "${ATD_EVENT:-$GITHUB_EVENT_PATH}" --report build/report.md
  git add --all -- ':(glob)*/*.yaml'
  git diff --cached --binary > build/change.patch
  ;;
archive) # The data set as a file and a list of what the site is made with, with their checksums.
  $atd check
  $atd archive build/archive
  make --silent sbom
  cp build/sbom.cdx.json build/archive/
  (cd build/archive && sha256sum sbom.cdx.json >> SHA256SUMS)
  ;;
audit) # Libraries: are their licences allowed, is one known to be unsafe? Fails as well when nobody answers.
  make --silent audit
  ;;
exits) # Does the site build without MkDocs and Material, with the same pages?
  make --silent exits
  ;;
thorough) # Every page in every language and width, of which the tests of a proposal take samples.
  make --silent thorough
  ;;
*)
  sed -n '2,4s/^# *//p' "$0" >&2
  exit 2
  ;;
esac
