/* SPDX-License-Identifier: Apache-2.0 */
/* What does every entry of the log say? Read bundle by bundle, and seen in their order. */
#ifndef LEDGER_LOG_LEAVES_H
#define LEDGER_LOG_LEAVES_H

#include "ledger/log.h"

struct leaf_visit {
	/* One authenticated leaf, which lives until the call returns. false ends the visit. */
	bool (*see)(void *self, const struct leaf *leaf, int64_t index, struct error *err);
	void *self;
	bool again; /* of a log that was visited since it was opened: the form of its leaves is
		       known */
	/* As in verify_request: entries are parsed side by side. NULL: one after the other. */
	void (*abreast)(void (*job)(void *with, size_t index), void *with, size_t count);
};

/* The first `size` leaves of the log. */
bool log_visit_leaves(struct log *log, int64_t size, const struct leaf_visit *visit,
		      struct error *err);

#endif
