/* SPDX-License-Identifier: Apache-2.0 */
/* Who are we over ssh, and is the server the right one? See git_ssh.h. */
#include "integrations/git_ssh.h"

#include <stdlib.h>
#include <string.h>

#include <git2/cert.h>
#include <git2/credential.h>

#include "base/buffer.h"
#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/git_objects.h"
#include "integrations/secret.h"

#define KEY "CHANGEGATE_LEDGER_SSH_KEY"
#define KNOWN_HOSTS "CHANGEGATE_LEDGER_KNOWN_HOSTS"

/* ---- us -------------------------------------------------------------------------------------- */

static bool
fail_refused(bool own_key, struct error *err)
{
	if (own_key)
		return fail(err, ERROR_UNAVAILABLE,
			    "was refused: is the public key of " KEY " allowed to write there?");
	return fail(err, ERROR_UNAVAILABLE,
		    "was refused: no key of the ssh agent is allowed there (or no agent runs); "
		    "name one with " KEY "_FILE");
}

bool
ssh_credential(struct ssh_place *place, const char *user, unsigned kinds,
	       git_credential **credential, struct error *err)
{
	struct secret key RELEASED_BY(secret_release) = {0};
	bool own_key = secret_read(KEY, &key, err);

	if (!own_key && err->code != ERROR_ABSENT)
		return false;
	err->code = ERROR_NONE; /* without a key of ours the agent has one */
	if (place->asked++ > 0 || !(kinds & GIT_CREDENTIAL_SSH_KEY))
		return fail_refused(own_key, err);
	if (own_key ? git_credential_ssh_key_memory_new(credential, user, NULL, key.bytes, NULL)
		    : git_credential_ssh_key_from_agent(credential, user))
		return fail_git(err, ERROR_UNAVAILABLE, "preparing the ssh key");
	return true;
}

/* ---- the host -------------------------------------------------------------------------------- */

struct words {
	const char *at;
	size_t length;
};

static struct words
next_word(const char **at, const char *end)
{
	struct words word;

	while (*at < end && (**at == ' ' || **at == '\t' || **at == '\r'))
		++*at;
	word.at = *at;
	while (*at < end && **at != ' ' && **at != '\t' && **at != '\r')
		++*at;
	word.length = (size_t)(*at - word.at);
	return word;
}

static bool
word_is(struct words word, const char *text)
{
	return word.length == strlen(text) && memcmp(word.at, text, word.length) == 0;
}

/* One of "a,b,c"? */
static bool
names_host(struct words names, const char *name)
{
	const char *end = names.at + names.length;

	for (const char *at = names.at; at < end;) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		struct words one = {at, (size_t)((comma ? comma : end) - at)};

		if (word_is(one, name))
			return true;
		at += one.length + 1;
	}
	return false;
}

/* "host type key comment"; "@revoked host ..." and "@cert-authority ..." name no host. */
static bool
line_has(const char *at, const char *end, const char *name, const char *key)
{
	struct words names = next_word(&at, end);

	if (names.length == 0 || names.at[0] == '#' || !names_host(names, name))
		return false;
	next_word(&at, end);
	return word_is(next_word(&at, end), key);
}

bool
known_hosts_contain(const char *lines, const char *name, const char *key)
{
	for (const char *at = lines; *at;) {
		const char *end = at + strcspn(at, "\n");

		if (line_has(at, end, name, key))
			return true;
		at = *end ? end + 1 : end;
	}
	return false;
}

/* "example.org:2222" is "[example.org]:2222" in these files. */
static void
add_known_name(struct buffer *out, const char *host)
{
	const char *colon = strrchr(host, ':');

	if (colon && host[0] != '[')
		buffer_add_format(out, "[%.*s]%s", (int)(colon - host), host, colon);
	else if (host[0] == '[' && colon && colon[-1] != ']')
		buffer_add(out, host + 1, strlen(host) - 2);
	else
		buffer_add_text(out, host);
}

static bool
is_known(const struct ssh_place *place, const git_cert_hostkey *key, const char *path, bool *known,
	 struct error *err)
{
	struct buffer lines RELEASED_BY(buffer_release) = {0};
	struct buffer name RELEASED_BY(buffer_release) = {0};
	struct buffer text RELEASED_BY(buffer_release) = {0};

	*known = false;
	if (!disk_read(path, LIMIT_SIGNERS_BYTES, &lines, err)) {
		fail_while(err, KNOWN_HOSTS);
		return fail_as(err, ERROR_USAGE);
	}
	if (!(key->type & GIT_CERT_SSH_RAW))
		return true;
	add_known_name(&name, place->host);
	base64_encode(&text, key->hostkey, key->hostkey_len);
	*known = lines.bytes && known_hosts_contain(lines.bytes, name.bytes, text.bytes);
	return true;
}

static bool
fail_unknown(const struct ssh_place *place, const git_cert_hostkey *key, const char *file,
	     struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	struct buffer print RELEASED_BY(buffer_release) = {0};

	base64_encode(&print, key->hash_sha256, sizeof(key->hash_sha256));
	print.bytes[43] = '\0'; /* OpenSSH writes no padding */
	return fail(err, ERROR_UNAVAILABLE,
		    "the host key of %s is not in %s: SHA256:%s; if the owner of the server says "
		    "that this is its key, add it there (ssh-keyscan prints the line)",
		    place->host, foreign_shown(&shown, file),
		    key->type & GIT_CERT_SSH_SHA256 ? print.bytes : "?");
}

bool
ssh_host_key(const struct ssh_place *place, const git_cert *certificate, bool known,
	     struct error *err)
{
	const git_cert_hostkey *key = (const git_cert_hostkey *)(const void *)certificate;
	const char *file = getenv(KNOWN_HOSTS);

	if (certificate->cert_type != GIT_CERT_HOSTKEY_LIBSSH2)
		return fail(err, ERROR_UNAVAILABLE, "the server showed no host key");
	if (file && file[0]) {
		if (!is_known(place, key, file, &known, err))
			return false;
	} else {
		file = "~/.ssh/known_hosts";
	}
	return known || fail_unknown(place, key, file, err);
}
