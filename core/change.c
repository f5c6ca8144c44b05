/* SPDX-License-Identifier: Apache-2.0 */
/* How does a change look as a document, and which commit of it is meant? See change.h. */
#include "core/change.h"

#include <string.h>

#include "base/encoding.h"
#include "base/text.h"

static const char *const merge_names[] = {"none", "trivial",    "clean",   "resolved",
					  "evil", "unverified", "octopus", NULL};
const char *const signature_names[] = {"verified", "unlisted", "bad", "openpgp", "x509", NULL};
const char *const opaque_names[] = {"binary",    "lfs",    "oversized", "vendored",
				    "generated", "hidden", NULL};
static const char *const request_names[] = {"direct", "merge", NULL};
const char *const range_names[] = {"undeclared", "first",    "same",    "forward",
				   "backward",   "diverged", "request", NULL};

static const char *
object_id_problem(const char *text)
{
	return text_is_hex(text, 40) ? NULL : "not an object id of 40 lower-case hex digits";
}

static const char *
digest_problem(const char *text)
{
	return text_is_hex(text, 64) ? NULL : "not a SHA-256 of 64 lower-case hex digits";
}

#define ID_ROW(struct_name, member, json, ...) \
	FIELD_ROW(struct_name, member, json, FIELD_TEXT, .problem = object_id_problem, __VA_ARGS__)
#define COUNT_ROW(struct_name, member, json, ...) \
	FIELD_ROW(struct_name, member, json, FIELD_INTEGER, .maximum = LIMIT_INTEGER, __VA_ARGS__)

static const struct field key_rows[] = {
	FIELD_ROW(key, repository, "repository", FIELD_TEXT, .meaning = "as the policy names it"),
	FIELD_ROW(key, service, "service", FIELD_TEXT, .meaning = "default, if there is only one"),
	FIELD_ROW(key, environment, "environment", FIELD_TEXT, .meaning = "where it is deployed"),
};
const struct fields key_fields = {"key", sizeof(struct key), FIELDS_OF(key_rows),
				  "Whose records form one chain."};

static const struct field trailer_rows[] = {
	FIELD_ROW(trailer, key, "key", FIELD_TEXT, .meaning = "as written, such as Reviewed-by"),
	FIELD_ROW(trailer, value, "value", FIELD_TEXT, .meaning = "on one line"),
};
static const struct fields trailer_fields = {"trailer", sizeof(struct trailer),
					     FIELDS_OF(trailer_rows),
					     "A line at the end of a commit message."};

static const struct field signature_rows[] = {
	FIELD_ROW(signature, state, "state", FIELD_CHOICE, .choices = signature_names,
		  .meaning = "whether it was verified, and by whose key"),
	FIELD_ROW(signature, fingerprint, "fingerprint", FIELD_TEXT, .optional = true,
		  .meaning = "of the key, as ssh-keygen -lf shows it"),
	FIELD_ROW(signature, signer, "signer", FIELD_OPTIONAL, .of = &person_fields,
		  .optional = true, .meaning = "whose key it is, by the allowed signers"),
	FIELD_ROW(signature, why, "why", FIELD_TEXT, .optional = true,
		  .meaning = "why it is not verified"),
};
const struct fields signature_fields = {"signature", sizeof(struct signature),
					FIELDS_OF(signature_rows),
					"A signature under a commit or a tag."};

static const struct field commit_rows[] = {
	ID_ROW(commit, id, "id", .meaning = "the commit"),
	ID_ROW(commit, tree, "tree", .meaning = "its content"),
	FIELD_ROW(commit, parents, "parents", FIELD_TEXTS, .problem = object_id_problem,
		  .meaning = "in its own order"),
	FIELD_ROW(commit, author, "author", FIELD_OBJECT, .of = &person_fields,
		  .meaning = "who wrote it, as the commit claims"),
	FIELD_ROW(commit, committer, "committer", FIELD_OBJECT, .of = &person_fields,
		  .meaning = "who made the commit, as it claims"),
	FIELD_ROW(commit, subject, "subject", FIELD_TEXT,
		  .meaning = "first paragraph of the message"),
	COUNT_ROW(commit, trailer_count, "trailerCount",
		  .meaning = "equals the length of trailers"),
	FIELD_ROW(commit, co_authors, "coAuthors", FIELD_OBJECTS, .of = &person_fields,
		  .optional = true, .meaning = "one for each Co-authored-by trailer"),
	FIELD_ROW(commit, trailers, "trailers", FIELD_OBJECTS, .of = &trailer_fields,
		  .meaning = "by git's own rules"),
	FIELD_ROW(commit, merge, "merge", FIELD_CHOICE, .choices = merge_names,
		  .meaning = "what is known of the content that it adds by being a merge"),
	FIELD_ROW(commit, merge_paths, "mergePaths", FIELD_TEXTS, .optional = true,
		  .meaning = "of a resolved or evil merge: at most ten of the paths"),
	FIELD_ROW(commit, merge_why, "mergeWhy", FIELD_TEXT, .optional = true,
		  .meaning = "why an unverified merge was not recomputed"),
	FIELD_ROW(commit, is_signed, "signed", FIELD_BOOLEAN,
		  .meaning = "whether there is a signature"),
	FIELD_ROW(commit, signature, "signature", FIELD_OPTIONAL, .of = &signature_fields,
		  .optional = true, .meaning = "absent if it has none"),
};
static const struct fields commit_fields = {"commit", sizeof(struct commit), FIELDS_OF(commit_rows),
					    "One commit of the range."};

static const struct field change_request_rows[] = {
	FIELD_ROW(change_request, kind, "kind", FIELD_CHOICE, .choices = request_names,
		  .meaning = "by the number of parents, never by the message"),
	ID_ROW(change_request, commit, "commit", .meaning = "the first-parent commit"),
	ID_ROW(change_request, head, "head",
	       .meaning = "the second parent; of a direct commit the commit itself"),
	FIELD_ROW(change_request, title, "title", FIELD_TEXT, .meaning = "the commit's subject"),
	FIELD_ROW(change_request, commits, "commits", FIELD_TEXTS, .problem = object_id_problem,
		  .meaning = "all that it brought, itself included, oldest first"),
	FIELD_ROW(change_request, paths_known, "pathsKnown", FIELD_BOOLEAN,
		  .meaning = "asked for, and not too many"),
	COUNT_ROW(change_request, path_count, "pathCount", .meaning = "equals the length of paths"),
	FIELD_ROW(change_request, paths, "paths", FIELD_TEXTS,
		  .meaning = "changed between the first parent and the commit"),
	COUNT_ROW(change_request, gate_count, "gateCount", .meaning = "equals the length of gate"),
	FIELD_ROW(change_request, gate, "gate", FIELD_TEXTS,
		  .meaning = "the gate's own files that it changes"),
	FIELD_ROW(change_request, inherits, "inherits", FIELD_OPTIONAL, .of = &inheritance_fields,
		  .optional = true, .meaning = "of what was judged before, where the policy asks"),
	FIELD_ROW(change_request, moves, "moves", FIELD_OPTIONAL, .of = &digest_moves_fields,
		  .optional = true, .meaning = "of digests of artefacts, where the policy asks"),
};
static const struct fields change_request_fields = {
	"changeRequest", sizeof(struct change_request), FIELDS_OF(change_request_rows),
	"A first-parent commit of the range, and what it brought."};

static const struct field submodule_change_rows[] = {
	FIELD_ROW(submodule_change, path, "path", FIELD_TEXT, .meaning = "of the submodule"),
	ID_ROW(submodule_change, from, "from", .optional = true, .meaning = "absent if new"),
	ID_ROW(submodule_change, to, "to", .optional = true, .meaning = "absent if removed"),
};
static const struct fields submodule_change_fields = {
	"submoduleChange", sizeof(struct submodule_change), FIELDS_OF(submodule_change_rows),
	"A submodule that is at another commit than before."};

static const struct field range_rows[] = {
	FIELD_ROW(range, kind, "kind", FIELD_CHOICE, .choices = range_names,
		  .meaning = "how the deployed commit relates to the one in place"),
	ID_ROW(range, previous, "previous", .optional = true, .meaning = "the commit in place"),
	FIELD_ROW(range, record, "record", FIELD_TEXT, .optional = true, .problem = digest_problem,
		  .meaning = "payload digest of the record in place"),
	COUNT_ROW(range, commit_count, "commitCount", .meaning = "equals the length of commits"),
	COUNT_ROW(range, request_count, "requestCount",
		  .meaning = "equals the length of changeRequests"),
	COUNT_ROW(range, submodule_count, "submoduleCount",
		  .meaning = "equals the length of submodules"),
};
static const struct fields range_fields = {"range", sizeof(struct range), FIELDS_OF(range_rows),
					   "From the commit in place to the deployed one."};

static const struct field opaque_change_rows[] = {
	ID_ROW(opaque_change, commit, "commit", .meaning = "of the change request"),
	FIELD_ROW(opaque_change, path, "path", FIELD_TEXT, .meaning = "the file"),
	FIELD_ROW(opaque_change, kind, "kind", FIELD_CHOICE, .choices = opaque_names,
		  .meaning = "why a diff does not show it"),
	FIELD_ROW(opaque_change, hidden_by_range, "hiddenByRange", FIELD_BOOLEAN,
		  .meaning = "attributes that the range changes hide it"),
};
static const struct fields opaque_change_fields = {
	"opaqueChange", sizeof(struct opaque_change), FIELDS_OF(opaque_change_rows),
	"A changed file that a reviewer of a diff cannot see, or is not shown."};

static const struct field opaque_rows[] = {
	FIELD_ROW(opaque_changes, availability, "availability", FIELD_OBJECT,
		  .of = &availability_fields, .meaning = "whether content could be read"),
	COUNT_ROW(opaque_changes, count, "count", .meaning = "equals the length of all"),
	FIELD_ROW(opaque_changes, all, "all", FIELD_OBJECTS, .of = &opaque_change_fields,
		  .meaning = "by change request, then by path"),
};
static const struct fields opaque_fields = {"opaqueChanges", sizeof(struct opaque_changes),
					    FIELDS_OF(opaque_rows),
					    "What reviewers do not see in diffs."};

static const struct field clone_rows[] = {
	FIELD_ROW(clone_facts, availability, "availability", FIELD_OBJECT,
		  .of = &availability_fields, .meaning = "whether the clone was looked through"),
	COUNT_ROW(clone_facts, count, "count", .meaning = "equals the length of altered"),
	FIELD_ROW(clone_facts, altered, "altered", FIELD_TEXTS,
		  .meaning = "what makes git see another history than the objects tell"),
};
static const struct fields clone_fields = {"clone", sizeof(struct clone_facts),
					   FIELDS_OF(clone_rows),
					   "Whether the clone shows the history that it has."};

static const struct field change_rows[] = {
	FIELD_ROW(change, key, "key", FIELD_OBJECT, .of = &key_fields, .meaning = "whose chain"),
	ID_ROW(change, head, "head", .meaning = "the deployed commit"),
	ID_ROW(change, tree, "tree", .meaning = "its content"),
	FIELD_ROW(change, range, "range", FIELD_OBJECT, .of = &range_fields,
		  .meaning = "since the last deploy"),
	FIELD_ROW(change, commits, "commits", FIELD_OBJECTS, .of = &commit_fields,
		  .meaning = "newest first, parents after children"),
	FIELD_ROW(change, boundary, "boundary", FIELD_TEXTS, .problem = object_id_problem,
		  .meaning = "parents of commits that are outside the range"),
	FIELD_ROW(change, requests, "changeRequests", FIELD_OBJECTS, .of = &change_request_fields,
		  .meaning = "oldest first; each commit is in exactly one"),
	FIELD_ROW(change, submodules, "submodules", FIELD_OBJECTS, .of = &submodule_change_fields,
		  .meaning = "that differ"),
	FIELD_ROW(change, opaque, "opaque", FIELD_OBJECT, .of = &opaque_fields,
		  .meaning = "changed files that diffs do not show"),
	FIELD_ROW(change, clone, "clone", FIELD_OBJECT, .of = &clone_fields,
		  .meaning = "whether something in the clone alters history"),
};
const struct fields change_fields = {"change", sizeof(struct change), FIELDS_OF(change_rows),
				     "What a deploy would bring."};

bool
key_equal(const struct key *a, const struct key *b)
{
	return text_equal(a->repository, b->repository) && text_equal(a->service, b->service) &&
	       text_equal(a->environment, b->environment);
}

int64_t
change_find_commit(const struct change *change, const char *id)
{
	for (size_t i = 0; i < change->commits.count; i++)
		if (text_equal(change->commits.at[i].id, id))
			return (int64_t)i;
	return -1;
}
