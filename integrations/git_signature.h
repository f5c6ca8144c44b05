/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What did the person who signed a commit sign, and with which signature? Exactly as git cuts a raw
 * object (parse_buffer_signed_by_header() and remove_signature() in its commit.c). Pure: hostile
 * bytes in.
 */
#ifndef INTEGRATIONS_GIT_SIGNATURE_H
#define INTEGRATIONS_GIT_SIGNATURE_H

#include "integrations/git_commit.h"

#define GIT_NAMESPACE "git" /* of SSH signatures */

/* By the armour that it begins with. */
enum armour {
	ARMOUR_NONE,
	ARMOUR_SSH,
	ARMOUR_OPENPGP,
	ARMOUR_X509,
	ARMOUR_UNKNOWN,
};

struct signed_object {
	enum armour kind;
	struct raw_text signature; /* armoured; empty for ARMOUR_NONE */
	struct raw_text payload;   /* what was signed, or would be; the object or in the arena */
};

/* What git takes for a signature at the beginning of these bytes; ARMOUR_NONE: nothing. */
enum armour armour_kind(const char *bytes, size_t length);

/*
 * The header `gpgsig`, and the commit without it and without the signature for another hash
 * (`gpgsig-sha256`). ERROR_UNAVAILABLE: not a commit, one of the two is there twice, or there is
 * another header that begins with "gpgsig": git would drop it unsigned.
 */
bool signed_commit_parse(struct arena *arena, const char *bytes, size_t length,
			 struct signed_object *out, struct error *err);

/*
 * For both kinds of object: `bytes` without its signature headers, and what the header `gpgsig`
 * held. false: as above.
 */
bool signature_headers_cut(struct arena *arena, const char *bytes, size_t length,
			   struct raw_text *payload, struct raw_text *signature, struct error *err);

#endif
