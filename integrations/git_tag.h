/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a raw tag object say, and what did its signer sign? As git reads it (parse_tag_buffer()
 * in its tag.c, parse_signature() in its gpg-interface.c). Pure: hostile bytes in.
 */
#ifndef INTEGRATIONS_GIT_TAG_H
#define INTEGRATIONS_GIT_TAG_H

#include "integrations/git_signature.h"

struct raw_tag {
	struct object_id target;
	enum object_kind kind;   /* of the target, as the tag says */
	struct raw_text name;    /* as it was when the tag was made; a ref may have another */
	struct raw_ident tagger; /* empty in the oldest tags */
	struct raw_text message; /* without the signature */
	struct signed_object object;
};

/*
 * The signature begins at the last line that begins like one, and goes to the end of the object.
 * ERROR_UNAVAILABLE: not a tag, or a signature in its headers (`gpgsig`, which is not for SHA-1).
 */
bool raw_tag_parse(struct arena *arena, const char *bytes, size_t length, struct raw_tag *out,
		   struct error *err);

#endif
