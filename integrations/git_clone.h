/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What in this clone makes git see another history than its objects tell? None of it deceives us:
 * objects are read raw and checked against their ids. But people who look at the same clone with
 * git would see something else, and somebody has put it there.
 *
 * Looked for, in the git folder and in the common one of linked work trees:
 * - info/grafts, replace refs: any.
 * - objects/info/alternates and http-alternates: any entry. (Those that the environment names are
 *   not read by libgit2, so they have no effect.)
 * - shallow: a commit that was read and is cut off from a parent that was read, too, and has no
 *   other child, so that git does not find it. What a clone with --depth lacks is no alteration,
 *   though it was lent for this run,
 *   nor is a parent that is found on a shorter way: git lists commits at the given depth even where
 *   it has their parents. Entries for commits that are missing or were not read hide nothing that
 *   is judged, and git ignores the former.
 * - commit-graphs, one file or a chain: broken, or in disagreement with the commits that were read
 *   (git_commit_graph.h).
 *
 * Looked at and left alone, because they alter nothing that is read here:
 * - multi-pack-index, objects/info/packs, pack indexes, bitmaps: libgit2 takes offsets from the
 *   first and third. A wrong one within its pack leads to bytes with another hash, an error; one
 *   beyond it is refused when the repository is opened (git_packs.h), because libgit2 would read
 *   what is not there; one that is left out makes an object missing, an error or a larger range.
 *   They cannot change an object.
 * - configuration (core.*, extensions.*, log.*, mailmap.*, url.*, replace and commit-graph
 *   settings): chooses what git shows or where it connects to. What concerns the files is in
 *   git_rules.h.
 * - refs, HEAD and symbolic refs: claims anyway, which is what their readers take them for.
 */
#ifndef INTEGRATIONS_GIT_CLONE_H
#define INTEGRATIONS_GIT_CLONE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"

struct git;

/*
 * Appends a sentence for each alteration, saying what to remove; nothing if there is none. To be
 * called after the history was read: what was not read is not compared. ERROR_UNAVAILABLE if a file
 * is there and cannot be read.
 */
bool clone_alterations(struct arena *arena, struct git *git, struct texts *altered,
		       struct error *err);

#endif
