/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who are we to a server of git over ssh, and is it the one that it should be? Answers the
 * questions of libgit2.
 *
 * From the environment: the key is CHANGEGATE_LEDGER_SSH_KEY, or in the file that
 * CHANGEGATE_LEDGER_SSH_KEY_FILE names (OpenSSH or PEM, without passphrase; Ed25519 or ECDSA,
 * because libssh2 1.10 signs with RSA in the old way only, which servers refuse), else the
 * agent's. Host keys are those of ~/.ssh/known_hosts, or of the file that
 * CHANGEGATE_LEDGER_KNOWN_HOSTS names: lines of `ssh-keyscan`, names in clear, no patterns.
 */
#ifndef INTEGRATIONS_GIT_SSH_H
#define INTEGRATIONS_GIT_SSH_H

#include <stdbool.h>

#include "base/error.h"

struct git_credential;
struct git_cert;

struct ssh_place {
	const char *host; /* "example.org", "example.org:2222" */
	unsigned asked;   /* for credentials, so far */
};

/* A true answer hands over the credential. */
bool ssh_credential(struct ssh_place *place, const char *user, unsigned kinds,
		    struct git_credential **credential, struct error *err);

/* Is this the key of the host? `known`: the library found it in ~/.ssh/known_hosts. */
bool ssh_host_key(const struct ssh_place *place, const struct git_cert *certificate, bool known,
		  struct error *err);

/* Does a file of known hosts (pure) have this key, in base64, for "host" or "[host]:port"? */
bool known_hosts_contain(const char *lines, const char *name, const char *key);

#endif
