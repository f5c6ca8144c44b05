/* SPDX-License-Identifier: Apache-2.0 */
/* Does a policy that we accept survive being put on record? */
#include "tests/fuzz/fuzz.h"

#include "core/policy.h"

static void
require_effective_round_trip(struct arena *arena, const struct policy *policy)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct buffer again RELEASED_BY(buffer_release) = {0};
	struct policy read;
	struct error err = {0};

	policy_write(&written, policy);
	if (!policy_read_effective(arena, written.bytes, written.length, &read, &err)) {
		fprintf(stderr, "%s\n%s\n", err.message, written.bytes);
		abort();
	}
	policy_write(&again, &read);
	REQUIRE_SAME(&written, &again);
}

static void
require_lookups(struct arena *arena, const struct policy *policy)
{
	struct texts unmet = {0};

	REQUIRE(policy->repository && policy->ledger.origin);
	REQUIRE(policy->environments.count > 0);
	for (size_t i = 0; i < policy->environments.count; i++)
		REQUIRE(policy_environment(policy, policy->environments.at[i].name) ==
			&policy->environments.at[i]);
	for (size_t i = 0; i < policy->services.count; i++)
		REQUIRE(policy_service(policy, policy->services.at[i].name) ==
			&policy->services.at[i]);
	policy_unsatisfiable(arena, policy, &unmet);
}

/* Bytes out of a record: whatever is accepted is exactly what would be written. */
static void
try_effective(struct arena *arena, const uint8_t *bytes, size_t length)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct policy policy;
	struct error err = {0};

	if (!policy_read_effective(arena, (const char *)bytes, length, &policy, &err)) {
		require_refusal(&err);
		return;
	}
	policy_write(&written, &policy);
	REQUIRE(written.length == length && memcmp(written.bytes, bytes, length) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct source_text source = {".changegate.yml", (const char *)bytes, length};
	struct policy policy;
	struct error err = {0};

	try_effective(&arena, bytes, length);
	if (!policy_read(&arena, &source, &policy, &err)) {
		require_refusal(&err);
		REQUIRE(err.code == ERROR_USAGE);
		return 0;
	}
	require_effective_round_trip(&arena, &policy);
	require_lookups(&arena, &policy);
	return 0;
}
