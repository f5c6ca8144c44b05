/* SPDX-License-Identifier: Apache-2.0 */
/* Is this the population that was frozen? See seal.h. */
#include "audit/seal.h"

#include "audit/ids.h"
#include "base/encoding.h"
#include "base/text.h"

bool
population_seal_fill(const struct population_header *header, struct population_seal *seal,
		     struct error *err)
{
	if (!header->in_frame)
		return fail(err, ERROR_USAGE,
			    "no record of this period and scope may be drawn: there is nothing to "
			    "seal");
	if (!header->ids_sha256 || !text_is_hex(header->ids_sha256, 64))
		return fail(err, ERROR_FORMAT, "the population's header has no idsSha256");
	*seal = (struct population_seal){
		.ids_sha256 = header->ids_sha256,
		.count = header->in_frame,
		.from = header->from,
		.to = header->to,
		.environments = header->environments,
		.services = header->services,
	};
	return true;
}

bool
population_seal_fits(struct arena *arena, const struct population_seal *seal, const char *bytes,
		     size_t length, struct texts *ids, struct error *err)
{
	const char *digest = sha256_hex(arena, bytes, length);
	struct texts read = {0};

	if (!text_equal(digest, seal->ids_sha256))
		return fail(err, ERROR_LEDGER,
			    "the id file has sha256 %s, but sealed was %s: it is another file, or "
			    "was edited",
			    digest, text_shown(arena, seal->ids_sha256));
	if (!ids_parse(arena, bytes, length, &read, err))
		return false;
	if ((int64_t)read.count != seal->count)
		return fail(err, ERROR_LEDGER, "the id file has %zu ids, but sealed were %lld",
			    read.count, (long long)seal->count);
	*ids = read;
	return true;
}

static bool
same_texts(const struct texts *a, const struct texts *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (i >= b->count || !text_equal(a->at[i], b->at[i]))
			return false;
	return a->count == b->count;
}

bool
population_seal_fits_header(const struct population_seal *seal,
			    const struct population_header *header, struct error *err)
{
	const char *other = NULL;

	if (!text_equal(seal->ids_sha256, header->ids_sha256))
		other = "idsSha256";
	else if (seal->count != header->in_frame)
		other = "inFrame";
	else if (seal->from != header->from || seal->to != header->to)
		other = "the period";
	else if (!same_texts(&seal->environments, &header->environments) ||
		 !same_texts(&seal->services, &header->services))
		other = "the scope";
	if (other)
		return fail(err, ERROR_LEDGER, "%s of the population is not what was sealed",
			    other);
	return true;
}
