#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does each file include only what its layer may? The picture is in the architecture: cmd sees all;
# checks reports ledger audit integrations see core and base; core sees base; base sees the C library;
# audit sees ledger, reports see audit; a foreign header appears in one place.
# layers.sh [FOLDER]: prints `file:line: ...` for each violation below FOLDER (default: here).
set -u
cd "${1:-.}" || exit 2

folders='base core checks ledger audit reports integrations cmd'

may_include() { # from-folder to-folder
	case "$1>$2" in
	cmd\>*) ;;
	"$1>$1") ;;
	*\>base) ;;
	base\>* | *\>cmd | core\>*) return 1 ;;
	*\>core) ;;
	audit\>ledger | reports\>audit) ;;
	*) return 1 ;;
	esac
}

# Where may a foreign header appear?
foreign_home() { # file header
	case "$2:$1" in
	cjson/*:base/json.c | cJSON.h:base/json.c) ;;
	libfyaml.h:base/yaml.c) ;;
	pcre2.h:base/pattern.c) ;;
	openssl/*:base/hash.c | openssl/*:base/crypto.c | openssl/*:base/crypto_ssh.c) ;;
	openssl/crypto.h:integrations/secret.c) ;; # OPENSSL_cleanse
	openssl/*:integrations/signer_*.[ch] | openssl/*:integrations/keys*.[ch]) ;;
	openssl/*:integrations/oidc*.[ch] | openssl/*:integrations/tsa*.[ch]) ;;
	git2.h:integrations/git*.[ch] | git2/*:integrations/git*.[ch]) ;;
	git2.h:integrations/store_git*.[ch] | git2/*:integrations/store_git*.[ch]) ;;
	curl/*:integrations/http_curl.c | curl/*:integrations/http_wire.c) ;;
	curl/*:integrations/git_http.c) ;; # see git_http.h
	openssl/*:integrations/http_tls.c) ;; # the certificate that the server showed
	expat.h:integrations/junit.c) ;;
	xlsxwriter.h:integrations/xlsx.c) ;;
	*) return 1 ;;
	esac
}

# What the C library brings everywhere; the rest of POSIX only where the world is touched.
c_library=' assert ctype errno fenv float inttypes iso646 limits math setjmp stdalign stdarg stdatomic
	stdbool stddef stdint stdio stdlib stdnoreturn string time '
posix=' arpa/inet dirent fcntl fnmatch getopt glob grp langinfo locale netdb netinet/in poll pthread pwd
	signal spawn strings syslog termios threads unistd wchar '

is_in() { # word list
	case " $(echo "$2" | tr -s '\n\t ' ' ') " in
	*" $1 "*) ;;
	*) return 1 ;;
	esac
}

system_header() { # folder header
	local name=${2%.h}
	is_in "$name" "$c_library" && return 0
	case $1 in
	integrations | cmd) is_in "$name" "$posix" || [[ $name == sys/* || $name == linux/* ]] ;;
	base) [[ $name == pthread || $name == unistd && $from == base/parallel.c ]] ;;
	*) return 1 ;;
	esac
}

violations=0
complain() {
	echo "$1"
	violations=$((violations + 1))
}

check_own() { # file line header
	local to=${3%%/*}
	if [[ $3 != */* ]]; then
		complain "$1:$2: \"$3\" is not written from the root"
	elif ! is_in "$to" "$folders"; then
		complain "$1:$2: \"$3\" is in no layer"
	elif ! may_include "${1%%/*}" "$to"; then
		complain "$1:$2: ${1%%/*} may not include $to (\"$3\")"
	fi
}

check_foreign() { # file line header
	from=$1
	system_header "${1%%/*}" "$3" && return
	foreign_home "$1" "$3" && return
	complain "$1:$2: <$3> may not appear here"
}

include='^[[:space:]]*#[[:space:]]*include[[:space:]]*'
while IFS=: read -r file line text; do
	rest=${text#*include}
	rest=${rest#"${rest%%[![:space:]]*}"}
	case $rest in
	\"*) rest=${rest#\"} && check_own "$file" "$line" "${rest%%\"*}" ;;
	\<*) rest=${rest#<} && check_foreign "$file" "$line" "${rest%%>*}" ;;
	*) complain "$file:$line: an include that is neither \"...\" nor <...>" ;;
	esac
done < <(
	for folder in $folders; do
		find "$folder" -name '*.[ch]' 2>/dev/null
	done | sort | xargs -r grep -nHE "$include"
)
[ "$violations" -eq 0 ] || { echo "layers: $violations violations" && exit 1; }
