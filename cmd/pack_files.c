/* SPDX-License-Identifier: Apache-2.0 */
/* What else goes into a pack? Public keys, checkpoints that were kept, and the auditor's folder as
 * it is. See pack.h. */
#include "cmd/pack.h"

#include <string.h>

#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/stamping.h"
#include "integrations/disk.h"
#include "integrations/files.h"

#define PEM_LINE 64

/* ---- keys ----------------------------------------------------------------------------------- */

void
pack_write_pem(struct buffer *out, const char *what, const char *base64)
{
	size_t length = strlen(base64);

	buffer_add_format(out, "-----BEGIN %s-----\n", what);
	for (size_t at = 0; at < length; at += PEM_LINE) {
		buffer_add(out, base64 + at, length - at < PEM_LINE ? length - at : PEM_LINE);
		buffer_add_byte(out, '\n');
	}
	buffer_add_format(out, "-----END %s-----\n", what);
}

/* "record.pem" is the one in use; others have a number behind. */
static const char *
key_name(struct arena *arena, const struct trust *trust, size_t at)
{
	const struct trusted_key *key = &trust->keys.at[at];
	size_t in_use = trust->keys.count;

	for (size_t i = 0; i < trust->keys.count && in_use == trust->keys.count; i++)
		if (trust->keys.at[i].usage == key->usage && !trust->keys.at[i].retired)
			in_use = i;
	if (at == in_use)
		return arena_format(arena, "keys/%s.pem", key_usage_names[key->usage]);
	return arena_format(arena, "keys/%s-%zu.pem", key_usage_names[key->usage], at + 1);
}

bool
pack_keys(struct packing *packing, struct error *err)
{
	const struct trust *trust = packing->frame.place.trust;

	trust_write(&packing->page.trust, trust);
	if (!pack_add(&packing->pack, "keys/trust.json", packing->page.trust.bytes,
		      packing->page.trust.length, err))
		return false;
	for (size_t i = 0; i < trust->keys.count; i++) {
		RELEASED_BY(buffer_release) struct buffer pem = {0};

		pack_write_pem(&pem, "PUBLIC KEY", trust->keys.at[i].public_key);
		if (!pack_add(&packing->pack, key_name(packing->arena, trust, i), pem.bytes,
			      pem.length, err))
			return false;
		*LIST_ADD(packing->arena, &packing->readme.keys) = (struct readme_key){
			key_usage_names[trust->keys.at[i].usage], trust->keys.at[i].fingerprint};
	}
	return true;
}

/* ---- checkpoints ---------------------------------------------------------------------------- */

/* A checkpoint that was kept: by a trusted key, and the ledger of now begins with it. */
static bool
add_earlier(struct packing *packing, const char *name, const char *file, const char *bytes,
	    size_t length, struct error *err)
{
	struct page_checkpoint earlier = {.name = name};
	struct checkpoint checkpoint;
	struct hashes proof;
	struct sha256 root;

	if (!checkpoint_verify(packing->arena, bytes, length, packing->frame.place.trust,
			       &checkpoint, NULL, err) ||
	    !log_root_at(&packing->log, checkpoint.size, &root, err) ||
	    !log_consistency(packing->arena, &packing->log, checkpoint.size, &proof, err))
		return fail_while(err, "the checkpoint %s", text_to_lower(packing->arena, name));
	if (!sha256_equal(&root, &checkpoint.root))
		return fail(err, ERROR_LEDGER,
			    "the checkpoint %s is of another ledger, or this one was rewritten "
			    "since",
			    text_to_lower(packing->arena, name));
	earlier.bytes = arena_copy(packing->arena, bytes, length);
	earlier.proof = (struct page_proof){proof.at, proof.count};
	*LIST_ADD(packing->arena, &packing->page.earlier) = earlier;
	return pack_add(&packing->pack, file, bytes, length, err);
}

static bool
add_of_seal(struct packing *packing, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct receipt receipt;

	if (!disk_read(arena_format(packing->arena, "%s/%s", packing->frame.folder, FILE_RECEIPT),
		       LIMIT_DOCUMENT_BYTES, &bytes, err))
		return err->code == ERROR_ABSENT;
	return receipt_parse(packing->arena, bytes.bytes ? bytes.bytes : "", bytes.length, &receipt,
			     err) &&
	       add_earlier(packing, "When sealed", "ledger/checkpoint-when-sealed",
			   receipt.checkpoint_bytes, receipt.checkpoint_length, err);
}

static bool
add_kept(struct packing *packing, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *path = argument(packing->arguments, "--checkpoint");

	if (!path)
		return true;
	if (!disk_read(path, LIMIT_CHECKPOINT_BYTES, &bytes, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	return add_earlier(packing, "Kept elsewhere", "ledger/checkpoint-kept",
			   bytes.bytes ? bytes.bytes : "", bytes.length, err);
}

static bool
add_authorities(struct packing *packing, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer pem = {0};
	const struct texts *authorities = &packing->frame.place.trust->timestamp_authorities;

	for (size_t i = 0; i < authorities->count; i++)
		pack_write_pem(&pem, "CERTIFICATE", authorities->at[i]);
	return pack_add(&packing->pack, "keys/timestamp-authorities.pem", pem.bytes, pem.length,
			err);
}

/* The first time-stamp that covers the seal. */
static bool
add_stamped(struct packing *packing, struct error *err)
{
	RELEASED_BY(tsa_release) struct tsa *tsa = NULL;
	const struct place *place = &packing->frame.place;
	struct timestamp_reader reader;
	struct kept_stamp kept;
	bool found;

	if (!stamping_believed(place->trust, &tsa, err))
		return false;
	if (!tsa)
		return true;
	tsa_reader(tsa, &reader);
	if (!stamp_find(packing->arena, place->store, &reader, packing->frame.seal.index, &kept,
			&found, err))
		return false;
	if (!found)
		return true;
	packing->readme.stamped_by = kept.timestamp.authority;
	packing->readme.stamped_at = kept.timestamp.time;
	return add_earlier(packing, "Time-stamped", "ledger/checkpoint-time-stamped",
			   kept.checkpoint, kept.checkpoint_length, err) &&
	       pack_add(&packing->pack, "ledger/checkpoint-time-stamped.tsr", kept.response,
			kept.response_length, err) &&
	       add_authorities(packing, err);
}

bool
pack_checkpoints(struct packing *packing, struct error *err)
{
	packing->page.checkpoint = arena_copy(packing->arena, packing->log.checkpoint_bytes,
					      packing->log.checkpoint_length);
	return pack_add(&packing->pack, "ledger/checkpoint", packing->log.checkpoint_bytes,
			packing->log.checkpoint_length, err) &&
	       add_of_seal(packing, err) && add_stamped(packing, err) && add_kept(packing, err);
}

/* ---- the auditor's folder ------------------------------------------------------------------- */

static bool
is_text(const struct buffer *bytes)
{
	return !bytes->bytes || (!memchr(bytes->bytes, 0, bytes->length) &&
				 text_is_utf8(bytes->bytes, bytes->length));
}

static bool
add_file(struct packing *packing, const char *name, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(buffer_release) struct buffer shown = {0};
	const char *path = arena_format(packing->arena, "%s/%s", packing->frame.folder, name);

	if (!disk_read(path, LIMIT_EVIDENCE_PACK_FILE, &bytes, err))
		return false;
	if (bytes.bytes && strstr(bytes.bytes, PSEUDONYMS_SCHEMA))
		return fail(err, ERROR_USAGE,
			    "'%s' in the folder says who is who: it must stay with you",
			    text_shown(packing->arena, name));
	if (packing->names && !is_text(&bytes)) {
		texts_add(packing->arena, &packing->readme.left_out, name);
		return true;
	}
	return pack_redact(packing, name, bytes.bytes ? bytes.bytes : "", bytes.length, &shown,
			   err) &&
	       pack_add(&packing->pack, arena_format(packing->arena, "audit/%s", name), shown.bytes,
			shown.length, err);
}

bool
pack_folder(struct packing *packing, struct error *err)
{
	struct file_entries found = {0};

	if (!files_matching(packing->arena, packing->frame.folder, "**", LIMIT_EVIDENCE_PACK_FOLDER,
			    &found, err))
		return false;
	for (size_t i = 0; i < found.count; i++) {
		if (found.at[i].kind != FILE_REGULAR)
			return fail(err, ERROR_USAGE,
				    "'%s' in the folder is no regular file: a pack takes what is "
				    "in it, and follows no link",
				    text_shown(packing->arena, found.at[i].name));
		if (!add_file(packing, found.at[i].name, err))
			return false;
	}
	return true;
}
