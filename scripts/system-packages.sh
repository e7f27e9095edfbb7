#!/usr/bin/env bash
# Installs the missing system packages when root; else names the command in one line and fails.
# Usage: scripts/system-packages.sh run|test
set -euo pipefail
wanted_for=$1
here=$(dirname "$0")

is_there() {
    case $1 in
        library:*) ldconfig -p 2>/dev/null | grep -q "${1#library:}" || python3 -c "import ctypes, sys; ctypes.CDLL(sys.argv[1])" "${1#library:}" 2>/dev/null ;;
        program:*) command -v "${1#program:}" >/dev/null ;;
        file:*) compgen -G "${1#file:}" >/dev/null ;;
    esac
}

missing=()
while read -r package for_what probe _; do
    case $package in ''|'#'*) continue ;; esac
    if [ "$for_what" = test ] && [ "$wanted_for" != test ]; then continue; fi
    is_there "$probe" || missing+=("$package")
done <"$here/system-packages.txt"

[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
    echo "Missing: ${missing[*]}. Install what your system calls them (macOS: brew install pango poppler chromium), then run make again." >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Missing: type  sudo apt-get install ${missing[*]}  and run make again." >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -y -q --no-install-recommends "${missing[@]}"
