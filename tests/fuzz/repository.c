/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can a hostile repository do to those who collect facts from it? All that `collect` asks of
 * git is asked of a repository that the input describes (repository_script.h). What is answered
 * hangs together, can be written and read, is the same again, and does not hang on grafts, replace
 * refs or commit-graphs.
 */
#include "tests/fuzz/repository_disk.h"
#include "tests/fuzz/repository_mutator.h"

#include "checks/table.h"
#include "cmd/gather_people.h"
#include "core/consistency.h"
#include "core/evaluate.h"
#include "integrations/git_carried.h"
#include "integrations/git_contents.h"
#include "integrations/git_history.h"
#include "integrations/git_library.h"
#include "integrations/git_paths.h"
#include "integrations/plain_git.h"
#include "integrations/work_tree.h"

enum { MOST_ASKED = 3 };

#define SIGNERS ".changegate/allowed_signers"
#define DIGEST "0000000000000000000000000000000000000000000000000000000000000000"

static const char policy_text[] =
	"version: 1\n"
	"extends: starter@1\n"
	"repository: example.org/acme/pay\n"
	"branches: [main]\n"
	"tickets: { projects: [PAY] }\n"
	"tests: { required: [{ junit: 'build/*.xml' }] }\n"
	"services: { pay: { paths: ['src/**'] }, web: { paths: ['web/**', '**/*.c'] } }\n"
	"environments: { staging: {} }\n"
	"identities: [{ addresses: [alice@example.org, al@home.example] }]\n"
	"allowed_signers: " SIGNERS "\n"
	"ledger: { store: 'dir:ledger' }\n";

/* Read once, and kept. */
static const struct policy *
the_policy(const char **effective)
{
	static struct arena arena;
	static struct policy policy;
	static const char *bytes;
	struct source_text source = {"policy", policy_text, sizeof(policy_text) - 1};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct error err = {0};

	if (!bytes) {
		if (!policy_read(&arena, &source, &policy, &err)) {
			fprintf(stderr, "%s\n", err.message);
			abort();
		}
		policy_write(&out, &policy);
		bytes = arena_text(&arena, out.bytes);
	}
	*effective = bytes;
	return &policy;
}

/* ---- what collect asks ---- */

struct run {
	struct arena arena;
	struct world world;
	struct evidence evidence;
	struct placed in_place;
};

static void
run_release(struct run *run)
{
	git_close(&run->world.git);
	arena_release(&run->arena);
}

static bool
run_begin(struct run *run, const char *root, const struct asked *asked, struct error *err)
{
	struct world *world = &run->world;
	struct evidence *evidence = &run->evidence;
	const char *bytes;

	world->arena = &run->arena;
	world->root = root;
	world->policy = *the_policy(&bytes);
	evidence->schema = EVIDENCE_SCHEMA;
	evidence->record_id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
	evidence->now = (struct now){1800000000, "system-clock"};
	evidence->change.key = (struct key){world->policy.repository, "pay", "staging"};
	evidence->change.head = asked->head;
	evidence->invocation.provider = "local";
	evidence->ledger.origin = "example.org/ledger";
	evidence->ledger.root = DIGEST;
	evidence->policy.bytes = bytes;
	evidence->policy.digest = sha256_hex(&run->arena, bytes, strlen(bytes));
	evidence->policy.source = (struct policy_source){
		.kind = POLICY_FROM_FILE, .path = ".changegate.yml", .sha256 = DIGEST};
	run->in_place = (struct placed){.record = DIGEST,
					.record_id = evidence->record_id,
					.kind = "deployment",
					.commit = asked->in_place};
	if (asked->in_place)
		evidence->ledger.in_place = &run->in_place;
	world->policy_facts.source =
		(struct policy_source){.kind = POLICY_FROM_REF, .path = ".changegate.yml"};
	return git_open(root, &world->git, err);
}

/* Branches and names; not to be found is an answer. */
static bool
ask_refs(struct run *run, const char *head, struct error *err)
{
	struct world *world = &run->world;
	struct branches branches = {0};
	struct error other = {0};
	struct branch branch;
	char commit[41];

	if (!git_protected_ref(&run->arena, world->git, NULL, NULL, &world->protected_ref, &other))
		require_refusal(&other);
	if (!git_ref(&run->arena, world->git, "HEAD", &branch, &other))
		require_refusal(&other);
	if (git_resolve(world->git, "main", commit, &other))
		REQUIRE(text_is_hex(commit, 40));
	(void)git_is_empty(world->git);
	if (!git_branches(&run->arena, world->git, &branches, err))
		return false;
	for (size_t i = 0; i < branches.count; i++) {
		struct branch *at = &branches.at[i];
		bool contains = false;

		REQUIRE(text_is_hex(at->commit, 40) && at->name && at->ref);
		if (history_contains(world->git, at->commit, head, &contains, &other))
			*LIST_ADD(&run->arena, &run->evidence.environment.refs) =
				(struct ref_fact){at->name, at->ref, at->commit, contains};
		else
			require_refusal(&other);
	}
	return true;
}

/* A repository without a file of signers should not end here. */
static bool
ask_people(struct run *run, const char *in_place, struct who *who, struct error *err)
{
	const struct policy with = run->world.policy;
	struct error other = {0};

	if (gather_people(&run->world, in_place, in_place ? &with : NULL, &run->evidence, who,
			  &other))
		return true;
	require_refusal(&other);
	who_release(who);
	*who = (struct who){0};
	run->evidence.sources.count = 0;
	run->evidence.sources.at = NULL;
	run->world.policy.allowed_signers = NULL;
	return gather_people(&run->world, in_place, in_place ? &run->world.policy : NULL,
			     &run->evidence, who, err);
}

static bool
ask_history(struct run *run, const struct asked *asked, const struct who *who, struct error *err)
{
	struct evidence *evidence = &run->evidence;
	struct git *git = run->world.git;
	const struct policy *policy = &run->world.policy;

	if (!history_read(&run->arena, git, asked->head, asked->in_place, &who->people,
			  &who->signing, &evidence->change, err) ||
	    !contents_merges(&run->arena, git, &evidence->change, err) ||
	    !contents_gate(&run->arena, git, policy, policy, &evidence->change, err))
		return false;
	contents_opaque(&run->arena, git, &evidence->change);
	if (asked->in_place)
		evidence->change.range.record = DIGEST;
	if (!history_paths(&run->arena, git, &evidence->change, err))
		return false;
	contents_clone(&run->arena, git, &evidence->change);
	plain_git_tickets(&run->arena, &evidence->change, &run->world.policy.tickets,
			  &evidence->tickets);
	return true;
}

static void
require_carried(const struct carried_list *carried)
{
	for (size_t i = 0; i < carried->all.count; i++) {
		const struct carried *one = &carried->all.at[i];
		bool spent = one->content == CONTENT_SPENT;

		REQUIRE(one->content == CONTENT_SQUASHED || one->content == CONTENT_REBASED ||
			one->content == CONTENT_DIFFERS || spent);
		REQUIRE(spent || (one->behind != NULL) == (one->content != CONTENT_DIFFERS));
		REQUIRE(text_is_hex(one->commit, 40) && text_is_hex(one->tag->head, 40));
		REQUIRE(spent || !text_equal(one->commit, one->tag->head));
	}
}

static bool
ask_reviews(struct run *run, const struct who *who, struct error *err)
{
	struct evidence *evidence = &run->evidence;
	struct approving_tags tags = {0};
	struct carried_list carried = {0};

	if (!git_approving_tags(&run->arena, run->world.git, &who->signing, &tags, err))
		return false;
	for (size_t i = 0; i < tags.all.count; i++)
		REQUIRE(text_is_hex(tags.all.at[i].id, 40) && text_is_hex(tags.all.at[i].head, 40));
	git_carried(&run->arena, run->world.git, &evidence->change, &tags, &who->signing, &carried);
	require_carried(&carried);
	plain_git_reviews(&run->arena, &evidence->change, &run->world.policy.approval.trailers,
			  &who->people, &tags, &carried, &evidence->reviews);
	return true;
}

static bool
ask(struct run *run, const char *root, const struct asked *asked, struct error *err)
{
	struct who who RELEASED_BY(who_release) = {0};
	struct texts none = {0};

	if (!run_begin(run, root, asked, err) || !ask_refs(run, asked->head, err) ||
	    !world_policy_digest_at(&run->world, asked->head, &run->evidence.policy.head_digest,
				    err) ||
	    !ask_people(run, asked->in_place, &who, err) || !ask_history(run, asked, &who, err) ||
	    !ask_reviews(run, &who, err))
		return false;
	run->evidence.tests.availability.state = KNOWN;
	work_tree_compare(&run->arena, run->world.git, asked->head, &none, &none,
			  &run->evidence.tests.work_tree);
	return true;
}

/* ---- what must hold of the answers ---- */

static void
require_id(const char *id)
{
	REQUIRE(id && text_is_hex(id, 40));
}

static void
require_ids(const struct texts *ids)
{
	for (size_t i = 0; i < ids->count; i++)
		require_id(ids->at[i]);
}

static void
require_commit(const struct commit *commit)
{
	bool recomputed = commit->merge == MERGE_TRIVIAL || commit->merge == MERGE_CLEAN ||
			  commit->merge == MERGE_RESOLVED || commit->merge == MERGE_EVIL;
	bool has_paths = commit->merge == MERGE_RESOLVED || commit->merge == MERGE_EVIL;

	require_id(commit->id);
	require_id(commit->tree);
	require_ids(&commit->parents);
	REQUIRE(!recomputed || commit->parents.count == 2);
	REQUIRE(has_paths == (commit->merge_paths.count > 0));
	REQUIRE(commit->merge_paths.count <= LIMIT_MERGE_PATHS);
	REQUIRE((commit->merge_why != NULL) == (commit->merge == MERGE_UNVERIFIED));
	REQUIRE(!commit->signature || (commit->signature->state == SIGNATURE_VERIFIED) ==
					      (commit->signature->signer != NULL));
}

static void
require_change(const struct change *change)
{
	require_id(change->head);
	require_id(change->tree);
	require_ids(&change->boundary);
	for (size_t i = 0; i < change->commits.count; i++)
		require_commit(&change->commits.at[i]);
	for (size_t i = 0; i < change->requests.count; i++) {
		const struct change_request *request = &change->requests.at[i];

		require_id(request->commit);
		require_id(request->head);
		require_ids(&request->commits);
		REQUIRE(!request->paths_known || request->paths.count <= LIMIT_PATHS);
	}
	for (size_t i = 0; i < change->submodules.count; i++) {
		const struct submodule_change *submodule = &change->submodules.at[i];

		REQUIRE(submodule->from || submodule->to);
		REQUIRE(!submodule->from || text_is_hex(submodule->from, 40));
		REQUIRE(!submodule->to || text_is_hex(submodule->to, 40));
	}
	for (size_t i = 0; i < change->opaque.all.count; i++)
		require_id(change->opaque.all.at[i].commit);
}

static void
require_consistent(struct run *run)
{
	const char *problem = change_inconsistency(&run->arena, &run->evidence);

	if (!problem)
		return;
	fprintf(stderr, "%s..%s: %s\n", run->in_place.commit ? run->in_place.commit : "(nothing)",
		run->evidence.change.head, problem);
	abort();
}

static void
require_judgement(struct run *run, const struct evidence *evidence)
{
	struct evaluation evaluation;

	evaluate(&run->arena, check_table, &run->world.policy, evidence, &evaluation);
	REQUIRE(evaluation.findings.count > 0);
	/* Without reports, and without a ledger's promise, nothing may go ahead. */
	REQUIRE(evaluation.result != RESULT_ALLOWED);
}

static void
require_sound(struct run *run)
{
	struct buffer whole RELEASED_BY(buffer_release) = {0};
	struct buffer again RELEASED_BY(buffer_release) = {0};
	struct evidence read;
	struct error err = {0};

	require_change(&run->evidence.change);
	require_consistent(run);
	evidence_write(&whole, &run->evidence);
	if (!evidence_parse(&run->arena, whole.bytes, whole.length, &read, &err)) {
		fprintf(stderr, "%s\n%s\n", err.message, whole.bytes);
		abort();
	}
	evidence_write(&again, &read);
	REQUIRE_SAME(&whole, &again);
	require_judgement(run, &read);
}

/* The document without what is said of the clone, or the words of the refusal. */
static void
collect(const char *root, const struct asked *asked, bool again, struct buffer *written)
{
	struct run run RELEASED_BY(run_release) = {0};
	struct error err = {0};

	if (ask(&run, root, asked, &err)) {
		if (!again)
			require_sound(&run);
		run.evidence.change.clone = (struct clone_facts){0};
		evidence_write(written, &run.evidence);
	} else {
		require_refusal(&err);
		buffer_add_text(written, err.message);
	}
}

/* ---- the whole ---- */

static void
release_place(struct place_on_disk *place)
{
	disk_clear(place);
}

/* Files that nothing else leads to. */
static bool
has_lies(const struct script *script)
{
	bool found = false;

	for (size_t i = 0; i < script->files.count; i++) {
		const struct made_file *file = &script->files.at[i];

		if (file->link || text_equal(file->path, "config") ||
		    text_equal(file->path, "commondir"))
			return false;
		found = found || is_lie(file->path);
	}
	return found;
}

static void
collect_from(const struct script *script, bool again, struct buffer *answers)
{
	struct place_on_disk place RELEASED_BY(release_place) = {.arena = script->arena};

	write_repository(&place, script, !again || !has_lies(script));
	for (size_t i = 0; i < script->asked.count && i < MOST_ASKED; i++)
		collect(place.root, &script->asked.at[i], again, &answers[i]);
}

/* Where nothing is asked: the last commit over the first, and the other way round. */
static void
complete(struct script *script)
{
	const char *first = NULL, *last = NULL;

	for (size_t i = 0; i < script->objects.count; i++) {
		const struct made_object *object = &script->objects.at[i];

		if (!text_equal(object->kind, "commit"))
			continue;
		last = script_hex(script, object->label);
		first = first ? first : last;
	}
	if (script->asked.count || !first)
		return;
	*LIST_ADD(script->arena, &script->asked) = (struct asked){last, first};
	*LIST_ADD(script->arena, &script->asked) = (struct asked){first, last};
	*LIST_ADD(script->arena, &script->asked) = (struct asked){last, NULL};
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static bool begun;
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct script script = {.arena = &arena};
	struct buffer answers[2][MOST_ASKED] = {0};
	bool again;
	struct error err = {0};

	if (!begun) /* and kept, so that it is not begun anew for each repository */
		begun = git_library_begin(&err);
	script_read(&script, (const char *)bytes, length);
	complete(&script);
	collect_from(&script, false, answers[0]);
	again = has_lies(&script) || length % 8 == 0;
	if (again) /* without them */
		collect_from(&script, true, answers[1]);
	for (size_t i = 0; i < MOST_ASKED; i++) {
		if (again)
			REQUIRE_SAME(&answers[0][i], &answers[1][i]);
		buffer_release(&answers[0][i]);
		buffer_release(&answers[1][i]);
	}
	return 0;
}

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION /* only libFuzzer asks */
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t length, size_t limit);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t limit, unsigned seed);

size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t limit, unsigned seed)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer changed RELEASED_BY(buffer_release) = {0};

	if (seed % 2)
		repository_mutate(&arena, (const char *)bytes, length, seed * 2654435761u,
				  &changed);
	if (!changed.length || changed.length > limit)
		return LLVMFuzzerMutate(bytes, length, limit);
	memcpy(bytes, changed.bytes, changed.length);
	return changed.length;
}
#endif
