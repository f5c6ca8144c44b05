/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a person sign who answers for an emergency? `changegate.authorisation/1`, one line of
 * JSON that `changegate authorise` prints, signed with `ssh-keygen -Y sign -n
 * changegate-emergency`.
 */
#ifndef CORE_AUTHORISATION_H
#define CORE_AUTHORISATION_H

#include "base/fields.h"
#include "core/change.h"
#include "core/emergency.h"

#define AUTHORISATION_SCHEMA "changegate.authorisation/1"
#define NAMESPACE_EMERGENCY "changegate-emergency"

struct authorisation {
	const char *schema;
	struct key key;
	const char *commit;
	const char *artifact; /* NULL: none is named */
	const char *incident; /* NULL: none, of a break-glass */
	const char *reason;
	int64_t time; /* when the statement was made */
};

/* The bytes to sign, with a newline at the end. */
void authorisation_write(struct buffer *out, const struct authorisation *authorisation);

/* Strict. ERROR_FORMAT. */
bool authorisation_parse(struct arena *arena, const char *bytes, size_t length,
			 struct authorisation *out, struct error *err);

#endif
