/* SPDX-License-Identifier: Apache-2.0 */
/* Does the tree of a commit follow from the commits that it joins? See git_merge.h. */
#include "integrations/git_merge.h"

#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_abreast.h"
#include "integrations/git_merge_base.h"
#include "integrations/git_merge_file.h"
#include "integrations/git_merge_tree.h"
#include "integrations/git_renames.h"

/* Merges of merge bases, and of theirs, for one question. */
#define MOST_BASE_MERGES (4 * LIMIT_MERGE_BASES)
#define MOST_NESTED_BASES 16

struct question {
	struct arena *arena;  /* of the answer */
	struct arena scratch; /* of the question */
	struct merging merging;
	unsigned base_merges, nested;
	struct merge_answer *answer;
	struct error *err;
};

static void
question_release(struct question *question)
{
	merging_release(&question->merging);
	arena_release(&question->scratch);
}

/* ---- what is expected, against what is there ---- */

struct judging {
	struct tree_visitor visitor;
	struct question *question;
	const struct merged_files *merged;
	struct relocations *relocations;
	size_t next; /* of merged->files: both come in the same order */
	struct texts differs, conflicts;
	bool failed;
};

static void
note_path(struct judging *judging, struct texts *paths, const char *path, size_t length)
{
	struct arena *arena = judging->question->arena;

	if (paths->count < LIMIT_MERGE_PATHS)
		texts_add(arena, paths,
			  text_from_foreign(arena, path, length, LIMIT_SUBJECT_BYTES));
}

static const struct merged_file *
find_merged(struct judging *judging, const char *path)
{
	size_t count = judging->merged->files.count;

	for (size_t i = 0; i < count; i++) {
		const struct merged_file *file =
			&judging->merged->files.at[(judging->next + i) % count];

		if (!text_equal(file->path, path))
			continue;
		judging->next = (judging->next + i) % count;
		return file;
	}
	return NULL;
}

/* Is it what another way of merging the lines gives? */
static bool
is_other_merge(struct judging *judging, const char *path, const struct tree_entry *expected,
	       const struct tree_entry *there, bool *is)
{
	const struct merged_file *file = find_merged(judging, path);
	struct question *question = judging->question;
	struct object_id id;

	*is = false;
	if (!file || !there || there->kind != expected->kind)
		return true;
	for (int how = 0; how < TEXT_MERGES && !*is; how++) {
		bool clean;

		if (!merge_file(&question->merging, file, how, false, &id, &clean, question->err))
			return false;
		*is = clean && object_id_equal(&id, &there->id);
	}
	return true;
}

/* A folder gave way to a file, or should have: part of that choice. */
static bool
is_in_clash(const struct judging *judging, const char *path)
{
	for (size_t i = 0; i < judging->merged->clashes.count; i++)
		if (text_starts_with(path, judging->merged->clashes.at[i]))
			return true;
	return false;
}

/* Went a file along with its folder? */
static bool
is_relocated(const struct judging *judging, const char *path, const struct tree_entry *expected,
	     const struct tree_entry *there)
{
	for (size_t i = 0; i < judging->relocations->all.count; i++) {
		struct relocation *file = &judging->relocations->all.at[i];

		if (expected && !there && text_equal(file->from, path) &&
		    entries_are_same(expected, &file->entry))
			return file->gone = true;
		if (!expected && there && text_equal(file->to, path) &&
		    entries_are_same(there, &file->entry))
			return file->arrived = true;
	}
	return false;
}

static void
note_strays(struct judging *judging)
{
	for (size_t i = 0; i < judging->relocations->all.count; i++) {
		const struct relocation *file = &judging->relocations->all.at[i];
		const char *path = file->gone ? file->from : file->to;

		if (file->gone != file->arrived)
			note_path(judging, &judging->differs, path, strlen(path));
	}
}

static bool
judge_path(struct tree_visitor *visitor, const char *path, size_t length,
	   const struct tree_entry *expected, const struct tree_entry *there)
{
	struct judging *judging = (struct judging *)visitor;
	bool is_same = false;

	if (entry_is_conflict(expected) || (!there && is_in_clash(judging, path))) {
		note_path(judging, &judging->conflicts, path, length);
		return true;
	}
	if (is_relocated(judging, path, expected, there))
		return true;
	judging->failed = expected && !is_other_merge(judging, path, expected, there, &is_same);
	if (!is_same)
		note_path(judging, &judging->differs, path, length);
	return !judging->failed && judging->differs.count < LIMIT_MERGE_PATHS;
}

static bool
judge(struct question *question, const struct object_id *expected,
      const struct merged_files *merged, struct relocations *relocations,
      const struct object_id *there)
{
	struct judging judging = {.visitor.differs = judge_path,
				  .question = question,
				  .merged = merged,
				  .relocations = relocations};
	struct merge_answer *answer = question->answer;

	if (!abreast_compare(&question->merging, expected, there, &judging.visitor,
			     question->err) ||
	    judging.failed)
		return false;
	note_strays(&judging);
	answer->outcome = judging.differs.count     ? MERGE_OUTCOME_DIFFERS
			  : judging.conflicts.count ? MERGE_OUTCOME_CONFLICT
						    : MERGE_OUTCOME_SAME;
	answer->paths = judging.differs.count ? judging.differs : judging.conflicts;
	return true;
}

static bool
merge_and_judge(struct question *question, const struct three_trees *trees,
		struct relocations *relocations, const struct object_id *there,
		bool *any_removed_twice)
{
	struct merged_files merged = {0};
	struct object_id expected;

	if (!merge_trees(&question->scratch, &question->merging, trees, false, &merged, &expected,
			 question->err))
		return false;
	*any_removed_twice = merged.any_removed_twice;
	return judge(question, &expected, &merged, relocations, there);
}

/*
 * Renames are looked for where a merge of paths does not explain everything, or where the sides may
 * have moved one file to two places.
 */
static bool
answer_trees(struct question *question, const struct three_trees *trees,
	     const struct object_id *there)
{
	struct object_id moved[3];
	const struct three_trees followed = {&moved[0], &moved[1], &moved[2]};
	struct relocations relocations = {0};
	bool any = false, any_removed_twice;

	if (!merge_and_judge(question, trees, &relocations, there, &any_removed_twice))
		return false;
	if (question->answer->outcome == MERGE_OUTCOME_SAME && !any_removed_twice)
		return true;
	if (!renames_follow(&question->scratch, &question->merging, trees, moved, &any,
			    &relocations, question->err))
		return false;
	if (!any && !relocations.all.count)
		return true;
	return merge_and_judge(question, any ? &followed : trees, &relocations, there,
			       &any_removed_twice);
}

/* ---- the merge base ---- */

static bool base_of(struct question *question, uint32_t one, const uint32_t *others,
		    uint32_t other_count, struct object_id *tree, bool *any);

static bool
merge_two_bases(struct question *question, const struct three_trees *trees,
		struct object_id *merged)
{
	struct object_id moved[3], result;
	const struct three_trees followed = {&moved[0], &moved[1], &moved[2]};
	struct merged_files files = {0};
	struct relocations unused = {0};
	bool any = false;

	if (!merge_trees(&question->scratch, &question->merging, trees, true, &files, &result,
			 question->err))
		return false;
	if (files.any_conflict && !renames_follow(&question->scratch, &question->merging, trees,
						  moved, &any, &unused, question->err))
		return false;
	if (any && !merge_trees(&question->scratch, &question->merging, &followed, true, &files,
				&result, question->err))
		return false;
	*merged = result;
	return true;
}

/* All of them merged, one after the other; where they conflict, so will whoever builds on them. */
static bool
merge_all(struct question *question, const struct merge_bases *bases, struct object_id *tree)
{
	const struct graph *graph = question->merging.git->graph;
	struct object_id merged = graph->nodes[bases->at[0]].tree, base, theirs;
	bool any;

	for (uint32_t i = 1; i < bases->count; i++) {
		struct three_trees trees = {&base, &merged, &theirs};

		theirs = graph->nodes[bases->at[i]].tree;
		if (++question->base_merges > MOST_BASE_MERGES)
			return fail(question->err, ERROR_UNAVAILABLE,
				    "more than %d merges of merge bases", MOST_BASE_MERGES);
		if (!base_of(question, bases->at[i], bases->at, i, &base, &any))
			return false;
		trees.base = any ? &base : NULL;
		if (!merge_two_bases(question, &trees, &merged))
			return false;
	}
	*tree = merged;
	return true;
}

static bool
base_of(struct question *question, uint32_t one, const uint32_t *others, uint32_t other_count,
	struct object_id *tree, bool *any)
{
	struct merging *merging = &question->merging;
	struct merge_bases bases;
	bool good;

	if (!merge_bases(merging->git, one, others, other_count, &bases, &merging->effort.commits,
			 question->err))
		return false;
	*any = bases.count > 0;
	if (!*any)
		return true;
	if (++question->nested > MOST_NESTED_BASES)
		return fail(question->err, ERROR_UNAVAILABLE,
			    "merge bases of merge bases, more than %d times", MOST_NESTED_BASES);
	good = merge_all(question, &bases, tree);
	question->nested--;
	return good;
}

static bool
answer_commits(struct question *question, uint32_t ours, uint32_t theirs,
	       const struct object_id *there)
{
	const struct graph *graph = question->merging.git->graph;
	struct object_id base, ours_tree = graph->nodes[ours].tree,
			       theirs_tree = graph->nodes[theirs].tree;
	struct three_trees trees = {&base, &ours_tree, &theirs_tree};
	bool any;

	if (!base_of(question, ours, &theirs, 1, &base, &any))
		return false;
	trees.base = any ? &base : NULL;
	return answer_trees(question, &trees, there);
}

/* ---- the questions ---- */

static bool
open_parents(struct question *question, uint32_t node, uint32_t wanted, uint32_t *parents)
{
	struct git *git = question->merging.git;
	uint32_t count = git->graph->nodes[node].parent_count;

	if (count != wanted)
		return fail(question->err, ERROR_UNAVAILABLE, "a commit with %u parents, not %u",
			    count, wanted);
	for (uint32_t i = 0; i < count; i++) {
		parents[i] = git->graph->parents[git->graph->nodes[node].parents + i];
		if (!graph_read(git, parents[i], false, question->err))
			return fail_as(question->err, ERROR_UNAVAILABLE);
	}
	return true;
}

static bool
ask_merge(struct question *question, const char *const *commits)
{
	struct git *git = question->merging.git;
	uint32_t node, parents[2];
	struct object_id there;

	if (!graph_open(git, commits[0], &node, question->err) ||
	    !open_parents(question, node, 2, parents))
		return false;
	there = git->graph->nodes[node].tree;
	return answer_commits(question, parents[0], parents[1], &there);
}

static bool
ask_squash(struct question *question, const char *const *commits)
{
	struct git *git = question->merging.git;
	uint32_t node, parent, theirs;
	struct object_id there;

	if (!graph_open(git, commits[0], &node, question->err) ||
	    !graph_open(git, commits[1], &theirs, question->err) ||
	    !open_parents(question, node, 1, &parent))
		return false;
	there = git->graph->nodes[node].tree;
	return answer_commits(question, parent, theirs, &there);
}

static bool
ask_pick(struct question *question, const char *const *commits)
{
	struct git *git = question->merging.git;
	uint32_t node, parent, theirs, base;
	struct object_id ids[4];
	struct three_trees trees = {&ids[0], &ids[1], &ids[2]};

	if (!graph_open(git, commits[0], &node, question->err) ||
	    !graph_open(git, commits[1], &theirs, question->err) ||
	    !open_parents(question, node, 1, &parent) || !open_parents(question, theirs, 1, &base))
		return false;
	ids[0] = git->graph->nodes[base].tree;
	ids[1] = git->graph->nodes[parent].tree;
	ids[2] = git->graph->nodes[theirs].tree;
	ids[3] = git->graph->nodes[node].tree;
	return answer_trees(question, &trees, &ids[3]);
}

static bool
ask_carry(struct question *question, const char *const *commits)
{
	struct git *git = question->merging.git;
	struct object_id ids[4];
	struct three_trees trees = {&ids[0], &ids[1], &ids[2]};
	uint32_t node;

	for (unsigned i = 0; i < 4; i++) {
		if (!graph_open(git, commits[i], &node, question->err))
			return false;
		ids[i] = git->graph->nodes[node].tree;
	}
	return answer_trees(question, &trees, &ids[3]);
}

/* What keeps us from finding out is an answer; what is wrong with the question is an error. */
static bool
answer(struct arena *arena, struct git *git, bool (*ask)(struct question *, const char *const *),
       const char *const *commits, struct merge_answer *out, struct error *err)
{
	struct merge_answer found = {0};
	struct question question RELEASED_BY(question_release) = {
		.arena = arena, .merging.git = git, .answer = &found, .err = err};

	arena_init(&question.scratch);
	if (!ask(&question, commits)) {
		if (err->code != ERROR_UNAVAILABLE)
			return false;
		found = (struct merge_answer){.outcome = MERGE_OUTCOME_UNKNOWN,
					      .why = arena_text(arena, err->message)};
		*err = (struct error){0};
	}
	found.effort = question.merging.effort;
	*out = found;
	return true;
}

bool
merge_recompute(struct arena *arena, struct git *git, const char *commit, struct merge_answer *out,
		struct error *err)
{
	return answer(arena, git, ask_merge, &commit, out, err);
}

bool
squash_recompute(struct arena *arena, struct git *git, const char *commit, const char *head,
		 struct merge_answer *out, struct error *err)
{
	const char *const commits[] = {commit, head};

	return answer(arena, git, ask_squash, commits, out, err);
}

bool
pick_recompute(struct arena *arena, struct git *git, const char *commit, const char *original,
	       struct merge_answer *out, struct error *err)
{
	const char *const commits[] = {commit, original};

	return answer(arena, git, ask_pick, commits, out, err);
}

bool
carry_recompute(struct arena *arena, struct git *git, const char *from, const char *to,
		const char *onto, const char *result, struct merge_answer *out, struct error *err)
{
	const char *const commits[] = {from, onto, to, result};

	return answer(arena, git, ask_carry, commits, out, err);
}
