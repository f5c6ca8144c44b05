/* SPDX-License-Identifier: Apache-2.0 */
/* How does anybody draw a sample again without changegate? See recipe.h. */
#include "audit/recipe.h"

#include <string.h>

#include "base/text.h"

/* In single quotes a shell takes everything as it is but the quote itself. */
static void
add_quoted(struct buffer *out, const char *text)
{
	buffer_add_byte(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			buffer_add_text(out, "'\\''");
		else
			buffer_add_byte(out, *text);
	}
	buffer_add_byte(out, '\'');
}

static void
add_seed(struct buffer *out, const struct sample *sample)
{
	buffer_add_text(out, "SEED=");
	add_quoted(out, sample->seed);
	buffer_add_text(out, "\n");
}

static void
add_beginning(struct buffer *out, const struct sample *sample)
{
	buffer_add_format(
		out,
		"#!/bin/sh\n"
		"# Draws the sample again without changegate: sh reproduce.sh [IDS%s]\n"
		"# IDS is the sealed id file (default: population-ids.txt): %lld record ids,\n"
		"# sealed at %s. Method: %s. Compare with sample.csv.\n"
		"set -eu\n"
		"ids=${1:-population-ids.txt}\n"
		"printf '%%s  %%s\\n' '%s' \"$ids\" | sha256sum -c - >&2\n",
		sample->strata_by ? " STRATA" : "", (long long)sample->population,
		sample->sealed_at, sample->method, sample->ids_sha256);
	if (sample->seed)
		add_seed(out, sample);
}

/* How many a stratum gives, with those that replace others. */
static int64_t
drawn_from(const struct stratum *stratum)
{
	int64_t drawn = stratum->size + stratum->replaced;

	return drawn < stratum->population ? drawn : stratum->population;
}

static void
add_tickets(struct buffer *out)
{
	buffer_add_text(
		out, "# The ticket of a record is the SHA-256 of SEED:ID; the smallest are drawn.\n"
		     "tickets() {\n"
		     "\twhile IFS= read -r id; do\n"
		     "\t\tprintf '%s  %s\\n' \"$(printf '%s:%s' \"$SEED\" \"$id\" | sha256sum "
		     "| cut -c1-64)\" \"$id\"\n"
		     "\tdone | LC_ALL=C sort\n"
		     "}\n");
}

static void
add_strata(struct buffer *out, const struct sample *sample)
{
	buffer_add_format(
		out,
		"# STRATA (default: strata.tsv): record id, number of its stratum, name.\n"
		"strata=${2:-strata.tsv}\n"
		"printf '%%s  %%s\\n' '%s' \"$strata\" | sha256sum -c - >&2\n"
		"cut -f 1 \"$strata\" | cmp - \"$ids\"\n"
		"stratum() {\n"
		"\tawk -F '\\t' -v number=\"$1\" '$2 == number { print $1 }' <\"$strata\" | "
		"tickets | head -n \"$2\"\n"
		"}\n",
		sample->strata_sha256);
	for (size_t i = 0; i < sample->strata.count; i++)
		buffer_add_format(out, "stratum %zu %lld\n", i + 1,
				  (long long)drawn_from(&sample->strata.at[i]));
}

static void
add_ticket_draw(struct buffer *out, const struct sample *sample)
{
	add_tickets(out);
	if (sample->strata_by)
		add_strata(out, sample);
	else
		buffer_add_format(out, "tickets <\"$ids\" | head -n %lld\n",
				  (long long)drawn_from(&sample->strata.at[0]));
}

/* A digest modulo N, digit by digit: awk counts in doubles, which hold 16 * N + 15 exactly. */
static void
add_rivest_draw(struct buffer *out, const struct sample *sample)
{
	buffer_add_format(
		out,
		"# The rows SHA-256(SEED,i) mod N + 1 for i = 1, 2, ...; repeats are skipped.\n"
		"i=0\n"
		"while [ \"$i\" -lt %lld ]; do\n"
		"\ti=$((i + 1))\n"
		"\tprintf '%%s,%%s' \"$SEED\" \"$i\" | sha256sum | cut -c1-64\n"
		"done | IDS=$ids LC_ALL=C awk '\n"
		"\tBEGIN { while ((getline line < ENVIRON[\"IDS\"]) > 0) id[rows++] = line }\n"
		"\t{\n"
		"\t\trow = 0\n"
		"\t\tfor (at = 1; at <= 64; at++)\n"
		"\t\t\trow = (row * 16 + index(\"0123456789abcdef\", substr($0, at, 1)) - 1) %% "
		"rows\n"
		"\t\tif (!(row in seen)) print $0 \"  \" id[row]\n"
		"\t\tseen[row] = 1\n"
		"\t}'\n",
		(long long)sample->tries);
}

/* Record ids need no quotes. What nobody drew is repeated, and must be of the sealed records. */
static void
add_chosen(struct buffer *out, const char *word, const struct sample *sample)
{
	bool first = true;

	for (size_t i = 0; i < sample->items.count; i++) {
		const struct sample_item *item = &sample->items.at[i];

		if (!text_equal(item->selection, word))
			continue;
		if (first)
			buffer_add_format(out,
					  "%s() {\n"
					  "\tgrep -q -x -F -e \"$1\" <\"$ids\"\n"
					  "\tprintf '%s  %%s\\n' \"$1\"\n"
					  "}\n",
					  word, word);
		first = false;
		buffer_add_format(out, "%s %s\n", word, item->record_id);
	}
}

void
recipe_write(struct arena *arena, struct sample *sample)
{
	RELEASED_BY(buffer_release) struct buffer script = {0};
	const char *line;

	add_beginning(&script, sample);
	if (text_equal(sample->method, SAMPLE_METHOD))
		add_ticket_draw(&script, sample);
	else if (text_equal(sample->method, SAMPLE_RIVEST))
		add_rivest_draw(&script, sample);
	add_chosen(&script, "listed", sample);
	add_chosen(&script, "targeted", sample);
	for (line = script.bytes; *line; line = strchr(line, '\n') + 1)
		texts_add(arena, &sample->recipe,
			  arena_copy(arena, line, (size_t)(strchr(line, '\n') - line)));
}
