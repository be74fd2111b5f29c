#!/bin/sh
# Installs this release on this machine, or brings an installed one up to it:
#
#   sudo ./install.sh --site mill-lane.json      the first time
#   sudo ./install.sh                            afterwards: into the other slot, kept only if it comes up healthy
#
# Further arguments go to `crossing service install` or `upgrade`: --dry-run, --root <dir>.
set -eu
release=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
node=$release/bin/node
[ -x "$node" ] || node=$(command -v node) || {
  echo "install.sh: no node in $release/bin or in PATH; install Node 20.19 or newer" >&2
  exit 6
}
[ -f "$release/cli/dist/main.js" ] || {
  echo "install.sh: $release is not built; run: npm ci && npm run build && npm run models:build" >&2
  exit 1
}

root=/
previous=
for argument in "$@"; do
  [ "$previous" = --root ] && root=$argument
  previous=$argument
done
if [ -L "${root%/}/opt/crossing/current" ]; then action=upgrade; else action=install; fi
exec "$node" "$release/cli/dist/main.js" service "$action" "$@"
