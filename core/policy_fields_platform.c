/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys of a policy are about the platform that runs the gate? A part of the tables of
 * policy.h. */
#include "core/platform.h"
#include "core/policy_tables.h"

static const char *const proof_names[] = {"none", "required", NULL};

static const struct field platform_rows[] = {
	ROW(proof_rules, proof, FIELD_CHOICE, TIGHTER_MAY_RAISE, .optional = true,
	    .choices = proof_names,
	    .meaning =
		    "`required`: the platform's own identity tokens show which job of which run, "
		    "commit and environment this is, and that it made the record. Without it: "
		    "`none`."),
	ROW(proof_rules, issuer, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = api_problem,
	    .meaning = "Who signs the tokens; without it: "
		       "https://token.actions.githubusercontent.com, for `gitlab` "
		       "https://gitlab.com."),
	ROW(proof_rules, algorithm, FIELD_CHOICE, TIGHTER_FIXED, .optional = true,
	    .choices = token_algorithm_names,
	    .meaning = "That the issuer signs with; without it: `RS256`."),
	ROW(proof_rules, kind, FIELD_CHOICE, TIGHTER_FIXED, .optional = true,
	    .choices = platform_kind_names,
	    .meaning = "`actions`: jobs ask for tokens, as at GitHub and Forgejo. `gitlab`: they "
		       "have them from their start, so none of them is about just one record. "
		       "Without it: `actions`."),
};
const struct fields policy_platform_fields =
	TABLE("platformProof", proof_rules, platform_rows,
	      "What the platform that runs the gate has to prove.");
