/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which keys may sign for whom, when and for what? The file of ssh-keygen(1), ALLOWED SIGNERS:
 *   principals [options] kind-of-key base64-key [comment]
 * People rely on each line, so one broken line makes the whole file an error that names it.
 *
 * Agrees with `ssh-keygen -Y verify` (OpenSSH 9.2): patterns with `*`, `?` and `!`; valid-after and
 * valid-before both include their second; a line with cert-authority grants nothing to a plain key.
 * Stricter, besides base/ssh_key.h:
 * - what ssh-keygen skips as broken is an error, and so are cert-authority lines with a broken key;
 * - times end in Z (or UTC): without, ssh-keygen takes the time zone of the machine; the date
 *   exists; digits only;
 * - principals are UTF-8 without control characters; a quotation mark encloses all or nothing;
 *   lists have no empty element, and no element is over 1000 bytes (longer never match there);
 * - no NUL anywhere, no empty option, white space in no key; at most LIMIT_SIGNERS_BYTES and
 *   LIMIT_SIGNERS.
 */
#ifndef CORE_ALLOWED_SIGNERS_H
#define CORE_ALLOWED_SIGNERS_H

#include "base/list.h"
#include "base/ssh_key.h"

struct allowed_signer {
	size_t line;                       /* from 1 */
	struct texts principals;           /* patterns as they are written, at least one */
	bool exact;                        /* no pattern among them: neither `*`, `?` nor `!` */
	bool any_namespace;                /* no list of namespaces */
	struct texts namespaces;           /* patterns */
	int64_t valid_after, valid_before; /* instants; 0: unbounded */
	bool authority;                    /* cert-authority: grants nothing */
	struct ssh_key key;
};

struct allowed_signers {
	LIST(struct allowed_signer) lines; /* in the order of the file, without comments */
};

enum signer_answer {
	SIGNER_ALLOWED,
	SIGNER_UNKNOWN_KEY,     /* no line has this key */
	SIGNER_OTHER_PRINCIPAL, /* lines have it, for others */
	SIGNER_WRONG_NAMESPACE,
	SIGNER_NOT_YET_VALID,
	SIGNER_EXPIRED,
};

/* Everything is in the arena. ERROR_FORMAT names the line. */
bool allowed_signers_parse(struct arena *arena, const char *bytes, size_t length,
			   struct allowed_signers *out, struct error *err);

/*
 * The next line that allows this key for this namespace at this instant: `*line` is NULL before the
 * first and the last answer after it, and changes only on SIGNER_ALLOWED. Any other answer: no
 * (further) line does, with the best reason that any line of the file gives.
 */
enum signer_answer allowed_signers_next(const struct allowed_signers *signers,
					const struct ssh_key *key, const char *namespace,
					int64_t now, const struct allowed_signer **line);

/* May this principal use the key? As `ssh-keygen -Y verify -I principal`. `line` may be NULL. */
enum signer_answer allowed_signers_permit(const struct allowed_signers *signers,
					  const struct ssh_key *key, const char *principal,
					  const char *namespace, int64_t now,
					  const struct allowed_signer **line);

/* One pattern of a list matches, and none with `!` before it. */
bool signer_patterns_match(const struct texts *patterns, const char *text);

#endif
