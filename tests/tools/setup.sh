#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Is everything here that `make check` needs, or with the word `build`, that the binary needs? Installs the
# Debian or Ubuntu packages that are missing, as root or with sudo, and what the model of GitHub and the tests
# in a browser need from npm; without network nothing happens when nothing is missing.
set -eu

# One tool or library per line: a command or a pkg-config module, then its package.
building='
command gcc gcc
command ar binutils
command pkg-config pkg-config
library expat libexpat1-dev
library libcjson libcjson-dev
library libcrypto libssl-dev
library libcurl libcurl4-openssl-dev
library libfyaml libfyaml-dev
library libgit2 libgit2-dev
library libpcre2-8 libpcre2-dev
library xlsxwriter libxlsxwriter-dev
file /etc/ssl/certs/ca-certificates.crt ca-certificates
'
testing='
command clang-14|clang clang-14|clang
command clang-format-14|clang-format clang-format-14|clang-format
command clang-tidy-14|clang-tidy clang-tidy-14|clang-tidy
command cppcheck cppcheck
command shellcheck shellcheck
command git git
command openssl openssl
command ssh-keygen openssh-client
command jq jq
command mandoc mandoc
command node nodejs
command npm npm
command chromium|chromium-browser|google-chrome chromium|chromium-browser
file /usr/sbin/sshd openssh-server
command python3 python3
library cmocka libcmocka-dev
file /usr/share/zoneinfo/Europe/Berlin tzdata
file /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-* libclang-rt-14-dev|libclang-rt-dev
'
case ${1-} in
build) needs=$building ;;
*) needs=$building$testing ;;
esac

# Is one of the alternatives a|b|c there?
has() {
	kind=$1
	for alternative in $(printf '%s' "$2" | tr '|' ' '); do
		case $kind in
		command) command -v "$alternative" >/dev/null 2>&1 && return 0 ;;
		library) pkg-config --exists "$alternative" 2>/dev/null && return 0 ;;
		file) for path in $alternative; do [ -e "$path" ] && return 0; done ;;
		esac
	done
	return 1
}

# Prints the packages (alternatives joined by |) whose tool is missing.
missing() {
	printf '%s' "$needs" | while read -r kind name package; do
		[ -z "$kind" ] || has "$kind" "$name" || printf '%s\n' "$package"
	done
}

# The first alternative that this distribution has.
available() {
	for alternative in $(printf '%s' "$1" | tr '|' ' '); do
		if apt-cache show "$alternative" >/dev/null 2>&1; then
			printf '%s\n' "$alternative"
			return
		fi
	done
	echo "setup: no package $1 in this distribution" >&2
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

install_packages() {
	packages=
	as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
	for package in "$@"; do
		packages="$packages $(available "$package")"
	done
	# shellcheck disable=SC2086 # package names hold no blanks
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages
}

wanted=$(missing)
if [ -n "$wanted" ]; then
	if ! command -v apt-get >/dev/null 2>&1; then
		printf 'setup: install these by hand, apt-get is not here:\n%s\n' "$wanted" >&2
		exit 1
	fi
	# shellcheck disable=SC2086 # one argument per package
	install_packages $wanted
	wanted=$(missing)
fi
if [ -n "$wanted" ]; then
	printf 'setup: still missing:\n%s\n' "$wanted" >&2
	exit 1
fi

# What the tests need from npm, in the versions of the lock, which has no addresses. A copy of
# the lock says what is installed.
install_modules() { # FOLDER
	installed=$1/node_modules/.installed-lock.json
	if cmp -s "$1/package-lock.json" "$installed"; then
		return
	fi
	(cd "$1" && npm ci --ignore-scripts --no-audit --no-fund)
	cp "$1/package-lock.json" "$installed"
}

if [ "${1-}" != build ]; then
	install_modules "$(dirname "$0")/../fake/github"
	install_modules "$(dirname "$0")/../fake/oidc"
	install_modules "$(dirname "$0")/oscal"
	install_modules "$(dirname "$0")/../browser"
fi
