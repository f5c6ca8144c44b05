/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys may sign for whom, when and for what? See allowed_signers.h. */
#include "core/allowed_signers.h"

#include <string.h>

#include "base/limits.h"
#include "core/signer_line.h"

static bool
read_line(struct arena *arena, const char *line, size_t length, size_t number,
	  struct allowed_signers *signers, struct error *err)
{
	const char *text;
	struct allowed_signer signer = {.line = number};

	if (length && line[length - 1] == '\r')
		length--;
	if (length && memchr(line, '\0', length))
		return fail(err, ERROR_FORMAT, "a NUL byte");
	text = arena_copy(arena, line, length);
	text += strspn(text, " \t");
	if (*text == '\0' || *text == '#')
		return true;
	if (signers->lines.count == LIMIT_SIGNERS)
		return fail(err, ERROR_FORMAT, "more than %d signers", LIMIT_SIGNERS);
	if (!signer_line_parse(arena, text, &signer, err))
		return false;
	*LIST_ADD(arena, &signers->lines) = signer;
	return true;
}

bool
allowed_signers_parse(struct arena *arena, const char *bytes, size_t length,
		      struct allowed_signers *out, struct error *err)
{
	struct allowed_signers read = {0};
	size_t number = 1;

	if (length > LIMIT_SIGNERS_BYTES)
		return fail(err, ERROR_FORMAT, "allowed signers of more than %u bytes",
			    LIMIT_SIGNERS_BYTES);
	for (size_t at = 0; at < length; number++) {
		const char *end = memchr(bytes + at, '\n', length - at);
		size_t size = end ? (size_t)(end - (bytes + at)) : length - at;

		if (!read_line(arena, bytes + at, size, number, &read, err))
			return fail_while(err, "allowed signers: line %zu", number);
		at += size + 1;
	}
	*out = read;
	return true;
}

/* Like a glob of `*` and `?` over bytes; linear for each `*`. */
static bool
pattern_matches(const char *pattern, const char *text)
{
	const char *star = NULL, *resume = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			resume = text;
		} else if (*pattern == '?' || *pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star;
			text = ++resume;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

bool
signer_patterns_match(const struct texts *patterns, const char *text)
{
	bool matched = false;

	for (size_t i = 0; i < patterns->count; i++) {
		const char *pattern = patterns->at[i];
		bool negated = pattern[0] == '!';

		if (!pattern_matches(pattern + negated, text))
			continue;
		if (negated)
			return false;
		matched = true;
	}
	return matched;
}

/* The nearer to being allowed, the larger. */
static int
nearness(enum signer_answer answer)
{
	static const int order[] = {
		[SIGNER_UNKNOWN_KEY] = 0,     [SIGNER_OTHER_PRINCIPAL] = 1,
		[SIGNER_WRONG_NAMESPACE] = 2, [SIGNER_NOT_YET_VALID] = 3,
		[SIGNER_EXPIRED] = 4,         [SIGNER_ALLOWED] = 5,
	};

	return order[answer];
}

/* What does this line say? `principal` may be NULL: whoever it is. */
static enum signer_answer
ask_line(const struct allowed_signer *line, const struct ssh_key *key, const char *principal,
	 const char *namespace, int64_t now)
{
	if (line->authority || !ssh_key_equal(&line->key, key))
		return SIGNER_UNKNOWN_KEY;
	if (principal && !signer_patterns_match(&line->principals, principal))
		return SIGNER_OTHER_PRINCIPAL;
	if (!line->any_namespace && !signer_patterns_match(&line->namespaces, namespace))
		return SIGNER_WRONG_NAMESPACE;
	if (line->valid_after && now < line->valid_after)
		return SIGNER_NOT_YET_VALID;
	if (line->valid_before && now > line->valid_before)
		return SIGNER_EXPIRED;
	return SIGNER_ALLOWED;
}

static enum signer_answer
ask(const struct allowed_signers *signers, const struct ssh_key *key, const char *principal,
    const char *namespace, int64_t now, const struct allowed_signer **line)
{
	enum signer_answer best = SIGNER_UNKNOWN_KEY;

	for (size_t i = 0; i < signers->lines.count; i++) {
		const struct allowed_signer *asked = &signers->lines.at[i];
		enum signer_answer answer = ask_line(asked, key, principal, namespace, now);

		if (answer == SIGNER_ALLOWED && *line && asked <= *line)
			continue;
		if (answer == SIGNER_ALLOWED) {
			*line = asked;
			return answer;
		}
		if (nearness(answer) > nearness(best))
			best = answer;
	}
	return best;
}

enum signer_answer
allowed_signers_next(const struct allowed_signers *signers, const struct ssh_key *key,
		     const char *namespace, int64_t now, const struct allowed_signer **line)
{
	return ask(signers, key, NULL, namespace, now, line);
}

enum signer_answer
allowed_signers_permit(const struct allowed_signers *signers, const struct ssh_key *key,
		       const char *principal, const char *namespace, int64_t now,
		       const struct allowed_signer **line)
{
	const struct allowed_signer *found = NULL;
	enum signer_answer answer = ask(signers, key, principal, namespace, now, &found);

	if (line && answer == SIGNER_ALLOWED)
		*line = found;
	return answer;
}
