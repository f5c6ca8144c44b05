/* SPDX-License-Identifier: Apache-2.0 */
/* Which words may stand in a policy? See policy_tables.h. */
#include <string.h>

#include "base/glob.h"
#include "base/text.h"
#include "base/time.h"
#include "core/ledger_place.h"
#include "core/person.h"
#include "core/business_days.h"
#include "core/policy_tables.h"

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define SMALL "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

#define NAME_BYTES 63       /* a label of DNS; names become parts of paths and keys */
#define REFERENCE_BYTES 200 /* repository and origin: they are in every leaf of the ledger */
#define TOKEN_BYTES 64

static bool
made_of(const char *text, const char *bytes)
{
	return *text && text[strspn(text, bytes)] == '\0';
}

static bool
has_control(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7F)
			return true;
	return false;
}

const char *
repository_problem(const char *text)
{
	if (!made_of(text, CAPITALS SMALL DIGITS "._~/-"))
		return "may only have letters, digits and . _ ~ / -, as in example.org/acme/pay";
	if (*text == '/' || text_ends_with(text, "/") || strstr(text, "//"))
		return "may not begin or end with `/`, nor have `//`";
	if (strstr(text, ".."))
		return "may not have `..`";
	return strlen(text) > REFERENCE_BYTES ? "is longer than 200 bytes" : NULL;
}

/* The name in a signed note (C2SP signed-note): no spaces, no plus sign. */
const char *
origin_problem(const char *text)
{
	for (const char *at = text; *at; at++)
		if (*at <= ' ' || *at > '~' || *at == '+')
			return "may only have printable ASCII without spaces and `+`";
	if (!*text)
		return "is empty";
	return strlen(text) > REFERENCE_BYTES ? "is longer than 200 bytes" : NULL;
}

const char *
path_problem(const char *text)
{
	if (!*text)
		return "is empty";
	return has_control(text) ? "has a control character" : glob_problem(text);
}

const char *
branch_problem(const char *text)
{
	if (text_starts_with(text, "refs/"))
		return "is a full ref: write the branch's name only, as in main";
	return path_problem(text);
}

const char *
project_problem(const char *text)
{
	size_t length = strlen(text);

	if (strchr(text, '/'))
		return team_problem(text) ? "is not a repository such as acme/payments" : NULL;
	if (length < 2 || length > 10 || !made_of(text, CAPITALS DIGITS "_") ||
	    !strchr(CAPITALS, *text))
		return "is not a project such as PAY: a capital, then 1 to 9 of A-Z 0-9 _";
	return NULL;
}

static bool
is_among(const char *text, const char *const *words)
{
	while (*words && !text_equal(text, *words))
		words++;
	return *words;
}

const char *
source_problem(const char *text)
{
	static const char *const sources[] = {"title", "branch", "subject", "trailer",
					      "body",  "links",  NULL};

	return is_among(text, sources)
		       ? NULL
		       : "is not one of: title, branch, subject, trailer, body, links";
}

const char *
tested_problem(const char *text)
{
	static const char *const places[] = {"exact", "merge-group", "same-tree", "request-head",
					     NULL};

	return is_among(text, places)
		       ? NULL
		       : "is not one of: exact, merge-group, same-tree, request-head";
}

const char *
event_problem(const char *text)
{
	if (!made_of(text, SMALL "_") || strlen(text) > NAME_BYTES)
		return "is not an event such as push or pull_request";
	return NULL;
}

const char *
team_problem(const char *text)
{
	const char *slash = strchr(text, '/');

	if (!slash || slash == text || !slash[1] || strchr(slash + 1, '/') ||
	    !made_of(text, CAPITALS SMALL DIGITS "_.-/") || strlen(text) > REFERENCE_BYTES)
		return "is not a team such as acme/engineers";
	return NULL;
}

const char *
api_problem(const char *text)
{
	if (!text_starts_with(text, "https://") && !text_starts_with(text, "http://"))
		return "is not an address such as https://github.example.org/api/v3";
	for (const char *at = text; *at; at++)
		if (*at <= ' ' || *at > '~' || strchr("@?#\\\"", *at))
			return "may only have printable ASCII without @ ? # and quotes";
	return strlen(text) > REFERENCE_BYTES ? "is longer than 200 bytes" : NULL;
}

const char *
label_problem(const char *text)
{
	if (!*text)
		return "is empty";
	return has_control(text) || strlen(text) > REFERENCE_BYTES
		       ? "has a control character, or is longer than 200 bytes"
		       : NULL;
}

const char *
ticket_problem(const char *text)
{
	return *text && !has_control(text) ? NULL : "is not a ticket such as OPS-1";
}

const char *
token_problem(const char *text)
{
	if (!made_of(text, CAPITALS SMALL "-") || strlen(text) > TOKEN_BYTES)
		return "is not the token of a trailer such as Reviewed-by: letters and `-` only";
	return NULL;
}

const char *
name_problem(const char *text)
{
	if (!made_of(text, SMALL DIGITS "._-") || strchr("._-", *text) || strlen(text) > NAME_BYTES)
		return "is not a name: a-z or 0-9, then up to 62 of a-z 0-9 . _ -";
	return NULL;
}

const char *
local_problem(const char *text)
{
	struct civil civil;

	return local_parse(text, &civil) ? NULL : "is not a local time such as 2026-12-20T00:00";
}

/* It becomes part of a path below the zone files. */
const char *
zone_problem(const char *text)
{
	static const char problem[] = "is not the name of a time zone such as Europe/Berlin";

	if (!made_of(text, CAPITALS SMALL DIGITS "_+-/") || strlen(text) > TOKEN_BYTES)
		return problem;
	if (!byte_is_letter(*text) || strstr(text, "//") || text_ends_with(text, "/"))
		return problem;
	return NULL;
}

const char *
reason_problem(const char *text)
{
	if (!*text)
		return "is empty: say why, people who are stopped will read it";
	return has_control(text) ? "has a control character" : NULL;
}

const char *
address_problem(const char *text)
{
	return address_is_plausible(text) ? NULL : "is not an address such as ada@example.org";
}

/* "2bd", "48h" */
const char *
due_problem(const char *text)
{
	struct texts none = {0};
	int64_t due;

	return business_due(text, &none, 0, &due)
		       ? NULL
		       : "is neither business days such as 2bd (1 to 60) nor a time such as 48h";
}

const char *
date_problem(const char *text)
{
	struct civil civil;

	return strlen(text) == 10 && local_parse(text, &civil) ? NULL
							       : "is not a date such as 2026-12-25";
}

const char *
excluded_problem(const char *text)
{
	if (text_equal(text, "contributors") || text_equal(text, "triggerer"))
		return NULL;
	return "is not one of: contributors, triggerer";
}

const char *
waivable_problem(const char *text)
{
	if (text_equal(text, "ticket") || text_equal(text, "tests") ||
	    text_equal(text, "separation"))
		return NULL;
	return "is not one of: ticket, tests, separation";
}
