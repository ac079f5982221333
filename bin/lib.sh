# Shared by the scripts beside it: where things are, and how they speak. Sourced, never run.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TOOLS=${LATCHKEY_TOOLS:-$ROOT/.tools}
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
WASM_TOOLCHAIN=$TOOLS/wasm-toolchain
WASM_BINDGEN=$TOOLS/bin/wasm-bindgen

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
die() { printf 'latchkey: %s\n' "$*" >&2; exit 1; }

# need COMMAND WHAT: stops with one line if a program is missing.
need() { command -v "$1" >/dev/null 2>&1 || die "$2 is missing: install it and run this again."; }

# quietly LOG COMMAND...: runs it, and shows its output only if it fails.
quietly() {
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 </dev/null || { tail -n 40 "$log" >&2; die "this failed: $* (its output: $log)"; }
}

# debian WHY PACKAGE...: installs what of these Debian packages is not there yet.
debian() {
    local why=$1 missing=() package
    shift
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "${package%%=*}" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null 2>&1 || die "$why: install ${missing[*]} (there is no apt-get here)."
    [ "$(id -u)" = 0 ] || die "$why: ask somebody with root for 'apt-get install ${missing[*]}'."
    say "Installing ${missing[*]} ($why)"
    quietly "$TOOLS/log/apt-update" apt-get update
    DEBIAN_FRONTEND=noninteractive quietly "$TOOLS/log/apt-install" \
        apt-get install -y --no-install-recommends "${missing[@]}"
}
