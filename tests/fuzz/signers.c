/* SPDX-License-Identifier: Apache-2.0 */
/* Is each file of allowed signers read within its bounds, or refused in words that can be shown? */
#include "tests/fuzz/fuzz.h"

#include "base/limits.h"
#include "core/allowed_signers.h"

static void
require_patterns(const struct texts *patterns)
{
	for (size_t i = 0; i < patterns->count; i++) {
		const char *pattern = patterns->at[i];

		REQUIRE(pattern[0] && is_showable(pattern, strlen(pattern)));
		REQUIRE(!strchr(pattern, ','));
		signer_patterns_match(patterns, pattern);
	}
}

static void
require_signer(const struct allowed_signers *signers, const struct allowed_signer *signer)
{
	const struct allowed_signer *line = NULL;
	int64_t now = signer->valid_after ? signer->valid_after : signer->valid_before;
	const char *principal = signer->principals.at[0];
	enum signer_answer answer;

	REQUIRE(signer->line > 0 && signer->principals.count > 0);
	REQUIRE(signer->any_namespace == (signer->namespaces.count == 0));
	REQUIRE(!signer->valid_after || !signer->valid_before ||
		signer->valid_after < signer->valid_before);
	require_patterns(&signer->principals);
	require_patterns(&signer->namespaces);
	answer = allowed_signers_permit(signers, &signer->key, principal, "git", now, &line);
	REQUIRE((answer == SIGNER_ALLOWED) == (line != NULL));
	REQUIRE(!line || (ssh_key_equal(&line->key, &signer->key) && !line->authority));
	if (signer->exact && signer->any_namespace && !signer->authority)
		REQUIRE(answer == SIGNER_ALLOWED);
}

/* Each line that allows, in the order of the file; and each is found once. */
static void
require_walk(const struct allowed_signers *signers, const struct ssh_key *key)
{
	const struct allowed_signer *line = NULL, *before = NULL;
	size_t found = 0;

	while (allowed_signers_next(signers, key, "git", 1, &line) == SIGNER_ALLOWED) {
		REQUIRE(!before || line > before);
		before = line;
		found++;
	}
	REQUIRE(found <= signers->lines.count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct allowed_signers signers;
	struct error err = {0};

	if (!allowed_signers_parse(&arena, (const char *)bytes, length, &signers, &err)) {
		require_refusal(&err);
		return 0;
	}
	REQUIRE(signers.lines.count <= LIMIT_SIGNERS);
	for (size_t i = 0; i < signers.lines.count && i < 64; i++) {
		require_signer(&signers, &signers.lines.at[i]);
		require_walk(&signers, &signers.lines.at[i].key);
	}
	return 0;
}
