#!/usr/bin/env bash
# Installs what is missing on a Debian machine with Rust, Node and Python. `setup.sh build` for building and running,
# `setup.sh test` for the tests too. Does nothing, quickly, where all is there.
set -euo pipefail

declare -A package_of=([cc]=build-essential [make]=make [curl]=curl)
[ "${1:-build}" = test ] && package_of+=([chromium]=chromium [fc-list]=fontconfig [python3]=python3)

need() {
  command -v "$1" >/dev/null || { echo "setup: $1 is missing; install $2 and run again" >&2; exit 3; }
}

missing_packages() {
  local tool
  for tool in "${!package_of[@]}"; do
    command -v "$tool" >/dev/null || echo "${package_of[$tool]}"
  done
  if [ -n "${package_of[chromium]:-}" ] && ! fc-list :lang=zh 2>/dev/null | grep -q .; then
    echo fonts-noto-cjk
  fi
  if [ -n "${package_of[python3]:-}" ] && ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    echo python3-venv
  fi
}

install() {
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  echo "setup: installing $*" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need cargo "Rust 1.95 or newer (rustup.rs)"
need node "Node 20 or newer"
need npm "npm 10 or newer"
mapfile -t packages < <(missing_packages | sort -u)
[ "${#packages[@]}" = 0 ] || install "${packages[@]}"
