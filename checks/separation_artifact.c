/* SPDX-License-Identifier: Apache-2.0 */
/* Was the artefact built from the deployed commit? See separation.h. */
#include "base/text.h"
#include "checks/separation.h"
#include "checks/subject.h"
#include "core/provenance.h"

/* What is missing, safe to show; NULL: nothing. */
static const char *
why_unbound(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;
	const struct provenance *provenance = evidence->deployment.provenance;
	struct arena *arena = judgement->arena;

	if (!evidence->deployment.artifact)
		return "no artefact is named";
	if (!provenance)
		return "no provenance was given";
	if (provenance->problem)
		return text_shown(arena, provenance->problem);
	if (!provenance->signed_by)
		return "nobody that is trusted has signed it";
	if (!text_equal(provenance->artifact, evidence->deployment.artifact))
		return "it is about another artefact";
	if (!provenance->commit)
		return "it does not name one commit of this repository";
	if (!text_equal(provenance->commit, evidence->change.head))
		return arena_format(arena, "it was built from %s",
				    short_id(arena, provenance->commit));
	return NULL;
}

void
judge_artifact(struct judgement *judgement, const struct environment_rules *rules)
{
	const char *why = why_unbound(judgement);
	bool required = rules->artifact_provenance == PROVENANCE_REQUIRED;
	struct finding *finding;

	if (rules->artifact_provenance == PROVENANCE_IGNORED)
		return;
	if (!why)
		finding = judge(judgement, "artefact", PASS, "ART-BOUND",
				"built from the deployed commit, says %s",
				text_shown(judgement->arena,
					   judgement->evidence->deployment.provenance->signed_by));
	else
		finding = judge(
			judgement, "artefact", required ? FAIL : NOT_APPLICABLE, "ART-UNBOUND",
			"nothing shows that it was built from the deployed commit: %s", why);
	if (why && required)
		finding_fix(judgement, finding,
			    "give --artifact and --provenance of what the trusted builder built");
	finding_rests_on(judgement, finding, "/deployment");
}
