/* SPDX-License-Identifier: Apache-2.0 */
/* What is deployed, where to, and what does its builder say of it? */
#ifndef CMD_GATHER_ARTIFACT_H
#define CMD_GATHER_ARTIFACT_H

#include "cmd/question.h"
#include "cmd/world.h"

/* Fills evidence->deployment, but for the provenance. */
void gather_deployment(struct world *world, const struct question *question,
		       struct evidence *evidence);

/*
 * Reads the provenance for the key of the evidence, if one was given. Its signer must be in the
 * trust root of the commit to deploy, or of the one in place (NULL: none is).
 */
void gather_provenance(struct world *world, const struct question *question, const char *in_place,
		       struct evidence *evidence);

#endif
