/* SPDX-License-Identifier: Apache-2.0 */
/* What is deployed, and what does its builder say of it? See gather_artifact.h. */
#include "cmd/gather_artifact.h"

#include "base/limits.h"
#include "core/provenance.h"
#include "integrations/disk.h"
#include "ledger/provenance.h"

void
gather_deployment(struct world *world, const struct question *question, struct evidence *evidence)
{
	evidence->deployment =
		(struct deployment){.artifact = question->artifact, .account = question->account};
	for (size_t i = 0; i < question->targets.count; i++)
		texts_add(world->arena, &evidence->deployment.targets, question->targets.at[i]);
}

static bool
has_key(struct world *world, const char *commit, const char *fingerprint)
{
	RELEASED_BY(trust_release) struct trust trust = {0};

	return commit && world_read_trust_at(world, commit, &trust) &&
	       trust_find(&trust, USAGE_PROVENANCE, fingerprint);
}

/* A key that no judged commit has is that of whoever put it on the protected ref. */
static void
check_key(struct world *world, const struct evidence *evidence, const char *in_place,
	  struct provenance *provenance)
{
	const char *signed_by = provenance->signed_by;

	if (!signed_by || world->policy_facts.source.kind != POLICY_FROM_REF ||
	    has_key(world, evidence->change.head, signed_by) || has_key(world, in_place, signed_by))
		return;
	provenance->signed_by = NULL;
	provenance->problem = "its key is in no trust root that was deployed or is to be: it "
			      "counts once a change brings it";
}

void
gather_provenance(struct world *world, const struct question *question, const char *in_place,
		  struct evidence *evidence)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct provenance *provenance;
	struct error err;

	if (!question->provenance)
		return;
	provenance = arena_allocate(world->arena, sizeof(*provenance));
	if (disk_read(question->provenance, LIMIT_PROVENANCE_BYTES, &bytes, &err))
		provenance_read(world->arena, bytes.bytes, bytes.length, &evidence->change.key,
				evidence->deployment.artifact, &world->trust, provenance);
	else
		provenance->problem =
			arena_format(world->arena, "it could not be read: %s", err.message);
	check_key(world, evidence, in_place, provenance);
	evidence->deployment.provenance = provenance;
}
