/* SPDX-License-Identifier: Apache-2.0 */
/* Which deploy is asked about? */
#ifndef CMD_QUESTION_H
#define CMD_QUESTION_H

#include "cmd/command.h"

struct question {
	const char *environment;
	const char *service;
	const char *revision;   /* what to deploy: "HEAD", a commit id, a branch */
	const char *artifact;   /* "sha256:..." or NULL */
	const char *provenance; /* file, or NULL */
	struct texts targets;   /* regions or clusters */
	const char *account;    /* of the cloud, or NULL */
	const char *ticket;     /* why it goes back, or NULL */
	bool baseline;
	bool debug_http; /* --debug-http */
};

/* Reads QUESTION_OPTIONS (each --service and --target) and --debug-http. */
bool question_read(struct arena *arena, const struct arguments *arguments,
		   struct question *question, struct texts *services, struct error *err);

#define QUESTION_OPTIONS                                                                         \
	{"--env", "NAME", false, true, "the environment to deploy to"},                          \
		{"--service", "NAME[,NAME]", true, true,                                         \
		 "the service to deploy (default: default)"},                                    \
		{"--sha", "REVISION", false, true, "the commit to deploy (default: HEAD)"},      \
		{"--artifact", "sha256:HEX", false, true, "digest of the artefact to deploy"},   \
		{"--provenance", "FILE", false, true, "signed SLSA provenance of the artefact"}, \
		{"--target", "NAME", true, true, "a region or cluster that it goes to"},         \
		{"--account", "NAME", false, true,                                               \
		 "the cloud account or cluster that it goes to"},                                \
		{"--ticket", "KEY", false, true, "of a rollback: its ticket or incident"},       \
	{                                                                                        \
		"--baseline", NULL, false, true,                                                 \
			"first record of this key: accept the history before"                    \
	}

#endif
