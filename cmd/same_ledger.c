/* SPDX-License-Identifier: Apache-2.0 */
/* Is a file of an auditor's folder about this ledger, as it was then? See same_ledger.h. */
#include "cmd/same_ledger.h"

#include "base/text.h"
#include "ledger/log.h"

/* A name can be borrowed; only the root says that the entries are the same. */
bool
same_ledger(struct arena *arena, const struct place *place, const struct population_ledger *then,
	    const char *what, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct sha256 root = {0};
	char hex[65];

	if (!log_open(arena, place->store, place->trust, &log, err))
		return false;
	if (!text_equal(then->origin, log.checkpoint.origin))
		return fail(err, ERROR_USAGE, "%s is about ledger '%s', not '%s'", what,
			    text_shown(arena, then->origin),
			    text_shown(arena, log.checkpoint.origin));
	if (then->size > log.checkpoint.size)
		return fail(err, ERROR_USAGE, "%s is about %lld entries, and the ledger has %lld",
			    what, (long long)then->size, (long long)log.checkpoint.size);
	if (then->size && !log_root_at(&log, then->size, &root, err))
		return false;
	sha256_format(hex, &root);
	return !then->size || text_equal(hex, then->root) ||
	       fail(err, ERROR_USAGE,
		    "%s is about other entries than this ledger's: it is of another ledger, or "
		    "was edited",
		    what);
}
