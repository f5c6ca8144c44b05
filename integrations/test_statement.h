/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who vouches for the test reports? An in-toto Statement v1 in a file of the work tree, whose
 * subjects are the reports (`name` as found, `digest.sha256`) and the commit they are of
 * (`digest.gitCommit`), with an SSH signature beside it (FILE.sig, `ssh-keygen -Y sign -n
 * changegate-tests`) by one of the allowed signers. What is wrong with it is a fact, not an error.
 */
#ifndef INTEGRATIONS_TEST_STATEMENT_H
#define INTEGRATIONS_TEST_STATEMENT_H

#include "core/evidence.h"
#include "core/policy.h"
#include "integrations/git_signed.h"

/* Reads the statement that a requirement names, if it names one, below `root`; verifies nothing. */
void test_statement_read(struct arena *arena, const char *root,
			 const struct test_requirement *requirement, struct test_result *result);

/*
 * Pure: what the bytes that were read say of the reports and of the commit `head`, and who signed
 * them. Everything but path and bytes is made anew; so is the result's grade, which is
 * GRADE_ATTESTED where all fits.
 */
void test_statement_verify(struct arena *arena, const struct signing *signing, const char *head,
			   struct test_result *result);

#endif
