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

void
gather_provenance(struct world *world, const struct question *question, struct evidence *evidence)
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
	evidence->deployment.provenance = provenance;
}
