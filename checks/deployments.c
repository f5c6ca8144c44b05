/* SPDX-License-Identifier: Apache-2.0 */
/* Has the forge deployed something else than the ledger has in place? See deployments.h. */
#include "checks/deployments.h"

#include "base/text.h"
#include "checks/subject.h"

/* What the ledger has in place may always be put there again: that ends the dispute. */
static bool
is_asked(const struct judgement *judgement, const struct environment_rules *rules)
{
	int kind = judgement->evidence->change.range.kind;

	return judgement->policy->forge != FORGE_NONE && rules && rules->forge_name &&
	       judgement->evidence->forge && judgement->evidence->ledger.in_place &&
	       kind != RANGE_SAME && kind != RANGE_FIRST;
}

static void
judge_unread(struct judgement *judgement, const struct forge_deployment *deployment)
{
	struct finding *finding;

	finding = judge(judgement, "change", UNKNOWN, "CHG-PREVIOUS-UNKNOWN",
			"what the forge has deployed could not be read: %s",
			deployment->availability.why
				? text_shown(judgement->arena, deployment->availability.why)
				: "nobody asked");
	finding_fix(judgement, finding,
		    "give the token the permission deployments: read, or try again");
	finding_rests_on(judgement, finding, "/forge/deployment");
}

static void
judge_disputed(struct judgement *judgement, const struct forge_deployment *deployment)
{
	const struct placed *in_place = judgement->evidence->ledger.in_place;
	struct finding *finding;

	finding = judge(judgement, "change", UNKNOWN, "CHG-PREVIOUS-DISPUTED",
			"the ledger has %s in place, and the forge has deployed %s to %s",
			short_id(judgement->arena, in_place->commit),
			deployment->commit ? short_id(judgement->arena, deployment->commit)
					   : "nothing that succeeded",
			text_shown(judgement->arena, deployment->environment));
	finding_fix(judgement, finding,
		    "find out what runs there; then record what became of the last deploy "
		    "(changegate outcome), or deploy %s again",
		    short_id(judgement->arena, in_place->commit));
	finding_rests_on(judgement, finding, "/forge/deployment");
	finding_rests_on(judgement, finding, "/ledger/inPlace");
}

void
judge_deployments(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;
	const struct environment_rules *rules =
		policy_environment(judgement->policy, evidence->change.key.environment);
	const struct forge_deployment *deployment;

	if (!is_asked(judgement, rules))
		return;
	deployment = &evidence->forge->deployment;
	if (deployment->availability.state != KNOWN ||
	    !text_equal(deployment->environment, rules->forge_name))
		judge_unread(judgement, deployment);
	else if (deployment->count &&
		 !text_equal(deployment->commit, evidence->ledger.in_place->commit))
		judge_disputed(judgement, deployment);
}
