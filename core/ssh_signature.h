/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose key signed these bytes, and for what purpose? OpenSSH's PROTOCOL.sshsig, version 1. Whether
 * that key may is asked of core/allowed_signers.h.
 *
 * Stricter than `ssh-keygen -Y verify` (OpenSSH 9.2), besides what base/ssh_key.h lists:
 * - nothing but white space may follow the END line, for in a git tag nobody would have signed it;
 * - the reserved field must be empty, as the protocol says, and the version 1, not 0;
 * - namespace and hash name hold no NUL, and the namespace is not empty;
 * - at most LIMIT_SIGNATURE_BYTES.
 * As lenient: any white space within the base64.
 */
#ifndef CORE_SSH_SIGNATURE_H
#define CORE_SSH_SIGNATURE_H

#include "base/ssh_key.h"

#define SSH_SIGNATURE_BEGIN "-----BEGIN SSH SIGNATURE-----"

struct ssh_signature { /* its bytes are in the arena */
	struct ssh_key key;
	struct wire namespace;
	struct wire digest;    /* "sha256" or "sha512" */
	struct wire signature; /* wire form, see ssh_key_verify() */
};

/* From the armoured text, whole. ERROR_FORMAT otherwise. */
bool ssh_signature_parse(struct arena *arena, const char *text, size_t length,
			 struct ssh_signature *out, struct error *err);

/*
 * Does it sign exactly this message for this namespace ("git")? `touch` may be NULL. ERROR_FORMAT
 * if not.
 */
bool ssh_signature_verify(const struct ssh_signature *signature, const char *namespace,
			  const void *message, size_t length, struct ssh_touch *touch,
			  struct error *err);

#endif
