/* SPDX-License-Identifier: Apache-2.0 */
/* What is this folder, who may read it, and how does anybody check it with five commands? */
#ifndef REPORTS_PACK_README_H
#define REPORTS_PACK_README_H

#include "reports/page.h"

struct readme_key {
	const char *usage, *fingerprint;
};

struct readme {
	const struct page *page;
	LIST(struct readme_key) keys;
	const char *origin;
	int64_t records;     /* files in records/ */
	int64_t rows, shown; /* deployments; those with all their evidence on the page */
	int64_t unrecorded;  /* deployments that only other systems know */
	const char *recipe;  /* "reproduce.sh", "reproduce-2.sh"; NULL without sample */
	const char *example; /* record id of one record */
	const char *signer;  /* fingerprint; NULL: SHA256SUMS is not signed */
	bool signer_is_ed25519;
	const char *stamped_by; /* subject of the authority that time-stamped a checkpoint; or NULL
				 */
	int64_t stamped_at;
	struct texts left_out; /* files that could not be made pseudonymous */
};

void readme_write(struct buffer *out, const struct readme *readme);

#endif
