/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a policy ask of a deploy to one environment? A part of core/policy.h. Whatever a policy
 * of an earlier version leaves out means what that version did.
 */
#ifndef CORE_ENVIRONMENT_RULES_H
#define CORE_ENVIRONMENT_RULES_H

#include <stdint.h>

#include "base/fields.h"
#include "base/list.h"

struct freeze_rule {
	const char *from, *to; /* local times in `zone` */
	const char *zone;      /* IANA name */
	const char *reason;
};

/* Of a control, or of a part of the control separation: may it stop the deploy? */
enum severity_rule { CONTROL_REPORTED, CONTROL_REQUIRED };

struct control_rules { /* each is enum severity_rule */
	int ticket, approval, tests, separation;
	int source, promotion, duties, protection; /* parts of the control separation */
};

enum environment_class { ENVIRONMENT_LASTING, ENVIRONMENT_EPHEMERAL };
enum artifact_rule { ARTIFACT_BY_COMMIT, ARTIFACT_SAME };
enum provenance_rule { PROVENANCE_IGNORED, PROVENANCE_NOTED, PROVENANCE_REQUIRED };

/* Somebody opened the environment's gate at the forge, for this run. */
struct deploy_approval {
	int64_t count;
	struct texts excluded; /* `not`: of "contributors", "triggerer" */
};

/* Settings of the environment at the forge, each loosest first. */
enum admin_bypass { BYPASS_ALLOWED, BYPASS_REFUSED };
enum platform_need { PLATFORM_ANY, PLATFORM_REQUIRED };
enum secrets_rule { SECRETS_ANYWHERE, SECRETS_OF_ENVIRONMENT };
enum claims_rule { CLAIMS_ANY, CLAIMS_PROTECTED };

struct platform_rules {
	int admin_bypass;        /* enum admin_bypass */
	int branch_policy;       /* enum platform_need: only branches of the policy get in */
	int reviewers;           /* enum platform_need */
	int prevent_self_review; /* enum platform_need */
	int secrets;             /* enum secrets_rule */
	int claims;              /* enum claims_rule: of the token of a GitLab job */
	const char *tier;        /* that this token names; NULL: any */
};

struct target_rules {
	const char *account;          /* of the cloud, or the cluster: --account must be it */
	struct texts not_shared_with; /* environments that have another one */
};

struct environment_rules {
	const char *name;
	const char *after;      /* environment a change must have passed before; NULL: none */
	struct texts refs;      /* globs of branches that may be deployed; none: `branches` */
	const char *forge_name; /* of the environment at the forge, whose deployments are compared
				   with the ledger; NULL: they are not */
	LIST(struct freeze_rule) freeze;
	int on_unknown; /* enum on_unknown: may an emergency go ahead where something is not known?
			 */
	int class;      /* enum environment_class */
	struct control_rules *controls; /* NULL: all are required */
	int same_artifact;              /* enum artifact_rule */
	int64_t soak;                   /* seconds since the record of `after`; 0: none */
	struct texts workflows; /* globs of files of which the run is; none: it is not asked */
	struct texts events;    /* that may have started the run; none: the usual ones */
	struct deploy_approval *deploy_approval; /* NULL: none is asked */
	struct platform_rules platform;
	struct texts targets;        /* regions or clusters that --target may name; none: any */
	struct target_rules *target; /* NULL: nothing is asked */
	int artifact_provenance;     /* enum provenance_rule */
};

#endif
