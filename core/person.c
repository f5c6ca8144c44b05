/* SPDX-License-Identifier: Apache-2.0 */
/* Who did something, and might two be the same human? See person.h. */
#include "core/person.h"

#include "base/text.h"

static const struct field person_rows[] = {
	{.name = "id",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct person, id),
	 .meaning = "decides who it is: in plain git the mail address after the mailmap, in lower "
		    "case; empty if there is none"},
	{.name = "name",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct person, name),
	 .meaning = "decoration"},
};

const struct fields person_fields = {"person", sizeof(struct person), FIELDS_OF(person_rows),
				     "Who did something."};

static bool
is_given(const char *text)
{
	return text && *text;
}

bool
person_equal(const struct person *a, const struct person *b)
{
	return is_given(a->id) && text_equal(a->id, b->id);
}

static const char *
skip_space(const char *at)
{
	while (byte_is_space(*at))
		at++;
	return at;
}

/* ASCII case and all white space aside; names of nothing but white space are not names. */
static bool
same_name(const char *a, const char *b)
{
	a = skip_space(a);
	b = skip_space(b);
	if (!*a)
		return false;
	while (*a && byte_to_lower(*a) == byte_to_lower(*b)) {
		a = skip_space(a + 1);
		b = skip_space(b + 1);
	}
	return !*a && !*b;
}

bool
person_may_be(const struct person *a, const struct person *b)
{
	if (person_equal(a, b))
		return true;
	return is_given(a->name) && is_given(b->name) && same_name(a->name, b->name);
}
