/* SPDX-License-Identifier: Apache-2.0 */
/* How is a reconciliation told? As the file for machines, pages for people, and a few lines. */
#ifndef AUDIT_RECONCILE_TELL_H
#define AUDIT_RECONCILE_TELL_H

#include "audit/reconcile.h"
#include "audit/sheet.h"

void reconcile_file(const struct reconciliation *all, struct reconciliation_file *out);

struct reconcile_sheets {
	struct sheet summary;    /* what was compared, and what each test says */
	struct sheet unmatched;  /* all that does not match */
	struct sheet unrecorded; /* deploys without a record */
	struct sheet matched;    /* records with what matches them */
};

void reconcile_sheets(const struct reconciliation *all, const struct reconciliation_file *file,
		      struct reconcile_sheets *out);

void reconcile_text(struct buffer *out, const struct reconciliation_file *file);

#endif
