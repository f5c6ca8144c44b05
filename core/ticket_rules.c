/* SPDX-License-Identifier: Apache-2.0 */
/* What does a policy take for a ticket? See ticket_rules.h. */
#include "core/ticket_rules.h"

#include <string.h>

#include "base/text.h"

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define REPOSITORY_BYTES "abcdefghijklmnopqrstuvwxyz" CAPITALS DIGITS "._-"

const char *const tracker_names[] = {"none",       "jira-cloud", "jira-data-center",
				     "servicenow", "github",     NULL};

static const char number_grammar[] =
	"(?<![\\p{L}\\p{N}_-])[A-Z]{2,10}[0-9]{4,12}(?![\\p{L}\\p{N}])";
static const char issue_grammar[] =
	"(?<![\\p{L}\\p{N}_./#-])(?:GH-|(?:[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100})?#)"
	"[1-9][0-9]{0,8}(?![\\p{L}\\p{N}])";

const char *
ticket_pattern(const struct ticket_rules *rules)
{
	if (rules->pattern)
		return rules->pattern;
	if (rules->tracker == TRACKER_SERVICENOW)
		return number_grammar;
	return rules->tracker == TRACKER_GITHUB ? issue_grammar : NULL;
}

/* A number without leading zero, of at most so many digits, and nothing behind it. */
static bool
is_number(const char *text, size_t most)
{
	size_t length = strspn(text, DIGITS);

	return length && length <= most && *text != '0' && !text[length];
}

static bool
is_jira_key(const char *key)
{
	size_t project = strspn(key, CAPITALS DIGITS "_");

	return project >= 2 && project <= 10 && strchr(CAPITALS, *key) && key[project] == '-' &&
	       is_number(key + project + 1, 8);
}

static bool
is_servicenow_number(const char *key)
{
	size_t letters = strspn(key, CAPITALS);
	size_t digits = strspn(key + letters, DIGITS);

	return letters >= 2 && letters <= 10 && digits >= 4 && digits <= 12 &&
	       !key[letters + digits];
}

/* "acme/payments" of "github.com/acme/payments". */
static const char *
home(const struct policy *policy)
{
	const char *slash = policy->repository ? strchr(policy->repository, '/') : NULL;

	return slash ? slash + 1 : "";
}

/* As the policy writes it, if it allows it: letters of either case are the same to GitHub. */
static const char *
repository_of(struct arena *arena, const struct policy *policy, const char *name, size_t length)
{
	const char *repository = arena_copy(arena, name, length);
	const char *slash = strchr(repository, '/');

	if (!slash || slash == repository || !slash[1] || strchr(slash + 1, '/') ||
	    strspn(repository, REPOSITORY_BYTES "/") != length)
		return NULL;
	for (size_t i = 0; i < policy->tickets.projects.count; i++)
		if (text_equal_ignoring_case(repository, policy->tickets.projects.at[i]))
			return policy->tickets.projects.at[i];
	return repository;
}

static const char *
asked_issue(struct arena *arena, const struct policy *policy, const char *key)
{
	const char *hash = strchr(key, '#');
	const char *number = hash ? hash + 1 : text_starts_with(key, "GH-") ? key + 3 : "";
	const char *own = home(policy);
	const char *repository = hash && hash > key
					 ? repository_of(arena, policy, key, (size_t)(hash - key))
					 : repository_of(arena, policy, own, strlen(own));

	if (!repository || !is_number(number, 9))
		return NULL;
	return arena_format(arena, "%s#%s", repository, number);
}

const char *
ticket_asked(struct arena *arena, const struct policy *policy, const char *key)
{
	switch (policy->tickets.tracker) {
	case TRACKER_JIRA_CLOUD:
	case TRACKER_JIRA_DATA_CENTER:
		return is_jira_key(key) ? key : NULL;
	case TRACKER_SERVICENOW:
		return is_servicenow_number(key) ? key : NULL;
	case TRACKER_GITHUB:
		return asked_issue(arena, policy, key);
	default:
		return NULL;
	}
}

/* What stands between the project and the number, in the manner of the tracker. */
static bool
begins_with(const struct policy *policy, const char *key, const char *project)
{
	size_t length = strlen(project);

	if (!text_starts_with(key, project))
		return false;
	switch (policy->tickets.tracker) {
	case TRACKER_SERVICENOW:
		return byte_is_digit(key[length]);
	case TRACKER_GITHUB:
		return key[length] == '#';
	default:
		return key[length] == '-';
	}
}

bool
ticket_is_of_project(struct arena *arena, const struct policy *policy, const char *key)
{
	const char *asked =
		policy->tickets.tracker == TRACKER_GITHUB ? ticket_asked(arena, policy, key) : key;

	for (size_t i = 0; asked && i < policy->tickets.projects.count; i++)
		if (begins_with(policy, asked, policy->tickets.projects.at[i]))
			return true;
	return false;
}

bool
ticket_is_denied(struct arena *arena, const struct policy *policy, const char *key)
{
	const struct texts *deny = &policy->tickets.deny;
	const char *asked =
		policy->tickets.tracker == TRACKER_GITHUB ? ticket_asked(arena, policy, key) : NULL;

	for (size_t i = 0; i < deny->count; i++)
		if (text_equal(deny->at[i], key) ||
		    (asked && text_equal(ticket_asked(arena, policy, deny->at[i]), asked)))
			return true;
	return false;
}

bool
ticket_may_count(struct arena *arena, const struct policy *policy,
		 const struct ticket_reference *reference)
{
	return texts_contain(&policy->tickets.sources, reference->source) &&
	       ticket_is_of_project(arena, policy, reference->key) &&
	       !ticket_is_denied(arena, policy, reference->key);
}
