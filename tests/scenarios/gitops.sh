# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What happens where a repository only says what runs? Verbs for `shop`, whose artefacts are judged in a
# repository of its own, and this one, where an app moves their digests. Read by step.sh behind github.sh.
# shellcheck disable=SC2034,SC2164 # seconds is the library's; step.sh stops at what fails

export UPDATER='image-updater[bot] <4321+image-updater[bot]@users.noreply.github.com>'
export WORKLOAD=apps/shop/kustomization.yaml

digest() { # NUMBER
	printf 'sha256:%02d%062d' "$1" 0
}

# promotions [KEY: VALUE]...: the key of the policy, with these keys instead of what is usual
promotions() {
	local -A keys=([service]=shop [repository]=example.org/acme/shop [from]=staging
		[paths]="[\"apps/shop/**\"]" [by]='[{ app: image-updater, id: 4321 }]' [provenance]=ignored)
	local given
	for given; do
		keys[${given%%: *}]=${given#*: }
	done
	for given in "${!keys[@]}"; do
		printf '%s: %s, ' "$given" "${keys[$given]}"
	done | sed 's/^/promotions=[{ /; s/, $/ }]/'
}

kustomization() { # DIGEST
	printf 'images:\n  - name: acme/shop\n    newTag: stable\n    digest: %s\nreplicas:\n  - count: 3\n' "$1"
}

at_shop() { # COMMAND...: in the repository of the source
	pushd "$SCRATCH/shop/repository" >/dev/null
	as "$ALICE"
	"$@"
	popd >/dev/null
}

shop_keys=() # KEY=VALUE of its policy: a scenario may have its own
shop_first() {
	deploy staging --service shop --baseline --artifact "$(digest 1)"
	expect 0 allowed change=EXEMPT:CHG-BASELINE
}

shop_started() { # its first commit is in place in staging, with artefact 1
	mkdir "$SCRATCH/shop"
	pushd "$SCRATCH/shop" >/dev/null
	repository repository=example.org/acme/shop 'services={ shop: { paths: ["**"] } }' \
		"ledger={ store: \"dir:$SCRATCH/repository/.git/changegate/ledger\", origin: example.org/acme/pay }" \
		"${shop_keys[@]}"
	"${SHOP_BASELINE:-shop_first}"
	popd >/dev/null
}

shop_commit() {
	commit 'PAY-7 shop' "Reviewed-by: $BOB"
}

shop_deploy() { # NUMBER of the artefact [OPTION]...
	deploy staging --service shop --artifact "$(digest "$1")" "${@:2}"
}

shop_passed() { # NUMBER: this artefact of another commit is in staging, by a record that passed
	at_shop shop_commit
	at_shop shop_deploy "$1"
	expect 0 allowed approval=PASS:APPR-COUNTED
}

first_workload() { # of this repository: a scenario may have its own
	kustomization "$(digest 1)"
}

# github_gitops [KEY=VALUE]...: this repository runs artefact 1 of shop in production, by its first record.
# The clock is that of the machine: what is merged from now on is merged after what the ledger has.
github_gitops() {
	github_repository "environments={ production: {} }" "$@"
	mkdir -p "$(dirname "$WORKLOAD")" apps/other
	first_workload >"$WORKLOAD"
	kustomization "$(digest 1)" >apps/other/kustomization.yaml
	git add apps
	git commit -q --amend --no-edit
	seconds=$(date +%s)
	github_world
	bot image-updater 4321
	bot other-bot 4322
	baseline production
	shop_started
	as "$ALICE"
}

rewrite() { # SED-SCRIPT [FILE]
	sed -i "$1" "${2:-$WORKLOAD}"
}

moved() { # FROM TO [FILE]: numbers of artefacts
	rewrite "s/$(digest "$1")/$(digest "$2")/" "${3:-$WORKLOAD}"
}

update() { # NUMBER COMMAND...: the app's own request, of what the command does
	branch "update-$1"
	tick
	"${@:2}"
	git add -A
	under "$UPDATER" "$WEB_FLOW" git commit -q -m 'update'
	pull "$1" "update-$1" --by image-updater --title 'update'
}

updated() { # NUMBER COMMAND...: that, merged and deployed
	update "$@"
	merge_pull "$1" olivia squash
	deploy production
}

moved_beside() { # COMMAND...: artefact 1 to 2, and what the command does
	moved 1 2
	"$@"
}

github_moved_beside() { # COMMAND...: of the app's request, beside the move to what passed
	github_gitops "$(promotions)"
	shop_passed 2
	updated 2 moved_beside "$@"
}

promoted() { # no ticket and no approval was asked for
	expect 0 allowed change=PASS:CHG-PROMOTION ticket=NOT_APPLICABLE:CHG-PROMOTION \
		approval=NOT_APPLICABLE:CHG-PROMOTION
}

no_promotion() { # WORDS: why
	expect 1 refused approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING \
		approval=NOTE:CHG-PROMOTION-VOID
	expect_not change=PASS:CHG-PROMOTION
	expect_because "$1"
}
