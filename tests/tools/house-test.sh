#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do the house rules bite? Each rule is shown a small tree that breaks it, and one that does not.
set -u
tools=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
cc=${CC:-gcc}
spdx='/* SPDX-License-Identifier: Apache-2.0 */'

# expect good|bad TEXT COMMAND...: the exit status, and for bad the text in what it says.
expect() {
	local verdict=$1 text=$2 said result=good
	shift 2
	said=$("$@" 2>&1) || result=bad
	if [ "$result" != "$verdict" ] || { [ -n "$text" ] && [[ $said != *"$text"* ]]; }; then
		printf 'expected %s with "%s" from: %s\n%s\n' "$verdict" "$text" "$*" "$said"
		status=1
	fi
}

tree() { # a fresh tree
	rm -rf "$work/tree"
	mkdir -p "$work/tree"/{base,core,checks,ledger,audit,reports,integrations,cmd,tests/tools/pure}
	cd "$work/tree" || exit 2
}

put() { # file line...
	local file=$1
	shift
	printf '%s\n' "$spdx" "$@" >"$file"
}

layer() { # good|bad file include
	tree
	put "$2" '' "#include $3"
	expect "$1" "$([ "$1" = bad ] && echo "$2:3: ")" "$tools/layers.sh" "$work/tree"
}

layer good cmd/a.c '"audit/b.h"'
layer good audit/a.c '"ledger/b.h"'
layer good reports/a.c '"audit/b.h"'
layer good checks/a.c '"core/b.h"'
layer good base/json.c '<cjson/cJSON.h>'
layer good integrations/git_walk.c '<git2.h>'
layer good integrations/disk.c '<sys/stat.h>'
layer bad base/a.c '"core/b.h"'
layer bad core/a.c '"checks/b.h"'
layer bad core/a.h '"ledger/b.h"'
layer bad checks/a.c '"integrations/b.h"'
layer bad ledger/a.c '"audit/b.h"'
layer bad ledger/a.c '"reports/b.h"'
layer bad audit/a.c '"reports/b.h"'
layer bad reports/a.c '"ledger/b.h"'
layer bad integrations/a.c '"cmd/b.h"'
layer bad core/a.c '"b.h"'
layer bad core/a.c '"../base/b.h"'
layer bad core/a.c '<unistd.h>'
layer bad base/a.c '<sys/stat.h>'
layer bad base/text.c '<cjson/cJSON.h>'
layer bad core/a.c '<openssl/evp.h>'
layer bad cmd/a.c '<git2.h>'
layer bad integrations/forge.c '<curl/curl.h>'
layer bad base/a.c 'SOMETHING'

pure() { # good|bad TEXT line-of-code list-line...
	tree
	put core/a.c "$3"
	printf '%s\n' "${@:4}" >tests/tools/pure/core.symbols
	mkdir -p o/core
	"$cc" -std=gnu11 -O2 -w -c -o o/core/a.o core/a.c || status=1
	expect "$1" "$2" "$tools/pure.sh" o core
}

pure good '' 'void *f(int n) { return (void *)__builtin_malloc(n); }' malloc
pure good '' 'int f(void); int g(void) { return 1; }' '# nothing'
pure bad 'core/a.c: calls fopen' 'void *fopen(); void *f(void) { return fopen("a", "r"); }' '# nothing'
pure bad 'getenv is not called by any file' 'int f(void) { return 1; }' getenv
pure bad 'not sorted' 'void *malloc(); void free(); void f(void) { free(malloc(1)); g(); }' malloc free g

header() { # good|bad file code
	tree
	put "$2" "$3"
	mkdir -p "o/$(dirname "$2")"
	"$cc" -w -c -o "o/${2%.c}.o" "$2" || status=1
	expect "$1" '' "$tools/headers.sh" o "$2"
}

header good checks/a.c 'static int f(void) { return 1; } const struct { int (*f)(void); } a = { f };'
header good checks/table.c 'int f(void) { return 1; }'
header good cmd/main.c 'int main(void) { return 0; }'
header bad checks/a.c 'int f(void) { return 1; }'
tree
put base/a.h
put base/a_more.c 'int f(void) { return 1; }'
mkdir -p o/base
"$cc" -w -c -o o/base/a_more.o base/a_more.c
expect good '' "$tools/headers.sh" o base/a_more.c

styled() { # good|bad TEXT bytes of core/a.c
	tree
	printf '%b' "$3" >core/a.c
	expect "$1" "$2" "$tools/style.sh" "$work/tree"
}

styled good '' "$spdx\nint a;\n"
styled bad 'core/a.c:1:' "int a;\n"
styled bad 'core/a.c:2:' "$spdx\nint a; \n"
styled bad 'left-over word' "$spdx\n/* TO""DO: later */\n"
styled bad 'hidden' "$spdx\n/* \xe2\x80\xae */\n"
styled bad 'hidden' "$spdx\n/* \xe2\x81\xa6 */\n"
styled bad 'no newline' "$spdx\nint a;"

runner() { # good|bad TEXT lines
	expect "$1" "$2" sh -c "printf '%b' '$3' | JOBS=2 TEST_SECONDS=2 '$tools/../run.sh'"
}

runner good '2 passed, 0 failed' 'one true\ntwo test 1 = 1\n'
runner bad '1 passed, 1 failed' 'one true\ntwo echo said; false\n'
runner bad '     | said' 'one true\ntwo echo said; false\n'
runner bad 'FAIL two' 'one true\ntwo sleep 9\n'
runner bad '0 passed, 0 failed' ''

exit "$status"
