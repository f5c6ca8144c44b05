/* SPDX-License-Identifier: Apache-2.0 */
/* Who answered for the forge? See sources.h. */
#include "checks/sources.h"

#include "base/text.h"
#include "core/evaluate.h"
#include "core/forge_place.h"

/* A change that has the forge asked elsewhere does not choose who answers for it. */
static const char *
wanted_host(const struct judgement *judgement)
{
	const struct previous_policy *previous = judgement->evidence->policy.previous;
	struct policy *before = arena_allocate(judgement->arena, sizeof(*before));
	struct error ignored;

	if (previous &&
	    policy_read_digested(judgement->arena, previous->digest, previous->bytes, before,
				 &ignored) &&
	    before->forge == FORGE_GITHUB)
		return forge_api_host(judgement->arena, before);
	return forge_api_host(judgement->arena, judgement->policy);
}

/* Advice on a request may come from where the job's platform says. */
static void
judge_host(struct judgement *judgement, const struct forge_facts *forge)
{
	const char *wanted = wanted_host(judgement);
	struct finding *finding;

	if (judgement->evidence->change.range.kind == RANGE_REQUEST ||
	    text_equal_ignoring_case(forge->host, wanted))
		return;
	finding = judge(judgement, "forge", UNKNOWN, "SRC-HOST-UNPINNED",
			"%s answered, and the policy has %s asked",
			text_shown(judgement->arena, forge->host),
			text_shown(judgement->arena, wanted));
	finding_fix(judgement, finding, "collect the evidence where the policy says");
	finding_rests_on(judgement, finding, "/forge/host");
}

static const struct source *
find_local(const struct evidence *evidence, bool proxies)
{
	for (size_t i = 0; i < evidence->sources.count; i++) {
		const struct source *source = &evidence->sources.at[i];

		if (source->authorities || (proxies && source->proxy && source->proxy[0]))
			return source;
	}
	return NULL;
}

static void
judge_authorities(struct judgement *judgement)
{
	const struct source *local = find_local(judgement->evidence, false);
	struct finding *finding;

	if (judgement->policy->forge_trust != TRUST_SYSTEM || !local)
		return;
	finding = judge(judgement, "forge", FAIL, "SRC-AUTHORITY-LOCAL",
			"%s was believed by certificates of the job's own (%s)",
			text_shown(judgement->arena, local->reference),
			text_shown(judgement->arena, local->authorities));
	finding_fix(judgement, finding,
		    "take CHANGEGATE_GITHUB_CA_FILE away, and have the machine's own store know "
		    "the authority");
	finding_rests_on(judgement, finding, "/sources");
}

void
judge_sources(struct judgement *judgement)
{
	const struct forge_facts *forge = judgement->evidence->forge;

	if (judgement->policy->forge == FORGE_NONE || !forge || forge->availability.state != KNOWN)
		return;
	judge_host(judgement, forge);
	judge_authorities(judgement);
}

void
note_sources(struct judgement *judgement, struct finding *finding)
{
	const struct source *local = find_local(judgement->evidence, true);

	if (!local)
		return;
	finding_note(
		judgement, finding, "SRC-AUTHORITY-LOCAL", "%s was asked %s, which the job chose",
		text_shown(judgement->arena, local->reference),
		local->authorities ? "with certificates of the job's own" : "by way of a proxy");
	finding_rests_on(judgement, finding, "/sources");
}
