#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Is a banned function really refused? poison.sh COMPILER FLAGS...: compiles one call of each, and the
# headers of all our libraries behind the ban, which must stay usable.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

compiles() { # compiler flags...
	"$@" -include base/banned.h -fsyntax-only -w -x c "$work/file.c" >"$work/log" 2>&1
}

echo 'int harmless(void); int harmless(void) { return 0; }' >"$work/file.c"
compiles "$@" || { cat "$work/log" && exit 1; }

# `rand` is deprecated instead of poisoned: OpenSSL has parameters of that name.
banned=$(sed -n 's/^#pragma GCC poison //p' base/banned.h)
for name in strcpy strcat sprintf strtok gets atoi gmtime localtime ctime rand system popen $banned; do
	printf 'const void *use(void); const void *use(void) { return (const void *)%s; }\n' "$name" >"$work/file.c"
	if "$@" -include base/banned.h -Werror=deprecated-declarations -fsyntax-only "$work/file.c" \
		>"$work/log" 2>&1; then
		echo "$name is banned and compiles"
		status=1
	elif ! grep -qE 'poisoned|deprecated' "$work/log"; then
		echo "$name is refused for another reason:"
		cat "$work/log"
		status=1
	fi
done

headers='cjson/cJSON.h libfyaml.h openssl/evp.h openssl/x509.h openssl/rand.h openssl/pem.h openssl/err.h
	openssl/ts.h openssl/ssl.h curl/curl.h expat.h
	ctype.h wchar.h unistd.h fcntl.h dirent.h pthread.h locale.h math.h netdb.h signal.h sys/stat.h
	sys/wait.h sys/socket.h sys/mman.h sys/resource.h poll.h spawn.h termios.h'
for header in $headers; do
	echo "#include <$header>" >"$work/file.c"
	compiles "$@" || { echo "<$header> behind the ban:" && cat "$work/log" && status=1; }
done
printf '#define PCRE2_CODE_UNIT_WIDTH 8\n#include <pcre2.h>\n' >"$work/file.c"
compiles "$@" || { echo '<pcre2.h> behind the ban:' && cat "$work/log" && status=1; }
printf '#include <%s>\n' git2.h git2/sys/odb_backend.h git2/sys/commit.h >"$work/file.c"
compiles "$@" -include git2.h || { echo '<git2.h> before the ban:' && cat "$work/log" && status=1; }
echo '#include <xlsxwriter.h>' >"$work/file.c"
compiles "$@" -include xlsxwriter.h || { echo '<xlsxwriter.h> before the ban:' && cat "$work/log" && status=1; }
printf '#include <%s>\n' stdarg.h stddef.h setjmp.h stdint.h cmocka.h >"$work/file.c"
compiles "$@" || { echo '<cmocka.h> behind the ban:' && cat "$work/log" && status=1; }
exit "$status"
