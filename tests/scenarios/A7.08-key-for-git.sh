# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a person's key, which is for git, vouches for no tests.
# Twin: a key that is for them does.

story() { # OPTION of the line of the key
	repository allowed_signers=signers \
		'tests={ evidence: attested, required: [{ junit: "build/junit/*.xml", statement: build/tests.json }] }'
	echo "$(address_of "$ALICE") $1 $(cut -d ' ' -f 1,2 "$(key_of "$ALICE").pub")" >signers
	git add signers
	git commit -q --amend --no-edit
	vouch
	deploy staging --baseline
}

vouch() {
	jq -n --arg file "$(sha256sum build/junit/unit.xml | cut -c 1-64)" --arg commit "$(commit_of HEAD)" '{
		_type: "https://in-toto.io/Statement/v1",
		predicateType: "https://in-toto.io/attestation/test-result/v0.1",
		predicate: {result: "PASSED"},
		subject: [{name: "build/junit/unit.xml", digest: {sha256: $file}}, {digest: {gitCommit: $commit}}]
	}' >build/tests.json
	rm -f build/tests.json.sig
	ssh-keygen -q -Y sign -n changegate-tests -f "$(key_of "$ALICE")" build/tests.json
}

scenario() {
	story ''
	expect 1 refused tests=FAIL:TEST-STATEMENT
}

twin() {
	story 'namespaces="changegate-tests"'
	expect 0 allowed tests=PASS:TEST-PASSED
}
