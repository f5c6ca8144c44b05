/* SPDX-License-Identifier: Apache-2.0 */
/* How do I get keys? Makes the two that a ledger needs, and the trust root that names them. */
#include "base/hash.h"
#include "base/text.h"
#include "cmd/output.h"
#include "cmd/world.h"
#include "integrations/disk.h"
#include "ledger/note.h"

struct place {
	const char *record_key, *checkpoint_key, *trust;
};

/* Keys in use go out of use at this size of the log. */
struct rotation {
	int64_t size;
	const char *reason;
};

static bool
make_key(struct arena *arena, enum key_algorithm algorithm, enum key_usage usage, const char *path,
	 struct trust *trust, struct error *err)
{
	RELEASED_BY(secret_release) struct secret pem = {0};
	RELEASED_BY(signing_key_release) struct signing_key *key = NULL;
	RELEASED_BY(public_key_release) struct public_key *public_key = NULL;

	if (!signing_key_generate(algorithm, &pem, err) ||
	    !signing_key_from_pem(&pem, algorithm, &key, err) ||
	    !signing_key_public(key, &public_key, err) ||
	    !trust_add(arena, trust, usage, public_key, err))
		return false;
	return disk_create(path, pem.bytes, pem.length, 0600, err);
}

static const char *
folder_of(struct arena *arena, const char *path)
{
	size_t length = 0;

	for (size_t i = 0; path[i]; i++)
		if (path[i] == '/')
			length = i;
	return length ? arena_copy(arena, path, length) : ".";
}

static bool
make_keys(struct arena *arena, const struct place *place, struct trust *trust, struct error *err)
{
	return disk_make_folders(folder_of(arena, place->record_key), err) &&
	       disk_make_folders(folder_of(arena, place->checkpoint_key), err) &&
	       disk_make_folders(folder_of(arena, place->trust), err) &&
	       make_key(arena, KEY_ECDSA_P256, USAGE_RECORD, place->record_key, trust, err) &&
	       make_key(arena, KEY_ED25519, USAGE_CHECKPOINT, place->checkpoint_key, trust, err);
}

static bool
make_first(struct arena *arena, const struct place *place, const char *origin, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(trust_release)
	struct trust trust = {.schema = TRUST_SCHEMA, .origin = origin, .version = 1};
	RELEASED_BY(buffer_release) struct buffer existing = {0};

	if (disk_read(place->trust, LIMIT_TRUST_BYTES, &existing, err))
		return fail(err, ERROR_USAGE,
			    "'%s' exists: keys are never replaced silently; to put new ones in "
			    "their place, give --rotate SIZE and --reason TEXT",
			    text_shown(arena, place->trust));
	if (err->code != ERROR_ABSENT || !make_keys(arena, place, &trust, err))
		return false;
	trust_write(&bytes, &trust);
	return disk_create(place->trust, bytes.bytes, bytes.length, 0644, err);
}

/* Those in use go out of use; those that were retired before stay as they are. */
static void
retire_keys(struct arena *arena, const struct rotation *rotation, struct trust *trust)
{
	for (size_t i = 0; i < trust->keys.count; i++) {
		struct retirement *retired = arena_allocate(arena, sizeof(*retired));

		*retired = (struct retirement){rotation->size, rotation->reason};
		if (!trust->keys.at[i].retired)
			trust->keys.at[i].retired = retired;
	}
}

static bool
make_next(struct arena *arena, const struct place *place, const struct rotation *rotation,
	  struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(buffer_release) struct buffer existing = {0};
	RELEASED_BY(trust_release) struct trust trust = {0};

	if (!disk_read(place->trust, LIMIT_TRUST_BYTES, &existing, err))
		return fail_as(err, ERROR_USAGE);
	if (!trust_parse(arena, existing.bytes ? existing.bytes : "", existing.length, &trust, err))
		return fail_while(err, "reading '%s'", text_shown(arena, place->trust));
	retire_keys(arena, rotation, &trust);
	trust.version++;
	trust.previous = sha256_hex(arena, existing.bytes, existing.length);
	if (!make_keys(arena, place, &trust, err))
		return false;
	trust_write(&bytes, &trust);
	return disk_write_atomic(place->trust, bytes.bytes, bytes.length, 0644, err);
}

static bool
say(const struct place *place, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	buffer_add_format(&out,
			  "made %s (ECDSA P-256, signs records)\n"
			  "made %s (Ed25519, signs the ledger's checkpoint)\n"
			  "made %s: commit it to the protected branch\n"
			  "\n"
			  "Give the keys to the deploy job only, as secrets:\n"
			  "  export CHANGEGATE_RECORD_KEY_FILE='%s'\n"
			  "  export CHANGEGATE_CHECKPOINT_KEY_FILE='%s'\n",
			  place->record_key, place->checkpoint_key, place->trust, place->record_key,
			  place->checkpoint_key);
	return output_stdout(&out, err);
}

/* Private keys go where git does not track, the trust root where it does. */
static bool
choose_places(struct arena *arena, const struct arguments *arguments, struct place *place,
	      struct error *err)
{
	RELEASED_BY(git_close) struct git *git = NULL;
	const char *keys = argument(arguments, "--keys");
	const char *trust = argument(arguments, "--trust");
	const char *path = argument(arguments, "--repository");

	if ((!keys || !trust) && !git_open(path ? path : ".", &git, err))
		return false;
	if (!trust && !git_work_tree(git))
		return fail(err, ERROR_USAGE, "a bare repository: name --trust FILE");
	if (!keys)
		keys = arena_format(arena, "%s/changegate", git_folder(git));
	place->record_key = arena_format(arena, "%s/record.key", keys);
	place->checkpoint_key = arena_format(arena, "%s/checkpoint.key", keys);
	place->trust = trust ? trust
			     : arena_format(arena, "%s/.changegate/trust.json", git_work_tree(git));
	return true;
}

static bool
make_with_origin(struct arena *arena, const struct arguments *arguments, const struct place *place,
		 struct error *err)
{
	const char *origin = argument(arguments, "--origin");

	if (!origin || !origin_is_valid(origin))
		return fail(err, ERROR_USAGE,
			    "give --origin NAME: the ledger's name, which is ledger.origin of the "
			    "policy (its repository, unless said otherwise)");
	return make_first(arena, place, origin, err);
}

static bool
rotate(struct arena *arena, const struct arguments *arguments, const struct place *place,
       struct error *err)
{
	const char *size = argument(arguments, "--rotate");
	struct rotation rotation = {.reason = argument(arguments, "--reason")};

	if (!text_to_integer(size, &rotation.size) || rotation.size < 0 ||
	    rotation.size > LIMIT_LEDGER_SIZE)
		return fail(err, ERROR_USAGE,
			    "--rotate takes the number of records that `changegate verify` tells");
	if (!rotation.reason || !rotation.reason[0])
		return fail(err, ERROR_USAGE, "--rotate goes with --reason TEXT: say why");
	return make_next(arena, place, &rotation, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	struct place place = {0};

	*status = STATUS_ALLOWED;
	if (!choose_places(arena, arguments, &place, err) ||
	    !(argument(arguments, "--rotate") ? rotate(arena, arguments, &place, err)
					      : make_with_origin(arena, arguments, &place, err))) {
		if (err->code == ERROR_CONFLICT)
			fail_as(err, ERROR_USAGE);
		return fail_while(err, "making keys");
	}
	return say(&place, err);
}

static const struct option options[] = {
	{"--origin", "NAME", false, false, "the ledger's name, as in the policy"},
	{"--keys", "DIR", false, false,
	 "where private keys go (default: changegate/ in the git folder)"},
	{"--trust", "FILE", false, false, "the trust root (default: .changegate/trust.json)"},
	{"--rotate", "SIZE", false, false,
	 "retire the keys in use at this size of the log, and make new ones"},
	{"--reason", "TEXT", false, false, "why, for the trust root: superseded, lost, stolen"},
	{"--repository", "DIR", false, false, "the repository (default: the current folder)"},
	{NULL, NULL, false, false, NULL},
};

const struct command keygen_command = {
	.name = "keygen",
	.audience = FOR_DEVOPS,
	.purpose = "make the keys of a ledger and its trust root",
	.options = options,
	.run = run,
};
