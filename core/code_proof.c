/* SPDX-License-Identifier: Apache-2.0 */
/* What do the codes of a platform's proof mean? Part of the table of core/code.h. */
#include "core/code_tables.h"

#define RUN_AGAIN \
	"Run the deploy again, as a job of its own; if it stays, find out who made the token."

static const struct code codes[] = {
	{"PROOF-GIVEN", "separation",
	 "A token of the platform shows which job of which run, commit and environment this is.",
	 NULL},
	{"PROOF-STATIC", "separation",
	 "A token that the job had from its start shows which job of which pipeline, commit and "
	 "environment this is. No token of GitLab's can be about one record: that this job made it, "
	 "the record's key says and nobody else.",
	 NULL},
	{"PROOF-MISSING", "separation",
	 "The policy asks for the platform's proof, and there is none: this is no job of the platform, "
	 "or the job may not ask for tokens.",
	 "Deploy from a job of the platform, with `permissions: id-token: write`; at GitLab with "
	 "`id_tokens:` for CHANGEGATE_ID_TOKEN and CHANGEGATE_RECORD_ID_TOKEN."},
	{"PROOF-UNKNOWN", "separation",
	 "The platform, or the issuer of its tokens, did not answer.", "Run the deploy again."},
	{"PROOF-FORM", "separation", "The token is not one that can be read without doubt.",
	 RUN_AGAIN},
	{"PROOF-ISSUER", "separation", "The token is by another issuer than the policy names.",
	 "Correct platform.issuer of the policy, or deploy from the platform that it names."},
	{"PROOF-ALGORITHM", "separation",
	 "The token is signed with another algorithm than the policy lets the issuer use.",
	 "Correct platform.algorithm of the policy if the issuer does sign with that one."},
	{"PROOF-KEY", "separation", "The issuer has no key of the name that the token gives.",
	 RUN_AGAIN},
	{"PROOF-SIGNATURE", "separation", "The token is not signed with the issuer's key.",
	 RUN_AGAIN},
	{"PROOF-AUDIENCE", "separation",
	 "The token was made for something else: another tool, or another run.", RUN_AGAIN},
	{"PROOF-EXPIRED", "separation",
	 "The token was made too long before or after the deploy, or was not valid then.",
	 "Run the deploy again; if it stays, set the clock of the machine that runs it."},
	{"PROOF-REPOSITORY", "separation", "The job is one of another repository.",
	 "Deploy from a job of the repository itself."},
	{"PROOF-SHA", "separation", "The run is of another commit than the one that is deployed.",
	 "Start the run on the commit that is to be deployed."},
	{"ENV-CLAIM-MISMATCH", "separation",
	 "The job has another environment at the platform than the one that is deployed to, or none: its "
	 "protection did not stand before this deploy.",
	 "Name the environment in the job (`environment:`), or its name at the platform in the policy "
	 "(forge_name)."},
	{"ENV-CLAIMS-PROTECTED", "separation",
	 "The platform's token says that branch or tag and environment are protected.", NULL},
	{"ENV-REF-UNPROTECTED", "separation",
	 "The platform's token does not say that the pipeline's branch or tag is protected: anybody who "
	 "may push could have changed what it runs.",
	 "Protect the branches that may be deployed, and deploy from one of them."},
	{"ENV-UNPROTECTED", "separation",
	 "The platform's token does not say that the environment is protected, or its job does not deploy to it: any job may.",
	 "Protect the environment at the platform, and let the job that deploys have action: start."},
	{"ENV-TIER", "separation",
	 "The platform's token gives the environment the tier of the policy.", NULL},
	{"ENV-TIER-OTHER", "separation",
	 "The platform's token gives the environment another tier than the policy, or none.",
	 "Set `deployment_tier` of the environment, or platform.tier of the policy."},
	{"PROOF-REPLAYED", "record", "The token beside the record was made for another record.",
	 "Treat the record as forged, and find out who signed it."},
	{"PROOF-MISMATCH", "record",
	 "The token in the evidence and the one beside the record are of different runs.",
	 "Treat the record as forged, and find out who signed it."},
	{"PROOF-REUSED", "record", "Two allowed records of one key rest on one job.",
	 "Run the deploy again as a run of its own; in a ledger, find out what the second one deployed."},
	{"PROOF-KEY-UNLOGGED", "record",
	 "The ledger does not have the key of the token as one of the issuer's. A key that only the "
	 "record brings proves nothing.",
	 "See that whoever sequences the ledger can read the issuer's keys; if the issuer never had that "
	 "key, treat the record as forged."},
};

const struct code_table proof_codes = {codes, sizeof(codes) / sizeof(codes[0])};
