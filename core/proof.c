/* SPDX-License-Identifier: Apache-2.0 */
/* Does the platform itself say that this deploy is what it seems? See proof.h. */
#include "core/proof.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"

/* A record may be sealed an hour after its evidence was collected, by a job of its own. */
#define SEALED_SECONDS 3600

const char *
proof_issuer(const struct proof_rules *rules)
{
	if (rules->issuer)
		return rules->issuer;
	return rules->kind == PLATFORM_GITLAB ? PROOF_GITLAB_ISSUER : PROOF_GITHUB_ISSUER;
}

const char *
proof_environment(const struct policy *policy, const char *environment)
{
	const struct environment_rules *rules = policy_environment(policy, environment);

	return rules && rules->forge_name ? rules->forge_name : environment;
}

static bool
is_wrong(struct proof_problem *problem, const char *code, const char *why)
{
	*problem = (struct proof_problem){code, why};
	return false;
}

static const char *
shown(struct arena *arena, const char *text)
{
	return text ? text_shown(arena, text) : "(none)";
}

static bool
is_from(struct arena *arena, const struct token *token, const char *issuer, int algorithm,
	struct proof_problem *problem)
{
	if (!text_equal(token->claims.issuer, issuer))
		return is_wrong(problem, "PROOF-ISSUER",
				arena_format(arena, "the token is by %s, not by %s",
					     shown(arena, token->claims.issuer),
					     shown(arena, issuer)));
	if (!text_equal(token->algorithm, token_algorithm_names[algorithm]))
		return is_wrong(problem, "PROOF-ALGORITHM",
				arena_format(arena, "the token is signed with %s, not with %s",
					     shown(arena, token->algorithm),
					     token_algorithm_names[algorithm]));
	return true;
}

/* A token that a job has from its start is as old as the job, which may have waited for tests. */
static bool
is_timely(const struct token *token, int64_t now, int64_t later, struct proof_problem *problem)
{
	const struct platform_claims *claims = &token->claims;
	bool given = token->kind == PLATFORM_GITLAB;

	if (given && claims->issued < now - PLATFORM_GIVEN_SECONDS)
		return is_wrong(problem, "PROOF-EXPIRED",
				"the token was made more than twelve hours before the deploy");
	if ((!given && claims->issued < now - PLATFORM_AGE_SECONDS) ||
	    claims->issued > now + PLATFORM_EARLY_SECONDS + later)
		return is_wrong(problem, "PROOF-EXPIRED",
				"the token was not made within ten minutes of the deploy");
	if (claims->expires <= now || claims->not_before > claims->issued + PLATFORM_AGE_SECONDS)
		return is_wrong(problem, "PROOF-EXPIRED",
				"the token was not valid when the deploy was judged");
	return true;
}

static bool
read_token(struct arena *arena, const char *text, struct token *token,
	   struct proof_problem *problem)
{
	struct error err;

	return token_parse(arena, text, token, &err) ||
	       is_wrong(problem, "PROOF-FORM", text_shown(arena, err.message));
}

static bool
is_signed(struct arena *arena, const struct token *token, const struct platform_key *key,
	  struct proof_problem *problem)
{
	if (!key || !text_equal(key->id, token->key_id))
		return is_wrong(problem, "PROOF-KEY",
				arena_format(arena, "the issuer has no key '%s'",
					     shown(arena, token->key_id)));
	return token_is_signed_by(token, key) ||
	       is_wrong(problem, "PROOF-SIGNATURE", "the token is not signed with that key");
}

/* ---- the run
 * --------------------------------------------------------------------------------------
 */

/* The copy for people may not say anything else. */
static bool
says_so(const struct platform_claims *claims, const struct token *token)
{
	RELEASED_BY(buffer_release) struct buffer one = {0};
	RELEASED_BY(buffer_release) struct buffer other = {0};

	if (!claims)
		return false;
	fields_write(&one, &platform_claims_fields, claims);
	fields_write(&other, &platform_claims_fields, &token->claims);
	return one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
}

/* Groups may be in groups: the end of a path is another project's. */
static bool
has_whole_path(const char *name, const char *claimed)
{
	const char *slash = strchr(name, '/');

	return slash && text_equal(slash + 1, claimed);
}

/* By number where the forge whose token it is told it; numbers of another system are others. */
static bool
is_of_repository(const struct token *token, const struct evidence *evidence)
{
	const char *known = evidence->forge ? evidence->forge->repository_id : NULL;
	const char *name = evidence->change.key.repository, *claimed = token->claims.repository;
	size_t length = claimed ? strlen(claimed) : 0, whole = strlen(name);

	if (!token->claims.repository_id || !claimed)
		return false;
	if (token->kind == PLATFORM_GITLAB)
		return has_whole_path(name, claimed);
	if (known)
		return text_equal(known, token->claims.repository_id);
	return text_ends_with(name, claimed) &&
	       (whole == length || name[whole - length - 1] == '/');
}

static bool
is_for_deploy(struct arena *arena, const struct token *token, const struct evidence *evidence,
	      const char *environment, struct proof_problem *problem)
{
	const struct platform_claims *claims = &token->claims;

	if (!is_of_repository(token, evidence))
		return is_wrong(problem, "PROOF-REPOSITORY",
				arena_format(arena, "the job is one of repository %s (%s)",
					     shown(arena, claims->repository),
					     shown(arena, claims->repository_id)));
	if (!text_equal(claims->sha, evidence->change.head))
		return is_wrong(
			problem, "PROOF-SHA",
			arena_format(arena, "the run is of commit %s", shown(arena, claims->sha)));
	if (!text_equal(claims->environment, environment))
		return is_wrong(problem, "ENV-CLAIM-MISMATCH",
				arena_format(arena, "the job has environment %s, not %s",
					     shown(arena, claims->environment),
					     shown(arena, environment)));
	return true;
}

static bool
has_run_audience(struct arena *arena, const struct token *token, struct proof_problem *problem)
{
	const struct platform_claims *claims = &token->claims;
	const char *wanted = token->kind == PLATFORM_GITLAB
				     ? PLATFORM_GIVEN_AUDIENCE_RUN
				     : arena_format(arena, PLATFORM_AUDIENCE_RUN "%s",
						    claims->run_id ? claims->run_id : "");

	return (claims->run_id && text_equal(claims->audience, wanted)) ||
	       is_wrong(problem, "PROOF-AUDIENCE",
			arena_format(arena, "the token is for '%s', not for '%s'",
				     shown(arena, claims->audience), shown(arena, wanted)));
}

/* By its job no other record may rest on it, so it must name one. */
static bool
is_of_kind(const struct token *token, int kind, struct proof_problem *problem)
{
	if (token->kind != kind)
		return is_wrong(problem, "PROOF-FORM",
				"the token has other claims than those of platform.kind");
	return kind != PLATFORM_GITLAB || token->claims.job ||
	       is_wrong(problem, "PROOF-FORM", "the token names no job");
}

bool
proof_of_run(struct arena *arena, const struct evidence *evidence, const struct policy *policy,
	     struct proof_problem *problem)
{
	const struct platform_facts *facts = evidence->platform;
	const struct proof_rules *rules = &policy->platform;
	struct token token;

	if (!read_token(arena, facts->token, &token, problem) ||
	    !is_from(arena, &token, proof_issuer(rules), rules->algorithm, problem) ||
	    !is_signed(arena, &token, facts->key, problem) ||
	    !is_of_kind(&token, rules->kind, problem))
		return false;
	if (!says_so(facts->claims, &token))
		return is_wrong(problem, "PROOF-FORM",
				"what the evidence says of the token is not what it says");
	return has_run_audience(arena, &token, problem) &&
	       is_timely(&token, evidence->now.time, 0, problem) &&
	       is_for_deploy(arena, &token, evidence,
			     proof_environment(policy, evidence->change.key.environment), problem);
}

/* ---- the record
 * -----------------------------------------------------------------------------------
 */

bool
proof_is_needed(const struct record *record)
{
	return record->result == RECORD_ALLOWED && record->evidence && record->evidence->platform &&
	       record->evidence->platform->token;
}

static bool
is_logged(struct arena *arena, const struct issuer_keys *keys, const struct platform_key *key)
{
	const char *digest = key ? platform_key_digest(arena, keys->issuer, key) : NULL;

	for (size_t i = 0; digest && i < keys->keys.count; i++)
		if (text_equal(digest, platform_key_digest(arena, keys->issuer, &keys->keys.at[i])))
			return true;
	return false;
}

/* An issuer may have had several keys of one name. */
static bool
is_signed_by_one_of(struct arena *arena, const struct token *token, const struct issuer_keys *keys,
		    struct proof_problem *problem)
{
	bool named = false;

	for (size_t i = 0; i < keys->keys.count; i++) {
		if (!text_equal(keys->keys.at[i].id, token->key_id))
			continue;
		named = true;
		if (token_is_signed_by(token, &keys->keys.at[i]))
			return true;
	}
	if (named)
		return is_wrong(problem, "PROOF-SIGNATURE",
				"the record's token is not signed with the key that it names");
	return is_wrong(problem, "PROOF-KEY-UNLOGGED",
			arena_format(arena, "the ledger has no key '%s' of the issuer",
				     shown(arena, token->key_id)));
}

static bool
has_record_audience(struct arena *arena, const struct token *token, const char *payload,
		    struct proof_problem *problem)
{
	const struct platform_claims *claims = &token->claims;
	const char *wanted = token->kind == PLATFORM_GITLAB
				     ? PLATFORM_GIVEN_AUDIENCE_RECORD
				     : arena_format(arena, PLATFORM_AUDIENCE_RECORD "%s", payload);

	if (text_equal(claims->audience, wanted))
		return true;
	if (claims->audience && text_starts_with(claims->audience, PLATFORM_AUDIENCE_RECORD))
		return is_wrong(problem, "PROOF-REPLAYED", "the token was made for another record");
	return is_wrong(problem, "PROOF-AUDIENCE",
			arena_format(arena, "the record's token is for '%s'",
				     shown(arena, claims->audience)));
}

static const char *
disagreement(const struct platform_claims *run, const struct platform_claims *record)
{
	if (!text_equal(run->repository_id, record->repository_id))
		return "repository_id";
	if (!text_equal(run->run_id, record->run_id))
		return "run_id";
	if (!text_equal(run->run_attempt, record->run_attempt))
		return "run_attempt";
	if (!text_equal(run->sha, record->sha))
		return "sha";
	if (!text_equal(run->environment, record->environment))
		return "environment";
	return text_equal(run->workflow, record->workflow) ? NULL : "job_workflow_ref";
}

static bool
agree(struct arena *arena, const struct token *run, const struct token *record,
      struct proof_problem *problem)
{
	const char *claim = disagreement(&run->claims, &record->claims);

	return !claim || is_wrong(problem, "PROOF-MISMATCH",
				  arena_format(arena, "the two tokens do not agree on %s", claim));
}

bool
proof_of_record(struct arena *arena, const struct record *record, const char *payload,
		const char *text, const struct issuer_keys *keys, struct proof_problem *problem)
{
	const struct platform_facts *facts = record->evidence->platform;
	struct token run, token;

	if (!text)
		return is_wrong(problem, "PROOF-MISSING", "the record brings no token of its own");
	if (!read_token(arena, facts->token, &run, problem) ||
	    !is_signed(arena, &run, facts->key, problem))
		return false;
	if (!is_logged(arena, keys, facts->key))
		return is_wrong(problem, "PROOF-KEY-UNLOGGED",
				"the ledger does not have the key of the evidence's token as one "
				"of the issuer's");
	return read_token(arena, text, &token, problem) &&
	       is_from(arena, &token, run.claims.issuer, facts->key->algorithm, problem) &&
	       is_signed_by_one_of(arena, &token, keys, problem) &&
	       is_of_kind(&token, run.kind, problem) &&
	       has_record_audience(arena, &token, payload, problem) &&
	       is_timely(&token, record->time, SEALED_SECONDS, problem) &&
	       agree(arena, &run, &token, problem);
}

int
proof_record_kind(struct arena *arena, const struct record *record)
{
	struct token token = {0};
	struct error ignored;

	return token_parse(arena, record->evidence->platform->token, &token, &ignored)
		       ? token.kind
		       : PLATFORM_ACTIONS;
}

const char *
proof_record_issuer(struct arena *arena, const struct record *record)
{
	struct token token;
	struct error ignored;

	return token_parse(arena, record->evidence->platform->token, &token, &ignored)
		       ? token.claims.issuer
		       : NULL;
}

static void
add_word(struct buffer *out, const char *word)
{
	buffer_add(out, word ? word : "", word ? strlen(word) + 1 : 1);
}

const char *
proof_job(struct arena *arena, const struct record *record)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct token token = {0};
	struct error ignored;

	if (!token_parse(arena, record->evidence->platform->token, &token, &ignored))
		return NULL;
	add_word(&bytes, token.claims.issuer);
	add_word(&bytes, token.claims.run_id);
	add_word(&bytes, token.claims.run_attempt);
	add_word(&bytes, token.claims.job ? token.claims.job : token.claims.workflow);
	add_word(&bytes, record->key.repository);
	add_word(&bytes, record->key.service);
	add_word(&bytes, record->key.environment);
	return sha256_hex(arena, bytes.bytes, bytes.length);
}
