/* SPDX-License-Identifier: Apache-2.0 */
/* What do the codes of `changegate admit` mean? Part of the table of core/code.h. */
#include "core/code_tables.h"

static const struct code codes[] = {
	{"ADMIT-REFUSED", "admission",
	 "The record is not that of a deploy which the gate allowed: it was refused, could not be judged, "
	 "or is no verdict at all.",
	 "Run `changegate deploy`, and deploy only after it ends with status 0."},
	{"ADMIT-STALE", "admission",
	 "The deploy was allowed longer ago than --max-age, or in the future.",
	 "Run `changegate deploy` again: what was right then may not be right now. If the time is right, "
	 "look at this machine's clock."},
	{"ADMIT-OTHER-SHA", "admission", "Another commit was allowed than is about to be deployed.",
	 "Deploy the commit that was judged, or have this one judged."},
	{"ADMIT-OTHER-ARTIFACT", "admission",
	 "Another artefact was allowed than is about to be deployed, or the gate was told of none.",
	 "Give `changegate deploy` the digest of what is deployed, as --artifact."},
	{"ADMIT-OTHER-ENVIRONMENT", "admission",
	 "The deploy was allowed to another environment than this one.",
	 "Run `changegate deploy` with the environment that is deployed to."},
	{"ADMIT-OTHER-SERVICE", "admission", "The deploy of another service was allowed.",
	 "Run `changegate deploy` with the service that is deployed."},
	{"ADMIT-OTHER-RUN", "admission",
	 "The deploy of another run of the platform was allowed, or no platform proved which run it was.",
	 "Deploy in the run that was judged; with `platform.proof: required` its number is proved."},
	{"ADMIT-NOT-INCLUDED", "admission",
	 "The file does not prove that the record is in a ledger whose checkpoint a trusted key signs.",
	 "Give the file of `changegate deploy --output admission=FILE` as it was written, and the trust "
	 "root of its ledger."},
};

const struct code_table admission_codes = {codes, sizeof(codes) / sizeof(codes[0])};
