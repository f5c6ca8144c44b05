/* SPDX-License-Identifier: Apache-2.0 */
/* What does the name of a place for a ledger mean? See ledger_place.h. */
#include "core/ledger_place.h"

#include <string.h>

#include "base/text.h"

#define FOLDER "dir:"
#define LOCAL "git:local:"
#define ORIGIN "git:"
#define URL "git+"
#define BRANCH "refs/heads/"
#define LONGEST_REF 200
#define LONGEST_URL 1000

static bool
is_printable(const char *text)
{
	for (; *text; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

static bool
has_control(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7F)
			return true;
	return false;
}

static bool
is_ref_byte(char byte)
{
	return byte_is_letter(byte) || byte_is_digit(byte) || (byte && strchr("._-/", byte));
}

/* Narrower than git: nothing that needs quoting, or that a file system may fold. */
static const char *
ref_problem(const char *ref)
{
	size_t length = strlen(ref);

	if (!text_starts_with(ref, BRANCH) || length == strlen(BRANCH))
		return "does not end with the full name of a branch, such as "
		       "refs/heads/change-records";
	for (const char *at = ref; *at; at++)
		if (!is_ref_byte(*at))
			return "has a branch of other bytes than letters, digits and . _ - /";
	if (strstr(ref, "..") || strstr(ref, "//") || strstr(ref, "/.") || strstr(ref, ".lock/") ||
	    text_ends_with(ref, ".lock") || text_ends_with(ref, ".") || text_ends_with(ref, "/"))
		return "has a branch that git does not allow";
	return length > LONGEST_REF ? "has a branch of more than 200 bytes" : NULL;
}

static bool
is_loopback(const char *url)
{
	static const char *const hosts[] = {"http://127.0.0.1", "http://localhost", "http://[::1]"};

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		const char *after = url + strlen(hosts[i]);

		if (text_starts_with(url, hosts[i]) && (*after == '/' || *after == ':'))
			return true;
	}
	return false;
}

/* A password in a policy is known to everybody who reads it. */
static bool
has_password(const char *url)
{
	const char *host = strstr(url, "://");
	const char *colon, *at;
	size_t length;

	if (!host)
		return false;
	host += strlen("://");
	length = strcspn(host, "/");
	at = memchr(host, '@', length);
	colon = at ? memchr(host, ':', (size_t)(at - host)) : NULL;
	return at && (colon || !text_starts_with(url, "ssh://"));
}

static const char *
url_problem(const char *url)
{
	if (!is_printable(url) || strlen(url) > LONGEST_URL)
		return "has a URL of other bytes than printable ASCII, or of more than 1000";
	if (text_starts_with(url, "http://") && !is_loopback(url))
		return "has a URL without encryption: write git+https://HOST/PATH#REF";
	if (!text_starts_with(url, "https://") && !text_starts_with(url, "ssh://") &&
	    !text_starts_with(url, "file:///") && !text_starts_with(url, "http://") && *url != '/')
		return "has a URL that is neither https://, ssh://, file:/// nor an absolute path";
	return has_password(url) ? "has a user or password in its URL: give a token in "
				   "CHANGEGATE_LEDGER_TOKEN"
				 : NULL;
}

static const char *
url_place_problem(struct arena *arena, const char *text, struct ledger_place *place)
{
	const char *hash = strrchr(text, '#');
	const char *problem;

	if (!hash)
		return "has no branch: write git+URL#refs/heads/BRANCH";
	place->kind = PLACE_URL;
	place->url = arena_copy(arena, text, (size_t)(hash - text));
	place->ref = hash + 1;
	problem = url_problem(place->url);
	return problem ? problem : ref_problem(place->ref);
}

static const char *
problem_of(struct arena *arena, const char *text, struct ledger_place *place)
{
	if (text_starts_with(text, FOLDER)) {
		place->kind = PLACE_FOLDER;
		place->path = text + strlen(FOLDER);
		if (!*place->path)
			return "has no path behind `dir:`";
		return has_control(text) ? "has a control character" : NULL;
	}
	if (text_starts_with(text, URL))
		return url_place_problem(arena, text + strlen(URL), place);
	if (!text_starts_with(text, ORIGIN))
		return "is no place for a ledger: write dir:PATH, git:REF, git:local:REF or "
		       "git+URL#REF";
	place->kind = text_starts_with(text, LOCAL) ? PLACE_LOCAL : PLACE_ORIGIN;
	place->ref = text + strlen(place->kind == PLACE_LOCAL ? LOCAL : ORIGIN);
	return ref_problem(place->ref);
}

const char *
ledger_place_problem(const char *text)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct ledger_place place = {0};

	arena_init(&arena);
	return problem_of(&arena, text, &place);
}

bool
ledger_place_parse(struct arena *arena, const char *text, struct ledger_place *out,
		   struct error *err)
{
	struct ledger_place place = {0};
	const char *problem = problem_of(arena, arena_text(arena, text), &place);

	if (problem)
		return fail(err, ERROR_USAGE, "'%s' %s", text_shown(arena, text), problem);
	*out = place;
	return true;
}
