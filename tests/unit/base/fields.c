/* SPDX-License-Identifier: Apache-2.0 */
/* Does base/fields_*.c read, write and describe every type of field, and refuse with good words? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fields.h"
#include "base/json.h"
#include "base/text.h"
#include "base/yaml.h"

enum colour { RED, GREEN, DARK_BLUE };

struct wheel {
	const char *maker;
	int64_t inches;
};

struct lamp {
	int64_t watts;
	bool lit;
};

struct part {
	const char *name;
	const char *use;
	int64_t weight;
	LIST(struct wheel) wheels;
};

struct car {
	const char *label;
	const char *note;
	int64_t doors, seats, built, pause, warranty;
	bool sold, tested;
	int colour, trim;
	struct texts tags, owners;
	struct wheel spare;
	struct lamp lamp, bulb;
	struct wheel *fifth;
	LIST(struct wheel) wheels;
	LIST(struct part) parts;
};

static const char *
starts_small(const char *text)
{
	return text[0] >= 'a' && text[0] <= 'z' ? NULL : "must start with a small letter";
}

static const char *const colours[] = {"red", "green", "dark-blue", NULL};

static const struct field wheel_rows[] = {
	{.name = "maker",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct wheel, maker),
	 .optional = true},
	{.name = "inches",
	 .type = FIELD_INTEGER,
	 .offset = offsetof(struct wheel, inches),
	 .minimum = 10,
	 .maximum = 22,
	 .meaning = "Across, in inches."},
};
static const struct fields wheel_fields = {"wheel", sizeof(struct wheel), FIELDS_OF(wheel_rows),
					   "What it rolls on."};

static const struct field lamp_rows[] = {
	{.name = "watts",
	 .type = FIELD_INTEGER,
	 .offset = offsetof(struct lamp, watts),
	 .unless_given = "40"},
	{.name = "lit",
	 .type = FIELD_BOOLEAN,
	 .offset = offsetof(struct lamp, lit),
	 .optional = true},
};
static const struct fields lamp_fields = {"lamp", sizeof(struct lamp), FIELDS_OF(lamp_rows), NULL};

static const struct field part_rows[] = {
	{.name = "use", .type = FIELD_TEXT, .offset = offsetof(struct part, use)},
	{.name = "weight",
	 .type = FIELD_INTEGER,
	 .offset = offsetof(struct part, weight),
	 .optional = true},
	{.name = "wheels",
	 .type = FIELD_OBJECTS,
	 .offset = offsetof(struct part, wheels),
	 .of = &wheel_fields,
	 .optional = true},
};
static const struct fields part_fields = {"part", sizeof(struct part), FIELDS_OF(part_rows), NULL};

#define CAR(member) .offset = offsetof(struct car, member)

static const struct field car_rows[] = {
	{.name = "label", .type = FIELD_TEXT, CAR(label), .problem = starts_small},
	{.name = "note", .type = FIELD_TEXT, CAR(note), .optional = true},
	{.name = "doors", .type = FIELD_INTEGER, CAR(doors)},
	{.name = "seats",
	 .type = FIELD_INTEGER,
	 CAR(seats),
	 .unless_given = "5",
	 .minimum = 1,
	 .maximum = 9},
	{.name = "built", .type = FIELD_INSTANT, CAR(built)},
	{.name = "pause",
	 .type = FIELD_DURATION,
	 CAR(pause),
	 .optional = true,
	 .minimum = 60,
	 .maximum = 7200},
	{.name = "warranty", .type = FIELD_DURATION, CAR(warranty), .unless_given = "\"30d\""},
	{.name = "sold", .type = FIELD_BOOLEAN, CAR(sold), .optional = true},
	{.name = "tested", .type = FIELD_BOOLEAN, CAR(tested), .unless_given = "true"},
	{.name = "colour", .type = FIELD_CHOICE, CAR(colour), .choices = colours},
	{.name = "trim",
	 .type = FIELD_CHOICE,
	 CAR(trim),
	 .choices = colours,
	 .unless_given = "\"green\""},
	{.name = "tags", .type = FIELD_TEXTS, CAR(tags), .optional = true, .problem = starts_small},
	{.name = "owners", .type = FIELD_TEXTS, CAR(owners), .unless_given = "[\"me\"]"},
	{.name = "spare", .type = FIELD_OBJECT, CAR(spare), .of = &wheel_fields},
	{.name = "lamp", .type = FIELD_OBJECT, CAR(lamp), .of = &lamp_fields, .optional = true},
	{.name = "bulb",
	 .type = FIELD_OBJECT,
	 CAR(bulb),
	 .of = &lamp_fields,
	 .unless_given = "{\"watts\":7}"},
	{.name = "fifth", .type = FIELD_OPTIONAL, CAR(fifth), .of = &wheel_fields},
	{.name = "wheels", .type = FIELD_OBJECTS, CAR(wheels), .of = &wheel_fields},
	{.name = "parts",
	 .type = FIELD_NAMED,
	 CAR(parts),
	 .of = &part_fields,
	 .optional = true,
	 .problem = starts_small},
};
static const struct fields car_fields = {"car", sizeof(struct car), FIELDS_OF(car_rows),
					 "Something with doors."};

/* The least that is a car, and what follows from it. */
#define LEAST                                                                      \
	"\"built\":\"2026-11-21T20:30:00Z\",\"colour\":\"dark-blue\",\"doors\":0," \
	"\"label\":\"a\",\"spare\":{\"inches\":16},\"wheels\":[]"
#define LEAST_READ_BACK                                                                        \
	"{\"built\":\"2026-11-21T20:30:00Z\",\"bulb\":{\"watts\":7},\"colour\":\"dark-blue\"," \
	"\"doors\":0,\"label\":\"a\",\"lamp\":{\"watts\":40},\"owners\":[\"me\"],\"seats\":5," \
	"\"spare\":{\"inches\":16},\"tested\":true,\"trim\":\"green\",\"warranty\":\"30d\","   \
	"\"wheels\":[]}"

static bool
read_json(struct arena *arena, const char *json, struct car *car, struct error *err)
{
	const struct node *root;

	if (!json_parse(arena, json, strlen(json), &root, err))
		fail_msg("%s: %s", json, err->message);
	return fields_read(arena, &car_fields, root, NULL, car, err);
}

static void
fills_defaults(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct error err = {0};
	struct car car;

	(void)state;
	memset(&car, 0xAB, sizeof(car));
	if (!read_json(&arena, "{" LEAST "}", &car, &err))
		fail_msg("%s", err.message);
	assert_string_equal(car.label, "a");
	assert_null(car.note);
	assert_int_equal(car.seats, 5);
	assert_int_equal(car.built, INT64_C(1795293000));
	assert_int_equal(car.pause, 0);
	assert_int_equal(car.warranty, 30 * 86400);
	assert_true(car.tested);
	assert_int_equal(car.colour, DARK_BLUE);
	assert_int_equal(car.trim, GREEN);
	assert_int_equal(car.owners.count, 1);
	assert_int_equal(car.lamp.watts, 40);
	assert_int_equal(car.bulb.watts, 7);
	assert_null(car.fifth);
	assert_int_equal(car.wheels.count, 0);
	fields_write(&out, &car_fields, &car);
	assert_string_equal(out.bytes, LEAST_READ_BACK);
}

static void
reads_lists_that_can_grow(void **state)
{
	static const char json[] = "{" LEAST ",\"tags\":[\"x\",\"y\",\"z\"],"
				   "\"parts\":{\"b\":{\"use\":\"2\"},\"a\":{\"use\":\"1\"},"
				   "\"c\":{\"use\":\"3\",\"wheels\":[{\"inches\":10}]}}}";
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct error err;
	struct car car;

	(void)state;
	assert_true(read_json(&arena, json, &car, &err));
	assert_int_equal(car.parts.count, 3);
	assert_string_equal(car.parts.at[0].name, "b");
	assert_string_equal(car.parts.at[1].use, "1");
	assert_int_equal(car.parts.at[2].wheels.at[0].inches, 10);
	for (int i = 0; i < 5; i++) {
		texts_add(&arena, &car.tags, "more");
		LIST_ADD(&arena, &car.parts)->name = "more";
	}
	assert_string_equal(car.tags.at[2], "z");
	assert_string_equal(car.tags.at[7], "more");
	assert_string_equal(car.parts.at[0].name, "b");
}

/* What is wrong with a document, and the words for it. */
struct mistake {
	const char *json, *expected;
};

static const struct mistake mistakes[] = {
	{"[]", "expected a map, found a list"},
	{"null", "expected a map, found nothing"},
	{"{}", "'label' is missing"},
	{"{" LEAST ",\"lable\":1}", "unknown key 'lable'; did you mean 'label'?"},
	{"{" LEAST ",\"Label\":\"a\"}", "unknown key 'Label'; did you mean 'label'?"},
	{"{" LEAST ",\"zebra\":1}", "unknown key 'zebra'"},
	{"{" LEAST ",\"\":1}", "unknown key ''"},
	{"{" LEAST ",\"name\\u001b[2J\":1}", "unknown key 'name?[2J'"},
	{"{" LEAST ",\"note\":1}", "note: expected text, found a number; put it in quotes"},
	{"{" LEAST ",\"note\":true}", "note: expected text, found true or false; put it in quotes"},
	{"{" LEAST ",\"note\":null}", "note: expected text, found nothing"},
	{"{" LEAST ",\"note\":[]}", "note: expected text, found a list"},
	{"{" LEAST ",\"seats\":\"5\"}", "seats: expected a whole number, found text"},
	{"{" LEAST ",\"seats\":0}", "seats: must be between 1 and 9, not 0"},
	{"{" LEAST ",\"seats\":10}", "seats: must be between 1 and 9, not 10"},
	{"{" LEAST ",\"pause\":30}", "pause: expected a duration such as \"90s\""},
	{"{" LEAST ",\"pause\":\"1w\"}", "not '1w'"},
	{"{" LEAST ",\"pause\":\"59s\"}", "pause: must be between 1m and 2h, not '59s'"},
	{"{" LEAST ",\"pause\":\"3h\"}", "pause: must be between 1m and 2h, not '3h'"},
	{"{" LEAST ",\"sold\":\"true\"}", "sold: expected true or false, found text"},
	{"{" LEAST ",\"sold\":1}", "sold: expected true or false, found a number"},
	{"{" LEAST ",\"trim\":\"gren\"}",
	 "trim: 'gren' is not one of: red, green, dark-blue; did you mean 'green'?"},
	{"{" LEAST ",\"trim\":\"pink\"}", "trim: 'pink' is not one of: red, green, dark-blue"},
	{"{" LEAST ",\"trim\":1}", "trim: expected text, found a number"},
	{"{" LEAST ",\"tags\":\"x\"}", "tags: expected a list of texts, found text"},
	{"{" LEAST ",\"tags\":[\"x\",2]}", "tags[1]: expected text, found a number"},
	{"{" LEAST ",\"tags\":[\"x\",\"X\"]}", "tags[1]: 'X' must start with a small letter"},
	{"{" LEAST ",\"lamp\":{\"lit\":0}}", "lamp.lit: expected true or false"},
	{"{" LEAST ",\"fifth\":{}}", "fifth: 'inches' is missing"},
	{"{" LEAST ",\"fifth\":null}", "fifth: expected a map, found nothing"},
	{"{" LEAST ",\"parts\":[]}", "parts: expected a map, found a list"},
	{"{" LEAST ",\"parts\":{\"x\":{}}}", "parts.x: 'use' is missing"},
	{"{" LEAST ",\"parts\":{\"X\":{\"use\":\"\"}}}",
	 "parts: 'X' must start with a small letter"},
	{"{" LEAST ",\"parts\":{\"x\":{\"name\":\"y\",\"use\":\"\"}}}",
	 "parts.x: unknown key 'name'"},
	{"{" LEAST ",\"parts\":{\"x\":{\"use\":\"\",\"wheels\":[{\"inches\":10},{\"inches\":9}]"
	 "}}}",
	 "parts.x.wheels[1].inches: must be between 10 and 22, not 9"},
};

static void
says_what_is_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		struct arena arena RELEASED_BY(arena_release) = {0};
		struct error err = {0};
		struct car car, before;

		memset(&car, 0xAB, sizeof(car));
		memset(&before, 0xAB, sizeof(before));
		if (read_json(&arena, mistakes[i].json, &car, &err))
			fail_msg("accepted: %s", mistakes[i].json);
		if (!strstr(err.message, mistakes[i].expected))
			fail_msg("expected '%s' in '%s'", mistakes[i].expected, err.message);
		if (strstr(err.message, "mean") && !strstr(mistakes[i].expected, "mean"))
			fail_msg("a needless guess: %s", err.message);
		assert_int_equal(err.code, ERROR_FORMAT);
		assert_memory_equal(&car, &before, sizeof(car));
	}
}

static void
each_required_field_is_missed(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	const struct node *root;
	struct error err;

	(void)state;
	assert_true(json_parse(&arena, "{" LEAST "}", strlen("{" LEAST "}"), &root, &err));
	assert_int_equal(root->count, 6);
	for (size_t left_out = 0; left_out < root->count; left_out++) {
		struct node map = *root, copies[6];
		struct car car;
		size_t at = 0;

		map.first = NULL;
		for (const struct node *child = root->first; child; child = child->next, at++) {
			copies[at] = *child;
			if (at == left_out)
				continue;
			copies[at].next = map.first;
			map.first = &copies[at];
		}
		assert_false(fields_read(&arena, &car_fields, &map, NULL, &car, &err));
		assert_non_null(strstr(err.message, arena_format(&arena, "'%s' is missing",
								 copies[left_out].key)));
	}
}

static void
refuses_duplicate_keys_of_any_tree(void **state)
{
	struct node second = {.kind = NODE_TEXT, .key = "maker", .text = "b"};
	struct node first = {.kind = NODE_TEXT, .key = "maker", .text = "a", .next = &second};
	struct node map = {.kind = NODE_MAP, .first = &first, .count = 2};
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct wheel wheel;
	struct error err;

	(void)state;
	assert_false(fields_read(&arena, &wheel_fields, &map, NULL, &wheel, &err));
	assert_string_equal(err.message, "the key 'maker' is there twice");
}

static void
points_into_yaml(void **state)
{
	static const char text[] = "label: x\ndoors: 2\nbuilt: 2026-11-21T20:30:00Z\ncolour: red\n"
				   "spare: {inches: 16}\nwheels:\n  - maker: 2026\n"
				   "    inches: 16\n";
	struct source_text source = {"car.yml", text, sizeof(text) - 1};
	struct arena arena RELEASED_BY(arena_release) = {0};
	const struct node *root;
	struct error err;
	struct car car;

	(void)state;
	assert_true(yaml_parse(&arena, &source, &root, &err));
	assert_false(fields_read(&arena, &car_fields, root, &source, &car, &err));
	assert_string_equal(err.message,
			    "car.yml:7:12: wheels[0].maker: expected text, found a number; put it "
			    "in quotes\n    - maker: 2026\n             ^");
}

static void
wrong_default_is_our_bug(void **state)
{
	static const struct field rows[] = {
		{.name = "maker", .type = FIELD_TEXT, .unless_given = "7"},
	};
	static const struct fields fields = {"odd", sizeof(struct wheel), FIELDS_OF(rows), NULL};
	const struct node empty = {.kind = NODE_MAP};
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct wheel wheel;
	struct error err;

	(void)state;
	assert_false(fields_read(&arena, &fields, &empty, NULL, &wheel, &err));
	assert_int_equal(err.code, ERROR_BUG);
}

/* A small generator of our own: the same cars every time. */
static unsigned
draw(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % below;
}

static const char *
draw_text(unsigned *seed)
{
	static const char *const texts[] = {"",
					    "a",
					    "b c",
					    "\"\\/\b\f\n\r\t\x01\x7f",
					    "\xC3\xA9\xF0\x9F\x98\x80",
					    "null",
					    "2026",
					    "z::<>&'",
					    NULL};

	return texts[draw(seed, 9)];
}

static const char *
draw_small(unsigned *seed)
{
	static const char *const texts[] = {"a", "b", "b-1", "zoo", "a\xC3\xA9"};

	return texts[draw(seed, 5)];
}

static struct wheel
draw_wheel(unsigned *seed)
{
	struct wheel wheel = {draw_text(seed), 10 + draw(seed, 13)};

	return wheel;
}

static void
draw_parts(struct arena *arena, struct car *car, unsigned *seed)
{
	for (unsigned i = draw(seed, 6); i > 0; i--) {
		struct part *part = LIST_ADD(arena, &car->parts);

		part->name = arena_format(arena, "%s%u", draw_small(seed), i);
		part->use = draw_small(seed);
		part->weight = (int64_t)draw(seed, 3) - 1;
		while (draw(seed, 2))
			*LIST_ADD(arena, &part->wheels) = draw_wheel(seed);
	}
}

static void
draw_car(struct arena *arena, struct car *car, unsigned *seed)
{
	static const int64_t numbers[] = {0, 1, -1, LIMIT_INTEGER, -LIMIT_INTEGER};

	memset(car, 0, sizeof(*car));
	car->label = draw_small(seed);
	car->note = draw_text(seed);
	car->doors = numbers[draw(seed, 5)];
	car->seats = 1 + draw(seed, 9);
	car->built = (int64_t)draw(seed, 30000) * 100000;
	car->pause = draw(seed, 2) ? 60 + draw(seed, 7000) : 0;
	car->warranty = (int64_t)draw(seed, 3) * 43200;
	car->sold = draw(seed, 2);
	car->tested = draw(seed, 2);
	car->colour = (int)draw(seed, 3);
	car->trim = (int)draw(seed, 3);
	while (draw(seed, 3))
		texts_add(arena, &car->tags, draw_small(seed));
	while (draw(seed, 2))
		texts_add(arena, &car->owners, draw_small(seed));
	car->spare = draw_wheel(seed);
	car->lamp = (struct lamp){numbers[draw(seed, 3)], draw(seed, 2)};
	car->bulb = (struct lamp){numbers[draw(seed, 3)], draw(seed, 2)};
	if (draw(seed, 2)) {
		car->fifth = arena_allocate(arena, sizeof(*car->fifth));
		*car->fifth = draw_wheel(seed);
	}
	while (draw(seed, 3))
		*LIST_ADD(arena, &car->wheels) = draw_wheel(seed);
	draw_parts(arena, car, seed);
}

static void
assert_keys_sorted(const struct node *node)
{
	for (const struct node *child = node->first; child; child = child->next) {
		if (node->kind == NODE_MAP && child->next)
			assert_true(strcmp(child->key, child->next->key) < 0);
		assert_keys_sorted(child);
	}
}

static void
assert_same_car(const struct car *a, const struct car *b)
{
	assert_true(text_equal(a->label, b->label) && text_equal(a->note, b->note));
	assert_int_equal(a->doors, b->doors);
	assert_int_equal(a->seats, b->seats);
	assert_int_equal(a->built, b->built);
	assert_int_equal(a->pause, b->pause);
	assert_int_equal(a->warranty, b->warranty);
	assert_int_equal(a->sold, b->sold);
	assert_int_equal(a->tested, b->tested);
	assert_int_equal(a->colour, b->colour);
	assert_int_equal(a->trim, b->trim);
	assert_int_equal(a->tags.count, b->tags.count);
	assert_int_equal(a->owners.count, b->owners.count);
	assert_int_equal(a->lamp.watts, b->lamp.watts);
	assert_int_equal(a->bulb.watts, b->bulb.watts);
	assert_int_equal(!a->fifth, !b->fifth);
	assert_int_equal(a->wheels.count, b->wheels.count);
	assert_int_equal(a->parts.count, b->parts.count);
}

static void
what_is_written_reads_back(void **state)
{
	unsigned seed = 20261121;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct arena arena RELEASED_BY(arena_release) = {0};
		struct buffer first RELEASED_BY(buffer_release) = {0};
		struct buffer second RELEASED_BY(buffer_release) = {0};
		struct buffer tree RELEASED_BY(buffer_release) = {0};
		const struct node *root;
		struct car car, again;
		struct error err = {0};

		draw_car(&arena, &car, &seed);
		fields_write(&first, &car_fields, &car);
		if (!json_parse(&arena, first.bytes, first.length, &root, &err) ||
		    !fields_read(&arena, &car_fields, root, NULL, &again, &err))
			fail_msg("%s: %s", first.bytes, err.message);
		assert_keys_sorted(root);
		assert_same_car(&car, &again);
		fields_write(&second, &car_fields, &again);
		assert_string_equal(first.bytes, second.bytes);
		json_write(&tree, root);
		assert_string_equal(first.bytes, tree.bytes);
	}
}

/* The three kinds of embedded object that may be absent, all empty. */
struct shed {
	struct lamp with_default;
	struct wheel with_required;
	struct part *never;
	int64_t first;
};

static const struct field shed_rows[] = {
	{.name = "withRequired",
	 .type = FIELD_OBJECT,
	 .optional = true,
	 .of = &wheel_fields,
	 .offset = offsetof(struct shed, with_required)},
	{.name = "withDefault",
	 .type = FIELD_OBJECT,
	 .optional = true,
	 .of = &lamp_fields,
	 .offset = offsetof(struct shed, with_default)},
	{.name = "never",
	 .type = FIELD_OPTIONAL,
	 .of = &part_fields,
	 .offset = offsetof(struct shed, never)},
	{.name = "first",
	 .type = FIELD_INTEGER,
	 .optional = true,
	 .offset = offsetof(struct shed, first)},
};
static const struct fields shed_fields = {"shed", sizeof(struct shed), FIELDS_OF(shed_rows), NULL};

static void
absent_objects_stay_absent(void **state)
{
	const struct node empty = {.kind = NODE_MAP};
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct shed shed = {.first = 0};
	struct error err;

	(void)state;
	fields_write(&out, &shed_fields, &shed);
	assert_string_equal(out.bytes, "{\"withDefault\":{\"watts\":0}}");
	assert_true(fields_read(&arena, &shed_fields, &empty, NULL, &shed, &err));
	assert_int_equal(shed.with_default.watts, 40);
	assert_int_equal(shed.with_required.inches, 0);
	buffer_clear(&out);
	fields_write(&out, &shed_fields, &shed);
	assert_string_equal(out.bytes, "{\"withDefault\":{\"watts\":40}}");
	shed.with_required.inches = 12;
	shed.first = -1;
	buffer_clear(&out);
	fields_write(&out, &shed_fields, &shed);
	assert_string_equal(out.bytes, "{\"first\":-1,\"withDefault\":{\"watts\":40},"
				       "\"withRequired\":{\"inches\":12}}");
}

static void
knows_what_is_required(void **state)
{
	(void)state;
	assert_true(field_is_required(&car_rows[0]));
	assert_false(field_is_required(&car_rows[1]));
	assert_false(field_is_required(&car_rows[3]));
	assert_false(field_is_required(&car_rows[16]));
	assert_true(fields_require_any(&wheel_fields));
	assert_false(fields_require_any(&lamp_fields));
}

static void
assert_schema_says(const struct node *schema, const char *pointer, const char *expected)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	const struct node *found = json_pointer(schema, pointer);

	if (!found != !expected)
		fail_msg("%s", pointer);
	if (!found)
		return;
	json_write(&out, found);
	assert_string_equal(out.bytes, expected);
}

#define PROPERTY "/$defs/car/properties/"

static const struct mistake said[] = {
	{"/$schema", "\"https://json-schema.org/draft/2020-12/schema\""},
	{"/$id", "\"https://x.example/car\""},
	{"/$ref", "\"#/$defs/car\""},
	{"/$defs/car/type", "\"object\""},
	{"/$defs/car/description", "\"Something with doors.\""},
	{"/$defs/car/additionalProperties", "false"},
	{"/$defs/car/required", "[\"label\",\"doors\",\"built\",\"colour\",\"spare\",\"wheels\"]"},
	{"/$defs/lamp/required", NULL},
	{"/$defs/part/properties/name", NULL},
	{PROPERTY "label", "{\"type\":\"string\"}"},
	{PROPERTY "seats", "{\"default\":5,\"maximum\":9,\"minimum\":1,\"type\":\"integer\"}"},
	{PROPERTY "tested", "{\"default\":true,\"type\":\"boolean\"}"},
	{PROPERTY "colour", "{\"enum\":[\"red\",\"green\",\"dark-blue\"]}"},
	{PROPERTY "built",
	 "{\"pattern\":\"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$\","
	 "\"type\":\"string\"}"},
	{PROPERTY "pause", "{\"pattern\":\"^[0-9]+[smhd]$\",\"type\":\"string\"}"},
	{PROPERTY "tags", "{\"items\":{\"type\":\"string\"},\"type\":\"array\"}"},
	{PROPERTY "owners",
	 "{\"default\":[\"me\"],\"items\":{\"type\":\"string\"},\"type\":\"array\"}"},
	{PROPERTY "fifth", "{\"$ref\":\"#/$defs/wheel\"}"},
	{PROPERTY "wheels", "{\"items\":{\"$ref\":\"#/$defs/wheel\"},\"type\":\"array\"}"},
	{PROPERTY "parts",
	 "{\"additionalProperties\":{\"$ref\":\"#/$defs/part\"},\"type\":\"object\"}"},
	{"/$defs/wheel/properties/inches/description", "\"Across, in inches.\""},
};

static void
describes_itself(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct buffer again RELEASED_BY(buffer_release) = {0};
	const struct node *schema;
	struct error err = {0};

	(void)state;
	fields_schema(&out, &car_fields, "https://x.example/car");
	fields_schema(&again, &car_fields, "https://x.example/car");
	assert_string_equal(out.bytes, again.bytes);
	assert_true(text_starts_with(out.bytes, "{\n  \"$schema\": "));
	assert_true(text_ends_with(out.bytes, "\n}\n"));
	if (!json_parse(&arena, out.bytes, out.length, &schema, &err))
		fail_msg("%s", err.message);
	assert_int_equal(json_pointer(schema, "/$defs")->count, 4);
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		assert_schema_says(schema, said[i].json, said[i].expected);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills_defaults),
		cmocka_unit_test(reads_lists_that_can_grow),
		cmocka_unit_test(says_what_is_wrong),
		cmocka_unit_test(each_required_field_is_missed),
		cmocka_unit_test(refuses_duplicate_keys_of_any_tree),
		cmocka_unit_test(points_into_yaml),
		cmocka_unit_test(wrong_default_is_our_bug),
		cmocka_unit_test(what_is_written_reads_back),
		cmocka_unit_test(absent_objects_stay_absent),
		cmocka_unit_test(knows_what_is_required),
		cmocka_unit_test(describes_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
