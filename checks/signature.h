/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a signature prove? A commit is by its author only if the author signed it, and
 * committed it too; whatever is not signed so could be by anybody. Kinds of signatures that this
 * version cannot verify prove nothing, and `trusting` asks what they would prove if they were good.
 */
#ifndef CHECKS_SIGNATURE_H
#define CHECKS_SIGNATURE_H

#include "core/change.h"

/* By a listed key of a known person. NULL proves nothing. */
bool signature_proves(const struct signature *signature);

/* SIG-OPENPGP, SIG-X509, or NULL where it was read. */
const char *signature_unread(const struct signature *signature);

/* "OpenPGP" or "X.509" */
const char *signature_kind(const struct signature *signature);

/* Why it does not prove that this person signed, safe to show: "its key is not listed". */
const char *signature_problem(struct arena *arena, const struct signature *signature,
			      const struct person *person);

/* Its author signed and committed it. */
bool is_by_its_author(const struct commit *commit, bool trusting);

/* Why not, safe to show: "commit 8f3c2d1a9b0c is not signed by its author". */
const char *authorship_problem(struct arena *arena, const struct commit *commit);

#endif
