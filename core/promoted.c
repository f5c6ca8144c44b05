/* SPDX-License-Identifier: Apache-2.0 */
/* How do moves of digests, and what the ledger has of them, look as a document? See promoted.h. */
#include "core/promoted.h"

#include <string.h>

#include "base/encoding.h"
#include "base/text.h"
#include "core/evidence.h"

static const char *
artifact_problem(const char *text)
{
	return text_starts_with(text, "sha256:") && text_is_hex(text + strlen("sha256:"), 64)
		       ? NULL
		       : "not sha256: and 64 lower-case hex digits";
}

static const struct field digest_move_rows[] = {
	FIELD_ROW(digest_move, path, "path", FIELD_TEXT, .meaning = "the file"),
	FIELD_ROW(digest_move, from, "from", FIELD_TEXT, .problem = artifact_problem,
		  .meaning = "the digest before"),
	FIELD_ROW(digest_move, to, "to", FIELD_TEXT, .problem = artifact_problem,
		  .meaning = "the digest in its place"),
	FIELD_ROW(digest_move, held_at, "heldAt", FIELD_TEXT, .optional = true,
		  .meaning =
			  "newest earlier commit of the branch whose file had that digest, which "
			  "was taken back since; absent if none of the last 10,000 was"),
	FIELD_ROW(digest_move, is_new, "isNew", FIELD_BOOLEAN, .optional = true,
		  .meaning = "these commits were looked through, and none had it"),
};
static const struct fields digest_move_fields = {"digestMove", sizeof(struct digest_move),
						 FIELDS_OF(digest_move_rows),
						 "A digest that takes the place of another one."};

static const struct field digest_moves_rows[] = {
	FIELD_ROW(digest_moves, why, "why", FIELD_TEXT, .optional = true,
		  .meaning = "what it does beside; absent if nothing"),
	FIELD_ROW(digest_moves, move_count, "moveCount", FIELD_INTEGER, .optional = true,
		  .meaning = "equals the length of moves"),
	FIELD_ROW(digest_moves, moves, "moves", FIELD_OBJECTS, .of = &digest_move_fields,
		  .optional = true, .meaning = "each once for a file"),
};
const struct fields digest_moves_fields = {
	"digestMoves", sizeof(struct digest_moves), FIELDS_OF(digest_moves_rows),
	"Whether a change request does nothing but move digests of artefacts."};

static const struct field artifact_record_rows[] = {
	FIELD_ROW(artifact_record, artifact, "artifact", FIELD_TEXT, .problem = artifact_problem,
		  .meaning = "that was asked about"),
	FIELD_ROW(artifact_record, repository, "repository", FIELD_TEXT,
		  .meaning = "whose records were looked through"),
	FIELD_ROW(artifact_record, service, "service", FIELD_TEXT, .meaning = "of these"),
	FIELD_ROW(artifact_record, environment, "environment", FIELD_TEXT, .meaning = "of these"),
	FIELD_ROW(artifact_record, availability, "availability", FIELD_OBJECT,
		  .of = &availability_fields, .meaning = "whether the ledger could tell"),
	FIELD_ROW(artifact_record, passed, "passed", FIELD_OPTIONAL, .of = &placed_fields,
		  .optional = true,
		  .meaning =
			  "newest deployment with it that passed in full, and did not fail since"),
	FIELD_ROW(artifact_record, placed, "placed", FIELD_OPTIONAL, .of = &placed_fields,
		  .optional = true,
		  .meaning = "newest record that put it in place, whatever its kind"),
	FIELD_ROW(artifact_record, stayed, "stayed", FIELD_BOOLEAN, .optional = true,
		  .meaning = "no rollback went back from `passed` since"),
	FIELD_ROW(artifact_record, left_by, "leftBy", FIELD_TEXT, .optional = true,
		  .meaning = "id of the rollback that did"),
	FIELD_ROW(
		artifact_record, excused, "excused", FIELD_OPTIONAL, .of = &placed_fields,
		.optional = true,
		.meaning =
			"newest record between that of what is replaced and `passed` that was let "
			"off a control, is a baseline, or an emergency that owes a retro"),
	FIELD_ROW(artifact_record, unbroken, "unbroken", FIELD_BOOLEAN, .optional = true,
		  .meaning = "these were looked through, and each passed in full"),
	FIELD_ROW(artifact_record, built, "built", FIELD_BOOLEAN, .optional = true,
		  .meaning = "`passed` has provenance that shows from which commit it was built"),
	FIELD_ROW(artifact_record, included, "included", FIELD_INSTANT, .optional = true,
		  .meaning = "`passed` was in the ledger no earlier"),
};
const struct fields artifact_record_fields = {
	"artifactRecord", sizeof(struct artifact_record), FIELDS_OF(artifact_record_rows),
	"What the ledger has of an artefact that a change request moves to, or from."};

static const struct field workload_file_rows[] = {
	FIELD_ROW(workload_file, path, "path", FIELD_TEXT, .meaning = "the file"),
	FIELD_ROW(workload_file, names, "names", FIELD_BOOLEAN,
		  .meaning = "whether it has the digest of the artefact"),
};
static const struct fields workload_file_fields = {
	"workloadFile", sizeof(struct workload_file), FIELDS_OF(workload_file_rows),
	"A file that promotions may change, at the deployed commit."};

static const struct field workload_files_rows[] = {
	FIELD_ROW(workload_files, availability, "availability", FIELD_OBJECT,
		  .of = &availability_fields, .meaning = "whether all could be read"),
	FIELD_ROW(workload_files, count, "count", FIELD_INTEGER, .optional = true,
		  .meaning = "equals the length of all"),
	FIELD_ROW(workload_files, all, "all", FIELD_OBJECTS, .of = &workload_file_fields,
		  .optional = true, .meaning = "by path"),
};
const struct fields workload_files_fields = {
	"workloadFiles", sizeof(struct workload_files), FIELDS_OF(workload_files_rows),
	"Which files of the deployed commit name the deployed artefact."};
