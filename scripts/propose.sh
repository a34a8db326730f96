#!/bin/sh
# Propose a patch as a branch with a pull request on GitHub; run again, it renews both.
# From the environment: PATCH, BODY (files), BRANCH, TITLE, and GH_TOKEN for gh. Nothing is evaluated.
set -eu
cd "$(dirname "$0")/.."
if [ ! -s "$PATCH" ]; then
  echo "nothing to propose"
  exit 0
fi
robot='github-actions[bot]'
gh auth setup-git
if git fetch --quiet origin "refs/heads/$BRANCH" 2> /dev/null; then
  # What people added to the branch is not thrown away.
  if [ "$(git log -1 --format=%an FETCH_HEAD)" != "$robot" ]; then
    echo "people have worked on $BRANCH; it stays as it is"
    exit 0
  fi
fi
git switch --quiet --force-create "$BRANCH"
git apply --index "$PATCH"
git -c "user.name=$robot" -c 'user.email=41898282+github-actions[bot]@users.noreply.github.com' \
  commit --quiet --message "$TITLE"
git push --force --quiet origin "HEAD:refs/heads/$BRANCH"
if [ "$(gh pr list --head "$BRANCH" --state open --json number --jq length)" = 0 ]; then
  gh pr create --head "$BRANCH" --title "$TITLE" --body-file "$BODY"
else
  gh pr edit "$BRANCH" --body-file "$BODY"
fi
# Pull requests of this token start no checks by themselves.
gh workflow run check.yml --ref "$BRANCH"
