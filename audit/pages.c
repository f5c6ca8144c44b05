/* SPDX-License-Identifier: Apache-2.0 */
/* How are cells of a page made? See pages.h. */
#include "audit/pages.h"

#include "base/text.h"
#include "base/time.h"

/* Foreign text is made safe, and has at most so much room. */
void
page_cells(struct arena *arena, struct sheet *sheet, int kind, const char *const *cells,
	   size_t count)
{
	struct texts *line = sheet_line(arena, sheet, kind);

	for (size_t i = 0; i < count; i++)
		texts_add(arena, line,
			  kind == SHEET_HEADER ? cells[i] : text_shown(arena, cells[i]));
}

const char *
page_number(struct arena *arena, int64_t value)
{
	return arena_format(arena, "%lld", (long long)value);
}

const char *
page_instant(struct arena *arena, int64_t value)
{
	char *text = arena_allocate(arena, 21);

	instant_format(text, value);
	return text;
}

/* In hundredths, cut and not rounded: a deviation never becomes none. */
const char *
page_percent(struct arena *arena, int64_t part, int64_t whole)
{
	int64_t hundredths;

	if (!whole)
		return "none";
	hundredths = part * 10000 / whole;
	if (part && !hundredths)
		return "under 0.01 %";
	return arena_format(arena, "%lld.%02lld %%", (long long)(hundredths / 100),
			    (long long)(hundredths % 100));
}

const char *
page_joined(struct arena *arena, const struct texts *texts)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	for (size_t i = 0; i < texts->count; i++)
		buffer_add_format(&out, "%s%s", i ? "; " : "", texts->at[i]);
	return arena_text(arena, out.length ? out.bytes : "");
}
