/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a run stand on? The repository, the policy and where it came from, the trust root, the
 * ledger's store and the keys: opened once, released at the end. The only composition root.
 */
#ifndef CMD_WORLD_H
#define CMD_WORLD_H

#include "cmd/command.h"
#include "core/evidence.h"
#include "core/policy.h"
#include "core/signer.h"
#include "core/store.h"
#include "integrations/git.h"
#include "integrations/pause.h"
#include "integrations/signer_pem.h"
#include "integrations/stores.h"
#include "ledger/trust.h"

struct world {
	struct arena *arena;
	struct git *git;
	const char *root;            /* work tree, or the git folder of a bare repository */
	struct branch protected_ref; /* ref NULL if the policy came from a file and no ref was found
				      */
	struct policy policy;
	struct policy_facts policy_facts; /* without previous */
	struct trust trust;
	struct opened_store ledger;
	const struct store *store; /* of `ledger` */
	struct signing_key *record_key, *checkpoint_key;
	struct signer record_signer, checkpoint_signer;
	struct texts checkpoint_keys;  /* fingerprints of those that may have signed the checkpoint
					* to which we append: our own, and those that the pipeline
					* names; empty: any of the trust root */
	struct pause retry, inclusion; /* while others are faster; until what was handed in is in */
};

/* Repository and policy: --repository, --policy, --protected-ref. */
bool world_open(struct arena *arena, const struct arguments *arguments, struct world *world,
		struct error *err);

/*
 * Digest of the effective policy at a commit (of the same file as the policy in hand); NULL if
 * there is none, if it is broken, or if the policy comes from a file.
 */
bool world_policy_digest_at(struct world *world, const char *commit, const char **digest,
			    struct error *err);

/* Trust root and store of the policy's ledger. --trust counts only beside --policy. */
bool world_open_ledger(struct world *world, const struct arguments *arguments, struct error *err);

/*
 * Where the repository, left to itself, has a policy in force, another one that a flag or a
 * variable chose must keep its repository, ledger and trust root, and may not begin a chain: in a
 * ledger or key of its own choice anything would be a first record, or in place already.
 * ERROR_USAGE.
 */
bool world_check_choice(struct world *world, bool begins, struct error *err);

/* The trust root of the protected ref. */
bool world_trust_at_ref(struct world *world, struct error *err);

/* That of another commit; false if it has none that can be read. Released by the caller. */
bool world_read_trust_at(struct world *world, const char *commit, struct trust *trust);

/*
 * CHANGEGATE_RECORD_KEY and CHANGEGATE_CHECKPOINT_KEY, or the files that ..._FILE name; where
 * records are handed in, the first only. And CHANGEGATE_CHECKPOINT_FINGERPRINT.
 */
bool world_open_keys(struct world *world, struct error *err);

/* Fingerprints of keys, "SHA256:...", with commas between them; none where the variable is not set.
 */
bool world_read_fingerprints(struct arena *arena, const char *variable, struct texts *out,
			     struct error *err);

/* Without the first: for whoever sequences. */
bool world_open_checkpoint_key(struct world *world, struct error *err);

void world_close(struct world *world); /* for RELEASED_BY */

/* Reads a trust file from outside (--trust FILE). */
bool world_read_trust(struct arena *arena, const char *path, struct trust *trust,
		      struct error *err);

#define WORLD_OPTIONS                                                                          \
	{"--repository", "DIR", false, false, "the repository (default: the current folder)"}, \
		{"--policy", "FILE", false, true,                                              \
		 "policy from a file, which is recorded as such"},                             \
		{"--protected-ref", "REF", false, true,                                        \
		 "where the policy is read (default: the remote's "                            \
		 "default branch)"},                                                           \
	{                                                                                      \
		"--trust", "FILE", false, true, "trust root, beside --policy"                  \
	}

#endif
