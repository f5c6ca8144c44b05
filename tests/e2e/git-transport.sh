#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does the way to another repository hold? Over http, https and ssh to real servers on this machine:
# what is there is never overwritten, and the token reaches no other host, where git's own would.
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

remote=$BUILD/tests/tools/git_remote
token=sesame-open-4711
hash=$(printf %s "$token" | sha256sum | cut -d ' ' -f 1)
header="Authorization: Basic $(printf 'x-access-token:%s' "$token" | base64 -w 0)"
home=$work/home
own=$work/own.git
root=$work/root
clone=$work/clone
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy NO_PROXY no_proxy
export HOME=$home
mkdir -p "$home" "$root"
mkfifo "$work/hold"
exec {hold}<>"$work/hold" # the servers' input: ends with this script

# ---- servers and requests -----------------------------------------------------------------------------

# serve NAME OPTION...: sets the variable NAME to the port; the log is $work/NAME.log.
serve() {
	local name=$1
	shift
	: >"$work/$name.log"
	: >"$work/$name.port"
	"$project/tests/fake/git-server" --log "$work/$name.log" "$@" \
		<&"$hold" >"$work/$name.port" 2>"$work/$name.err" &
	before_leaving+=("kill $!")
	until [ -s "$work/$name.port" ]; do sleep 0.02; done
	printf -v "$name" %s "$(<"$work/$name.port")"
}

requests() { # server: "GET POST"
	jq -r .method "$work/$1.log" | tr '\n' ' '
}

leaked() { # server
	jq -es --arg hash "$hash" 'any(.token == $hash or .proxyToken == $hash)' \
		"$work/$1.log" >/dev/null
}

forget() {
	local log
	for log in "$work"/*.log; do : >"$log"; done
}

# ours STATUS URL COMMAND...: with the token, bound to the host of $bound.
bound=
ours() {
	local expected=$1
	shift
	run env CHANGEGATE_LEDGER_TOKEN="$token" TOKEN_HOST="$bound" "$remote" "$own" "$@"
	[ "$status" -eq "$expected" ] || fail "status $status: $*"
}

# refused CODE WORDS URL COMMAND...
refused() {
	local code=$1 words=$2
	shift 2
	ours 1 "$@"
	grep -q "^$code: .*$words" "$work/err" || fail "not '$code' with '$words': $*"
	! grep -q "$token" "$work/err" || fail "the message has the token"
}

is_at() { # ref commit
	local now
	now=$(git -C "$ledger" rev-parse -q --verify "$1" || echo nothing)
	[ "$now" = "$2" ] || fail "$1 is at $now, not at $2"
}

commit() { # repository message parent...
	local repository=$1 message=$2
	shift 2
	git -C "$repository" -c user.name=a -c user.email=a@b commit-tree \
		"$(git -C "$repository" mktree </dev/null)" -m "$message" "${@/#/-p}"
}

ledger=$root/ledger.git
git init -q --bare "$ledger"
git init -q --bare "$own"
git init -q -b main "$clone"
one=$(commit "$own" one)
two=$(commit "$own" two "$one")
other=$(commit "$own" other "$one")
foreign=$(commit "$ledger" foreign)
for name in one two other; do git -C "$own" update-ref "refs/heads/$name" "${!name}"; done

serve good --root "$root" --token "$token"
serve evil --root "$root"
url=http://127.0.0.1:$good/ledger.git
bound=127.0.0.1:$good

# ---- what is asked, and how often -----------------------------------------------------------------------

counts() { # expected requests, then what to run
	local expected=$1
	shift
	forget
	ours 0 "$url" "$@"
	[ "$(requests good)" = "$expected" ] || fail "$*: $(requests good)"
}

counts 'GET ' list
counts 'GET POST ' push refs/heads/one:refs/heads/main
counts 'GET POST ' push refs/heads/two:refs/heads/main
is_at refs/heads/main "$two"
counts 'GET ' fetch refs/heads/main:refs/heads/got
counts 'GET ' list
grep -qx "$two refs/heads/main" "$work/out"
git -C "$ledger" update-ref refs/heads/foreign "$foreign"
counts 'GET POST ' fetch refs/heads/foreign:refs/heads/got
[ "$(git -C "$own" rev-parse refs/heads/got)" = "$foreign" ]
counts 'GET POST ' push :refs/heads/foreign
is_at refs/heads/foreign nothing
ok 'a push is one GET and one POST, with the token in both'

# As git itself does it, with a compressed request: else the server would be no witness.
for number in $(seq 60); do git -C "$own" update-ref "refs/heads/n$number" "$(commit "$own" "$number")"; done
git -C "$own" -c http.extraHeader="$header" fetch -q "$url" refs/heads/main
git -C "$own" for-each-ref --format='delete %(refname)' refs/heads/n* | git -C "$own" update-ref --stdin
ok 'git itself understands the server'

# ---- nothing is overwritten -------------------------------------------------------------------------------

refused conflict 'somebody else' "$url" push refs/heads/other:refs/heads/main
refused conflict 'not at' "$url" push "refs/heads/two:refs/heads/main:$one"
refused conflict 'not at' "$url" push "refs/heads/one:refs/heads/main:$(printf '%040d' 0)"
refused conflict 'not at' "$url" push ":refs/heads/main:$one"
git -C "$ledger" update-ref refs/heads/main "$foreign"
refused conflict 'somebody else' "$url" push refs/heads/two:refs/heads/main
is_at refs/heads/main "$foreign"
refused absent 'has no' "$url" fetch refs/heads/none:refs/heads/got
ok 'what is there is not overwritten'

# The server is slow: between its list of refs and our pack there is time for somebody else.
serve slow --root "$root" --latency 1000

# races BEFORE AFTER PUSH: the ref changes from BEFORE to AFTER once the POST has begun.
races() {
	local before=$1 after=$2 pid
	forget
	git -C "$ledger" update-ref -d refs/heads/race
	[ "$before" = nothing ] || git -C "$ledger" update-ref refs/heads/race "$before"
	env TOKEN_HOST= "$remote" "$own" "http://127.0.0.1:$slow/ledger.git" push "$3" \
		>"$work/out" 2>"$work/err" &
	pid=$!
	until [ "$(requests slow)" = 'GET POST ' ]; do sleep 0.02; done
	if [ "$after" = nothing ]; then
		git -C "$ledger" update-ref -d refs/heads/race
	else
		git -C "$ledger" update-ref refs/heads/race "$after"
	fi
	! wait "$pid" || fail "the race from $before to $after was won"
	grep -q '^conflict: ' "$work/err" || fail 'no conflict'
	is_at refs/heads/race "$after"
}

git -C "$ledger" update-ref refs/heads/keep "$two"
git -C "$own" push -q "$ledger" refs/heads/other:refs/heads/other
races "$one" "$foreign" refs/heads/two:refs/heads/race
races "$one" "$other" refs/heads/two:refs/heads/race
races "$one" "$two" refs/heads/other:refs/heads/race
races nothing "$foreign" refs/heads/two:refs/heads/race
races nothing "$one" refs/heads/two:refs/heads/race
races "$one" "$two" :refs/heads/race
races "$one" nothing refs/heads/two:refs/heads/race
ok 'a ref that moves between the list and the pack is not overwritten'

# ---- refusals ---------------------------------------------------------------------------------------------

printf '#!/bin/sh\necho "not on a \033[31mFriday" >&2\nexit 1\n' >"$ledger/hooks/pre-receive"
chmod +x "$ledger/hooks/pre-receive"
refused unavailable 'pre-receive hook declined.*not on a ?\[31mFriday' "$url" push refs/heads/one:refs/heads/hook
rm "$ledger/hooks/pre-receive"
git -C "$ledger" config receive.denyDeletes true
refused unavailable 'deletion prohibited' "$url" push :refs/heads/keep
git -C "$ledger" config --unset receive.denyDeletes
ok 'the reason of the server is shown'

token=$token-wrong
forget
refused unavailable 'was refused (status 401).*is the token valid' "$url" list
[ "$(requests good)" = 'GET ' ]
token=${token%-wrong}
bound=127.0.0.1:1
forget
refused unavailable 'set CHANGEGATE_LEDGER_TOKEN' "$url" list
jq -es 'all(.token == null)' "$work/good.log" >/dev/null || fail 'a token of another host was sent'
bound=
refused unavailable 'set CHANGEGATE_LEDGER_TOKEN' "$url" list
jq -es 'all(.token == null)' "$work/good.log" >/dev/null || fail 'a token of no host was sent'
bound=127.0.0.1:$good
refused unavailable 'no such repository' "http://127.0.0.1:$good/none.git" list
for number in 403 500; do
	serve broken --status "$number"
	refused unavailable "status $number" "http://127.0.0.1:$broken/ledger.git" list
done
ok 'refusals are told once'

export CHANGEGATE_LEDGER_TIMEOUT=1
serve silent --root "$root" --latency 100000
serve dripping --root "$root" --drip 200
begin=$SECONDS
refused unavailable 'no answer in time' "http://127.0.0.1:$silent/ledger.git" list
refused unavailable 'no answer in time' "http://127.0.0.1:$dripping/ledger.git" list
refused unavailable 'no answer in time' "http://127.0.0.1:$dripping/ledger.git" push refs/heads/one:refs/heads/x
[ $((SECONDS - begin)) -le 8 ] || fail 'the time-out came late'
unset CHANGEGATE_LEDGER_TIMEOUT
ok 'servers that keep silent, or talk for ever, are left'

# ---- the token, where git would give it away ----------------------------------------------------------------

# deceives NAME SERVER COMMAND...: in this environment git sends the token to SERVER, and we do not.
deceives() {
	local name=$1 server=$2
	shift 2
	git -C "$ledger" update-ref -d refs/heads/git
	git -C "$ledger" update-ref -d refs/heads/ours
	forget
	(cd "$clone" && "$@" git -c "http.extraHeader=$header" push -q "$url" "$one:refs/heads/git" \
		</dev/null >/dev/null 2>&1) || true
	leaked "$server" || fail "$name: git itself did not give the token away, so this shows nothing"
	forget
	(cd "$clone" && "$@" env CHANGEGATE_LEDGER_TOKEN="$token" TOKEN_HOST="$bound" \
		"$remote" "$own" "$url" push refs/heads/one:refs/heads/ours) >"$work/out" 2>"$work/err" || true
	! leaked "$server" || fail "$name: the token went to $server"
	ok "$name"
}

arrives() {
	leaked good || fail 'the token did not reach the right host'
	[ "$(requests good)" = 'GET POST ' ] || fail "requests: $(requests good)"
}

git -C "$clone" fetch -q "$own" refs/heads/one
rule="url.http://127.0.0.1:$evil/.insteadOf"
pattern=http://127.0.0.1:$good/

git -C "$clone" config "$rule" "$pattern"
deceives 'insteadOf in the clone' evil env && arrives
git -C "$clone" config --unset "$rule"
printf '[url "http://127.0.0.1:%s/"]\n\tinsteadOf = %s\n' "$evil" "$pattern" >"$work/rules"
cp "$work/rules" "$home/.gitconfig"
deceives 'insteadOf in ~/.gitconfig' evil env -u GIT_CONFIG_GLOBAL && arrives
mkdir -p "$home/.config/git"
mv "$home/.gitconfig" "$home/.config/git/config"
deceives 'insteadOf in ~/.config/git/config' evil env -u GIT_CONFIG_GLOBAL && arrives
rm -r "$home/.config"
deceives 'insteadOf in the configuration of the machine' evil \
	env -u GIT_CONFIG_NOSYSTEM GIT_CONFIG_SYSTEM="$work/rules" && arrives
deceives 'insteadOf in the environment' evil env GIT_CONFIG_COUNT=1 \
	GIT_CONFIG_KEY_0="$rule" GIT_CONFIG_VALUE_0="$pattern" && arrives
git -C "$own" config "$rule" "$pattern"
deceives 'insteadOf in our own repository' evil env GIT_DIR="$own" && arrives
git -C "$own" config --unset "$rule"
git -C "$own" config "url.http://127.0.0.1:$evil/.pushInsteadOf" "$pattern"
deceives 'pushInsteadOf in our own repository' evil env GIT_DIR="$own" && arrives
git -C "$own" config --unset "url.http://127.0.0.1:$evil/.pushInsteadOf"

right=$url
for number in 301 302 307; do
	serve leading --token "$token" --redirect-to "http://127.0.0.1:$evil" --redirect-status "$number"
	url=http://127.0.0.1:$leading/ledger.git bound=127.0.0.1:$leading
	deceives "redirect $number of a GET" evil env
	grep -q "redirect (status $number)" "$work/err"
	serve leading --root "$root" --redirect-to "http://127.0.0.1:$evil" \
		--redirect-status "$number" --redirect-only POST
	url=http://127.0.0.1:$leading/ledger.git bound=127.0.0.1:$leading
	# libcurl takes "Authorization" out of what it sends to the other host, and no other header.
	header="Private-Token: $token" deceives "redirect $number of a POST" evil \
		env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.followRedirects GIT_CONFIG_VALUE_0=true
	grep -q "redirect (status $number)" "$work/err"
	[ "$(requests evil)" = '' ] || fail 'a redirect was followed'
done
url=$right bound=127.0.0.1:$good

for place in "$clone" "$own"; do
	git -C "$place" config http.proxy "http://127.0.0.1:$evil"
	deceives "http.proxy in ${place##*/}" evil env "GIT_DIR=$(git -C "$place" rev-parse --absolute-git-dir)"
	arrives
	git -C "$place" config --unset http.proxy
done
deceives 'http_proxy in the environment' evil env http_proxy="http://127.0.0.1:$evil" && arrives
deceives 'ALL_PROXY in the environment' evil env ALL_PROXY="http://127.0.0.1:$evil" && arrives
ok 'the token reaches no other host'

# ---- https ------------------------------------------------------------------------------------------------

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test \
	-addext subjectAltName=DNS:localhost -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null
serve secure --root "$root" --token "$token" --key "$work/tls.key" --certificate "$work/tls.crt"
url=https://localhost:$secure/ledger.git bound=localhost:$secure
refused unavailable certificate "$url" list
[ "$(requests secure)" = '' ] || fail 'something was asked before the certificate was checked'
export CHANGEGATE_LEDGER_CA_FILE=$work/tls.crt
counts_secure() {
	forget
	ours 0 "$url" "$@"
}
counts_secure push refs/heads/one:refs/heads/secure
[ "$(requests secure)" = 'GET POST ' ]
refused unavailable certificate "https://127.0.0.1:$secure/ledger.git" list
ok 'certificates are checked, names too'

proxied() { # environment: git goes to the proxy, we do not
	forget
	env "$1" GIT_SSL_CAINFO="$work/tls.crt" git ls-remote "$url" >/dev/null 2>&1 </dev/null || true
	[ "$(requests evil)" = 'CONNECT ' ] || fail "$1: git itself does not use the proxy"
	forget
	export "${1?}"
	ours 0 "$url" list
	unset "${1%%=*}"
	[ "$(requests evil)" = '' ] || fail "$1: the proxy was used"
}
proxied "ALL_PROXY=http://127.0.0.1:$evil"
forget
export HTTPS_PROXY=http://bob:hush@127.0.0.1:$evil
# A proxy whose certificate is in that file could read the token.
for exception in '' example.org ocalhost alocalhost localhost.org 127.0.0.1 ',' .; do
	# libgit2 1.5 loses 256 bytes of its own when a transport is refused before it begins.
	LSAN_OPTIONS=detect_leaks=0 NO_PROXY=$exception refused usage \
		'CHANGEGATE_LEDGER_CA_FILE does not go with HTTPS_PROXY' "$url" list
done
[ "$(requests evil)" = '' ] || fail 'the proxy was used with certificates of our own'
[ "$(requests secure)" = '' ] || fail 'the server was asked'
for exception in localhost 'example.org, .LocalHost' '*'; do
	NO_PROXY=$exception ours 0 "$url" list
done
[ "$(requests evil)" = '' ] || fail 'the proxy was used in spite of NO_PROXY'
unset CHANGEGATE_LEDGER_CA_FILE
forget
refused unavailable 'HTTPS_PROXY' "$url" list
! grep -q hush "$work/err" || fail 'the password of the proxy was shown'
[ "$(requests evil)" = 'CONNECT ' ] || fail 'HTTPS_PROXY was not used'
! leaked evil || fail 'the proxy got the token'
HTTPS_PROXY='nonsense://bob:hush@127.0.0.1' refused unavailable 'HTTPS_PROXY' "$url" list
! grep -q hush "$work/err" || fail 'the password of the proxy was shown'
unset HTTPS_PROXY
ok 'a proxy only as HTTPS_PROXY says, without the token, and not with certificates of our own'

expect 0 "$BUILD/changegate-test" help
refused usage 'not encrypted' http://example.org/ledger.git list
ok 'plain http leaves no machine'

# ---- ssh --------------------------------------------------------------------------------------------------

# libgit2 1.5 loses 80 bytes of its own when a host key is refused.
export LSAN_OPTIONS=detect_leaks=0
sshd=$(command -v sshd || echo /usr/sbin/sshd)
[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
mkdir -p "$work/ssh" "$home/.ssh"
ssh_url=
# Its first free port from a number on.
start_sshd() {
	local port=$1
	for name in host client stranger; do ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/$name"; done
	cp "$work/ssh/client.pub" "$work/ssh/authorized"
	printf '%s\n' "HostKey $work/ssh/host" "AuthorizedKeysFile $work/ssh/authorized" \
		'ListenAddress 127.0.0.1' 'StrictModes no' 'UsePAM no' 'PermitRootLogin yes' \
		'PasswordAuthentication no' "PidFile $work/ssh/pid" >"$work/ssh/config"
	until "$sshd" -f "$work/ssh/config" -p "$port" -E "$work/ssh/log"; do port=$((port + 1)); done
	until [ -s "$work/ssh/pid" ]; do sleep 0.02; done
	before_leaving+=("kill $(<"$work/ssh/pid")")
	ssh_host=127.0.0.1:$port
	ssh_url=ssh://$(id -un)@$ssh_host$ledger
	known="[127.0.0.1]:$port $(cut -d ' ' -f 1,2 "$work/ssh/host.pub")"
}

start_sshd $((20000 + $$ % 20000))
export CHANGEGATE_LEDGER_SSH_KEY_FILE=$work/ssh/client
print=$(ssh-keygen -lf "$work/ssh/host.pub" | cut -d ' ' -f 2)
refused unavailable "is not in ~/.ssh/known_hosts: $print" "$ssh_url" list
echo "[127.0.0.1]:${ssh_host##*:} $(cut -d ' ' -f 1,2 "$work/ssh/stranger.pub")" >"$home/.ssh/known_hosts"
refused unavailable "is not in ~/.ssh/known_hosts: $print" "$ssh_url" list
echo "$known" >>"$home/.ssh/known_hosts"
ours 0 "$ssh_url" list
mv "$home/.ssh/known_hosts" "$work/ssh/known"
refused unavailable "$print" "$ssh_url" list
export CHANGEGATE_LEDGER_KNOWN_HOSTS=$work/ssh/known
ours 0 "$ssh_url" list
ok 'an ssh server is known, or nothing is said to it'

git -C "$ledger" update-ref -d refs/heads/main
ours 0 "$ssh_url" push refs/heads/one:refs/heads/main
ours 0 "$ssh_url" push refs/heads/two:refs/heads/main
refused conflict 'somebody else' "$ssh_url" push refs/heads/other:refs/heads/main
refused conflict 'not at' "$ssh_url" push "refs/heads/two:refs/heads/main:$one"
is_at refs/heads/main "$two"
git -C "$ledger" update-ref refs/heads/main "$foreign"
git -C "$own" update-ref -d refs/heads/got
ours 0 "$ssh_url" fetch refs/heads/main:refs/heads/got
[ "$(git -C "$own" rev-parse refs/heads/got)" = "$foreign" ]
refused absent 'has no' "$ssh_url" fetch refs/heads/none:refs/heads/got
ours 0 "$ssh_url" push :refs/heads/main
is_at refs/heads/main nothing
ok 'list, fetch and push over ssh'

CHANGEGATE_LEDGER_SSH_KEY_FILE=$work/ssh/stranger refused unavailable 'was refused' "$ssh_url" list
chmod 644 "$work/ssh/stranger"
CHANGEGATE_LEDGER_SSH_KEY_FILE=$work/ssh/stranger refused usage 'chmod 600' "$ssh_url" list
unset CHANGEGATE_LEDGER_SSH_KEY_FILE
SSH_AUTH_SOCK='' refused unavailable 'agent' "$ssh_url" list
eval "$(ssh-agent -s)" >/dev/null
before_leaving+=("kill $SSH_AGENT_PID")
refused unavailable 'agent' "$ssh_url" list
ssh-add -q "$work/ssh/client"
ours 0 "$ssh_url" list
ok 'keys of a file and of the agent'

serve mute --mute yes
CHANGEGATE_LEDGER_TIMEOUT=1 refused unavailable 'no answer in time' "ssh://127.0.0.1:$mute/x" list
CHANGEGATE_LEDGER_TIMEOUT=1 refused unavailable 'no answer in time' "https://127.0.0.1:$mute/x" list
ok 'an ssh server that keeps silent is left'
