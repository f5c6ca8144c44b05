# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signed statement about other test reports than those found attests nothing.
# Twin: it is about these reports and this commit.

story() { # true|false: a report is changed after it was vouched for
	CI='CI <ci@example.org>'
	repository allowed_signers=signers \
		'tests={ evidence: attested, required: [{ junit: "build/junit/*.xml", statement: build/tests.json }] }'
	signer_line "$CI" 'namespaces="changegate-tests"' >signers
	git add signers
	git commit -q --amend --no-edit
	vouch
	baseline staging
	commit 'PAY-2 more' "Reviewed-by: $CAROL"
	vouch
	! "$1" || echo ' ' >>build/junit/unit.xml
	deploy staging
}

vouch() {
	jq -n --arg file "$(sha256sum build/junit/unit.xml | cut -c 1-64)" --arg commit "$(commit_of HEAD)" '{
		_type: "https://in-toto.io/Statement/v1",
		predicateType: "https://in-toto.io/attestation/test-result/v0.1",
		predicate: {result: "PASSED"},
		subject: [{name: "build/junit/unit.xml", digest: {sha256: $file}}, {digest: {gitCommit: $commit}}]
	}' >build/tests.json
	rm -f build/tests.json.sig
	ssh-keygen -q -Y sign -n changegate-tests -f "$(key_of "$CI")" build/tests.json
}

scenario() {
	story true
	expect 1 refused tests=FAIL:TEST-STATEMENT
}

twin() {
	story false
	expect 0 allowed tests=PASS:TEST-PASSED
}
