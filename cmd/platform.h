/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the platform that runs the gate prove? Only where the policy asks for it: a token for
 * the evidence, one for the record, and the keys of their issuer for the ledger.
 */
#ifndef CMD_PLATFORM_H
#define CMD_PLATFORM_H

#include "cmd/world.h"
#include "core/record.h"

/*
 * Fills evidence->platform where the policy or the one in force before it (NULL: none) asks for
 * proof, unless another job's was taken over. What does not answer is a fact as well.
 */
void platform_collect(struct world *world, const struct policy *before, bool debug,
		      struct evidence *evidence);

/*
 * A token that the platform makes for this record, whose payload's sha256 is given in hex; NULL
 * where the record needs none. ERROR_LEDGER: it does not say what it should.
 */
bool platform_prove(struct world *world, const struct record *record, const char *payload,
		    const char **proof, struct error *err);

/*
 * Puts what the issuer has into the ledger, unless it is there: by whoever has the checkpoint key.
 * An issuer that does not answer is only told of.
 */
bool platform_log_keys(struct world *world, struct error *err);

#endif
