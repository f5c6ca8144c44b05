/* SPDX-License-Identifier: Apache-2.0 */
/* How does a pack get out of the house? Looked through for secrets, its list of digests signed, and
 * into a new folder. See pack.h. */
#include "cmd/pack.h"

#include <stdlib.h>
#include <string.h>

#include "audit/secrets.h"
#include "base/encoding.h"
#include "base/text.h"
#include "cmd/output.h"
#include "integrations/disk.h"
#include "integrations/files.h"
#include "integrations/signer_pem.h"

/* ---- where to ------------------------------------------------------------------------------- */

static void
release_path(char **path)
{
	free(*path);
}

/* Is the file below the folder, or would it be? Its own folder must exist. */
static bool
is_below(struct arena *arena, const char *folder, const char *file)
{
	RELEASED_BY(release_path) char *real_folder = realpath(folder, NULL);
	RELEASED_BY(release_path) char *real_parent = NULL;
	const char *slash = strrchr(file, '/');

	real_parent = realpath(
		slash ? arena_format(arena, "%.*s/", (int)(slash - file), file) : ".", NULL);
	return real_folder && real_parent &&
	       text_starts_with(arena_format(arena, "%s/", real_parent),
				arena_format(arena, "%s/", real_folder));
}

static bool
check_apart(struct packing *packing, const char *folder, const char *other, const char *what,
	    struct error *err)
{
	if (!other || !is_below(packing->arena, folder, other))
		return true;
	return fail(err, ERROR_USAGE, "%s would lie inside of '%s': choose another place for it",
		    what, text_shown(packing->arena, folder));
}

bool
pack_choose_target(struct packing *packing, struct error *err)
{
	const char *path = argument(packing->arguments, "--pack");
	struct file_entries entries = {0};

	if (!path || !path[0])
		return fail(err, ERROR_USAGE,
			    "where does the pack go? give --pack DIR, a new folder");
	if (!folder_read(packing->arena, path, &entries, err) && err->code != ERROR_ABSENT)
		return false;
	if (entries.count)
		return fail(err, ERROR_USAGE, "'%s' is not empty: a pack goes into a new folder",
			    text_shown(packing->arena, path));
	packing->target = path;
	return check_apart(packing, path, packing->names, "the file of names", err) &&
	       check_apart(packing, packing->frame.folder, packing->names, "the file of names",
			   err) &&
	       check_apart(packing, packing->frame.folder, path, "the pack", err);
}

/* ---- secrets -------------------------------------------------------------------------------- */

static bool
scan(struct packing *packing, struct error *err)
{
	for (size_t i = 0; i < packing->pack.files.count; i++) {
		const struct pack_file *file = &packing->pack.files.at[i];
		struct secret_place place;

		if (secret_find(file->bytes, file->length, &place))
			return fail(err, ERROR_USAGE,
				    "%s seems to hold %s, at line %zu, byte %zu: nothing was "
				    "written; revoke it, and take it out",
				    file->name, place.kind, place.line, place.column);
	}
	return true;
}

/* ---- signature ------------------------------------------------------------------------------ */

/* Whose key signs the list: the first that is there. */
static const struct {
	const char *variable;
	enum key_algorithm algorithm;
} pack_signers[] = {
	{"CHANGEGATE_PACK_KEY", KEY_ED25519},
	{"CHANGEGATE_PACK_KEY", KEY_ECDSA_P256},
	{"CHANGEGATE_CHECKPOINT_KEY", KEY_ED25519},
	{"CHANGEGATE_RECORD_KEY", KEY_ECDSA_P256},
};

/* *key stays NULL where there is none. */
static bool
find_key(struct signing_key **key, struct error *err)
{
	for (size_t i = 0; i < sizeof(pack_signers) / sizeof(pack_signers[0]); i++) {
		RELEASED_BY(secret_release) struct secret pem = {0};
		const char *variable = pack_signers[i].variable;

		if (!secret_read(variable, &pem, err)) {
			if (err->code == ERROR_ABSENT)
				continue;
			return false;
		}
		if (signing_key_from_pem(&pem, pack_signers[i].algorithm, key, err))
			return true;
		if (err->code != ERROR_USAGE || i)
			return fail_while(err, "%s", variable);
	}
	return true;
}

static bool
add_signer(struct packing *packing, const struct signing_key *key, struct error *err)
{
	RELEASED_BY(public_key_release) struct public_key *public_key = NULL;
	RELEASED_BY(buffer_release) struct buffer spki = {0};
	RELEASED_BY(buffer_release) struct buffer base64 = {0};
	RELEASED_BY(buffer_release) struct buffer pem = {0};

	if (!signing_key_public(key, &public_key, err))
		return false;
	packing->readme.signer = public_key_fingerprint(packing->arena, public_key);
	packing->readme.signer_is_ed25519 = public_key_algorithm(public_key) == KEY_ED25519;
	public_key_spki(public_key, &spki);
	base64_encode(&base64, spki.bytes, spki.length);
	pack_write_pem(&pem, "PUBLIC KEY", base64.bytes);
	return pack_add(&packing->pack, "keys/pack.pem", pem.bytes, pem.length, err);
}

static bool
add_page(struct packing *packing, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer page = {0};
	RELEASED_BY(buffer_release) struct buffer readme = {0};

	page_write(&page, &packing->page);
	readme_write(&readme, &packing->readme);
	return pack_add(&packing->pack, "index.html", page.bytes, page.length, err) &&
	       pack_add(&packing->pack, "README.txt", readme.bytes, readme.length, err);
}

/* ---- disk ----------------------------------------------------------------------------------- */

static bool
write_file(struct packing *packing, const char *name, const void *bytes, size_t length,
	   struct error *err)
{
	const char *slash = strrchr(name, '/');
	const char *folder = arena_format(packing->arena, "%s/%.*s", packing->target,
					  slash ? (int)(slash - name) : 0, name);

	return disk_make_folders(folder, err) &&
	       disk_create(arena_format(packing->arena, "%s/%s", packing->target, name), bytes,
			   length, 0644, err);
}

static bool
write_files(struct packing *packing, const struct buffer *sums, const struct buffer *signature,
	    struct error *err)
{
	for (size_t i = 0; i < packing->pack.files.count; i++) {
		const struct pack_file *file = &packing->pack.files.at[i];

		if (!write_file(packing, file->name, file->bytes, file->length, err))
			return false;
	}
	if (signature->length &&
	    !write_file(packing, PACK_SIGNATURE, signature->bytes, signature->length, err))
		return false;
	return write_file(packing, PACK_SUMS, sums->bytes, sums->length, err);
}

bool
pack_write(struct packing *packing, struct error *err)
{
	RELEASED_BY(signing_key_release) struct signing_key *key = NULL;
	RELEASED_BY(buffer_release) struct buffer sums = {0};
	RELEASED_BY(buffer_release) struct buffer signature = {0};

	if (!find_key(&key, err) || (key && !add_signer(packing, key, err)) ||
	    !add_page(packing, err) || !pack_sort(&packing->pack, err) || !scan(packing, err))
		return false;
	pack_write_sums(&packing->pack, &sums);
	if (key && !signing_key_sign(key, sums.bytes, sums.length, &signature, err))
		return false;
	if (!key)
		output_log("not signed: set CHANGEGATE_PACK_KEY, or hand over the sha256 of "
			   "SHA256SUMS on another way");
	return pack_keep_names(packing, err) && write_files(packing, &sums, &signature, err);
}
