/* SPDX-License-Identifier: Apache-2.0 */
/* Which attributes does a path have? See git_attributes.h. */
#include "integrations/git_attributes.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "integrations/git_wildmatch.h"

#define LONGEST_LINE 2048 /* git ignores those of as many bytes */
#define MOST_RULES 20000
#define MOST_ATTRIBUTES 50000
#define MOST_MACROS 256
#define MOST_ANSWERS 16

/* A piece of a line. */
struct span {
	const char *at, *end;
};

struct parser {
	struct arena *arena;
	struct attribute_rules *rules;
	bool root;
	struct error *err;
};

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static size_t
span_length(const struct span *span)
{
	return (size_t)(span->end - span->at);
}

static void
skip_blanks(struct span *span)
{
	while (span->at < span->end && is_blank(*span->at))
		span->at++;
}

static struct span
take_word(struct span *line)
{
	struct span word = {line->at, line->at};

	while (word.end < line->end && !is_blank(*word.end))
		word.end++;
	line->at = word.end;
	return word;
}

static int
octal_digit(const struct span *line, size_t at)
{
	bool good = span_length(line) > at && line->at[at] >= '0' && line->at[at] <= '7';

	return good ? line->at[at] - '0' : -1;
}

/* Behind a backslash within quotes. */
static bool
take_escape(struct span *line, char *byte)
{
	static const char letters[] = "abfnrtv\\\"", bytes[] = "\a\b\f\n\r\t\v\\\"";
	const char *letter = line->at < line->end ? strchr(letters, *line->at) : NULL;
	int high = octal_digit(line, 0), middle = octal_digit(line, 1), low = octal_digit(line, 2);

	if (letter && *letter) {
		*byte = bytes[letter - letters];
		line->at++;
		return true;
	}
	if (high < 0 || high > 3 || middle < 0 || low < 0)
		return false;
	*byte = (char)(unsigned char)(high * 64 + middle * 8 + low);
	line->at += 3;
	return true;
}

/* false: not closed, or a wrong escape; then quotes are plain bytes. */
static bool
take_quoted(struct arena *arena, struct span *line, struct span *word)
{
	struct span at = {line->at + 1, line->end};
	char *out = arena_allocate(arena, span_length(line));
	size_t length = 0;

	while (at.at < at.end && *at.at != '"') {
		char byte = *at.at++;

		if (byte == '\\' && !take_escape(&at, &byte))
			return false;
		out[length++] = byte;
	}
	if (at.at == at.end)
		return false;
	line->at = at.at + 1;
	/* An escaped NUL ends the pattern. */
	*word = (struct span){out, out + strnlen(out, length)};
	return true;
}

static bool
is_name(const char *name, size_t length)
{
	if (length == 0 || *name == '-')
		return false;
	for (size_t i = 0; i < length; i++)
		if (!byte_is_letter(name[i]) && !byte_is_digit(name[i]) &&
		    !memchr("-._", name[i], 3))
			return false;
	return true;
}

/* "name", "-name", "!name", "name=text". */
static bool
read_attribute(const struct span *word, struct attribute *attribute)
{
	const char *equals = memchr(word->at, '=', span_length(word));
	const char *end = equals ? equals : word->end;
	bool marked = *word->at == '-' || *word->at == '!';

	*attribute = (struct attribute){.name = word->at + (marked ? 1 : 0)};
	attribute->name_length = (size_t)(end - attribute->name);
	if (*word->at == '-')
		attribute->state = ATTRIBUTE_UNSET;
	else if (marked)
		attribute->state = ATTRIBUTE_UNSPECIFIED;
	else
		attribute->state = equals ? ATTRIBUTE_TEXT : ATTRIBUTE_SET;
	if (attribute->state == ATTRIBUTE_TEXT) {
		attribute->text = equals + 1;
		attribute->text_length = (size_t)(word->end - equals - 1);
	}
	return end > word->at && is_name(attribute->name, attribute->name_length);
}

/* One name that is none, and git ignores the whole line. */
static bool
are_attributes(struct span line)
{
	for (skip_blanks(&line); line.at < line.end; skip_blanks(&line)) {
		struct span word = take_word(&line);
		struct attribute attribute;

		if (!read_attribute(&word, &attribute))
			return false;
	}
	return true;
}

static bool
read_attributes(struct parser *parser, struct span line, struct attribute_rule *rule)
{
	struct attribute_rules *rules = parser->rules;

	if (!are_attributes(line))
		return false;
	rule->first = rules->attributes.count;
	for (skip_blanks(&line); line.at < line.end; skip_blanks(&line)) {
		struct span word = take_word(&line);

		read_attribute(&word, LIST_ADD(parser->arena, &rules->attributes));
	}
	rule->count = rules->attributes.count - rule->first;
	return true;
}

/* Patterns that begin with "!" or end with "/" match nothing. */
static bool
read_pattern(const struct span *word, struct attribute_rule *rule)
{
	struct span pattern = *word;

	if (pattern.at == pattern.end || *pattern.at == '!' || pattern.end[-1] == '/')
		return false;
	rule->anywhere = !memchr(pattern.at, '/', span_length(&pattern));
	if (*pattern.at == '/')
		pattern.at++;
	rule->pattern = pattern.at;
	rule->length = span_length(&pattern);
	rule->literal = wildmatch_literal(rule->pattern, rule->length);
	return true;
}

static bool
read_macro_name(const struct span *word, struct attribute_rule *rule)
{
	struct span rest = {word->at + strlen("[attr]"), word->end};
	struct span name;

	skip_blanks(&rest);
	name = take_word(&rest);
	rule->macro = true;
	rule->pattern = name.at;
	rule->length = span_length(&name);
	return is_name(rule->pattern, rule->length);
}

static bool
is_macro(const struct span *word)
{
	size_t length = strlen("[attr]");

	return span_length(word) > length && memcmp(word->at, "[attr]", length) == 0;
}

static bool
fits(const struct parser *parser)
{
	const struct attribute_rules *rules = parser->rules;

	return (rules->rules.count <= MOST_RULES && rules->attributes.count <= MOST_ATTRIBUTES &&
		rules->macros.count <= MOST_MACROS) ||
	       fail(parser->err, ERROR_UNAVAILABLE,
		    "more than %d rules, %d attributes or %d macros", MOST_RULES, MOST_ATTRIBUTES,
		    MOST_MACROS);
}

static bool
read_rule(struct parser *parser, struct span line, struct attribute_rule *rule)
{
	struct span word;

	if (*line.at != '"' || !take_quoted(parser->arena, &line, &word))
		word = take_word(&line);
	if (is_macro(&word))
		return parser->root && read_macro_name(&word, rule) &&
		       read_attributes(parser, line, rule);
	return read_pattern(&word, rule) && read_attributes(parser, line, rule);
}

static bool
read_line(struct parser *parser, struct span line, bool doubtful)
{
	struct attribute_rules *rules = parser->rules;
	struct attribute_rule rule = {.doubtful = doubtful};
	size_t whole = span_length(&line);

	skip_blanks(&line);
	if (line.at == line.end || *line.at == '#')
		return true;
	if (whole >= LONGEST_LINE) {
		rules->unclear = true;
		return true;
	}
	if (!read_rule(parser, line, &rule) || (!rule.macro && rule.count == 0))
		return true;
	if (rule.macro)
		*LIST_ADD(parser->arena, &rules->macros) = rules->rules.count;
	*LIST_ADD(parser->arena, &rules->rules) = rule;
	return fits(parser);
}

/* Of a line with a NUL git sees what is before it. */
static struct span
take_line(struct parser *parser, struct span *text)
{
	struct span line = {text->at, memchr(text->at, '\n', span_length(text))};
	const char *nul;

	if (!line.end)
		line.end = text->end;
	text->at = line.end < text->end ? line.end + 1 : line.end;
	nul = memchr(line.at, '\0', span_length(&line));
	if (nul) {
		parser->rules->unclear = true;
		line.end = nul;
	}
	return line;
}

bool
attributes_parse(struct arena *arena, const char *bytes, size_t length, bool root,
		 struct attribute_rules *rules, struct error *err)
{
	static const char mark[] = "\xEF\xBB\xBF";
	struct parser parser = {arena, rules, root, err};
	const char *copy = arena_copy(arena, length ? bytes : "", length);
	struct span text = {copy, copy + length};
	bool marked = length >= 3 && memcmp(copy, mark, 3) == 0;

	*rules = (struct attribute_rules){0};
	rules->marked = marked;
	if (marked)
		text.at += 3;
	while (text.at < text.end) {
		struct span line = take_line(&parser, &text);

		if (!read_line(&parser, line, marked))
			return false;
		marked = false;
	}
	return true;
}

/* What is found for one path; the first word about an attribute is the last one. */
struct finder {
	const struct attribute_layer *layers;
	size_t layer_count;
	const char *path;
	size_t path_length;
	size_t name_at; /* where the last part of the path begins */
	bool doubtful;
	struct attribute *answers;
	size_t answer_count;
	size_t open; /* answers not found yet */
	bool answered[MOST_ANSWERS];
	bool expanded[MOST_MACROS + 1]; /* by number among the root's; the last is `binary` */
	uint64_t *steps;
};

static bool
matches(const struct finder *finder, const struct attribute_rule *rule, size_t folder_length)
{
	size_t begin = rule->anywhere ? finder->name_at : folder_length;
	const char *text = finder->path + begin;
	size_t length = finder->path_length - begin;

	++*finder->steps;
	if (rule->literal > length || memcmp(rule->pattern, text, rule->literal) != 0)
		return false;
	if (rule->literal == rule->length)
		return length == rule->length;
	/* Git takes off what is literal first: so `a**` followed by a slash crosses slashes. */
	return wildmatch(rule->pattern + rule->literal, rule->length - rule->literal,
			 text + rule->literal, length - rule->literal, finder->steps);
}

static bool
is_called(const struct attribute *attribute, const char *name, size_t length)
{
	return attribute->name_length == length && memcmp(attribute->name, name, length) == 0;
}

static const struct attribute binary_attributes[] = {
	{"diff", 4, ATTRIBUTE_UNSET, NULL, 0},
	{"merge", 5, ATTRIBUTE_UNSET, NULL, 0},
	{"text", 4, ATTRIBUTE_UNSET, NULL, 0},
};

/* Of several macros of one name the last one counts. */
static size_t
find_macro(const struct finder *finder, const struct attribute *attribute,
	   const struct attribute **expansion, size_t *count)
{
	const struct attribute_rules *root = finder->layer_count ? finder->layers[0].rules : NULL;

	for (size_t i = root ? root->macros.count : 0; i > 0; i--) {
		const struct attribute_rule *rule = &root->rules.at[root->macros.at[i - 1]];

		++*finder->steps;
		if (!is_called(attribute, rule->pattern, rule->length) ||
		    (rule->doubtful && !finder->doubtful))
			continue;
		*expansion = rule->count ? root->attributes.at + rule->first : NULL;
		*count = rule->count;
		return i - 1;
	}
	*expansion = binary_attributes;
	*count = sizeof(binary_attributes) / sizeof(binary_attributes[0]);
	return is_called(attribute, "binary", 6) ? MOST_MACROS : SIZE_MAX;
}

static void
answer(struct finder *finder, const struct attribute *attribute)
{
	for (size_t i = 0; i < finder->answer_count; i++) {
		struct attribute *wanted = &finder->answers[i];

		if (finder->answered[i] || !is_called(attribute, wanted->name, wanted->name_length))
			continue;
		*wanted = *attribute;
		finder->answered[i] = true;
		finder->open--;
	}
}

/* Calls itself once for each macro at most. */
static void
apply(struct finder *finder, const struct attribute *attributes, size_t count)
{
	for (size_t i = count; i > 0 && finder->open; i--) {
		const struct attribute *attribute = &attributes[i - 1], *expansion;
		size_t expansion_count;
		size_t macro = find_macro(finder, attribute, &expansion, &expansion_count);

		answer(finder, attribute);
		if (macro == SIZE_MAX || finder->expanded[macro])
			continue;
		finder->expanded[macro] = true;
		if (attribute->state == ATTRIBUTE_SET)
			apply(finder, expansion, expansion_count);
	}
}

static void
apply_layer(struct finder *finder, const struct attribute_layer *layer)
{
	const struct attribute_rules *rules = layer->rules;

	for (size_t i = rules ? rules->rules.count : 0; i > 0 && finder->open; i--) {
		const struct attribute_rule *rule = &rules->rules.at[i - 1];

		if (*finder->steps > ATTRIBUTES_MOST_STEPS)
			return;
		if (!rule->macro && (finder->doubtful || !rule->doubtful) &&
		    matches(finder, rule, layer->folder_length))
			apply(finder, rules->attributes.at + rule->first, rule->count);
	}
}

void
attributes_find(const struct attribute_layer *layers, size_t layer_count, const char *path,
		size_t path_length, bool doubtful, struct attribute *answers, size_t answer_count,
		uint64_t *steps)
{
	struct finder finder = {.layers = layers,
				.layer_count = layer_count,
				.path = path,
				.path_length = path_length,
				.doubtful = doubtful,
				.answers = answers,
				.answer_count = answer_count,
				.open = answer_count,
				.steps = steps};

	assert(answer_count <= MOST_ANSWERS);
	for (size_t i = 0; i < answer_count; i++) {
		answers[i].name_length = strlen(answers[i].name);
		answers[i].state = ATTRIBUTE_UNSPECIFIED;
	}
	for (size_t i = 0; i < path_length; i++)
		if (path[i] == '/')
			finder.name_at = i + 1;
	for (size_t i = layer_count; i > 0; i--)
		apply_layer(&finder, &layers[i - 1]);
}
