/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a described repository get to the disk? Into one folder per process, in memory where
 * there is such a place: loose objects and one pack, both without compression, and files as given.
 */
#ifndef TESTS_FUZZ_REPOSITORY_DISK_H
#define TESTS_FUZZ_REPOSITORY_DISK_H

#include "tests/fuzz/repository_script.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STORED_BYTES = 65535 }; /* of one block of DEFLATE */

struct place_on_disk {
	struct arena *arena;
	const char *root;  /* the work tree */
	struct texts made; /* files and folders, in this order */
};

static inline const char *
disk_root(void)
{
	static char root[512];
	const char *temporary = getenv("TMPDIR");

	if (*root)
		return root;
	snprintf(root, sizeof(root), "%s/changegate-fuzz-%ld",
		 access("/dev/shm", W_OK) == 0 ? "/dev/shm"
		 : temporary                   ? temporary
					       : "/tmp",
		 (long)getpid());
	return root;
}

static inline void
disk_folders(struct place_on_disk *place, const char *path)
{
	char *copy = arena_text(place->arena, path);

	for (char *at = copy + strlen(place->root); (at = strchr(at, '/')); *at++ = '/') {
		*at = '\0';
		if (mkdir(copy, 0700) == 0)
			texts_add(place->arena, &place->made, arena_text(place->arena, copy));
	}
}

static inline const char *
disk_path(struct place_on_disk *place, const char *name)
{
	const char *path = arena_format(place->arena, "%s/.git/%s", place->root, name);

	disk_folders(place, path);
	return path;
}

/* A path that cannot be written to, below another file, say, is left out. */
static inline void
disk_write(struct place_on_disk *place, const char *name, const void *bytes, size_t length)
{
	const char *path = disk_path(place, name);
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool good;

	if (file < 0)
		return;
	texts_add(place->arena, &place->made, path);
	good = write(file, bytes, length) == (ssize_t)length;
	REQUIRE(close(file) == 0 && good);
}

static inline void
disk_link(struct place_on_disk *place, const char *name, const char *target)
{
	const char *path = disk_path(place, name);

	/* Not out of the folder: what is there is the same for nobody else. */
	if (*target != '/' && !strstr(target, "..") && symlink(target, path) == 0)
		texts_add(place->arena, &place->made, path);
}

static inline void
disk_clear(struct place_on_disk *place)
{
	for (size_t i = place->made.count; i > 0; i--)
		(void)!remove(place->made.at[i - 1]);
	place->made.count = 0;
	(void)!rmdir(place->root);
}

/* ---- objects ---- */

static inline void
add_number(struct buffer *out, uint32_t number)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buffer_add_byte(out, (char)(unsigned char)(number >> shift));
}

static inline uint32_t
adler32_of(const uint8_t *bytes, size_t length)
{
	uint32_t low = 1, high = 0;

	for (size_t i = 0; i < length; i++) {
		low = (low + bytes[i]) % 65521;
		high = (high + low) % 65521;
	}
	return high << 16 | low;
}

/* RFC 1950, of stored blocks. */
static inline void
add_stored(struct buffer *out, const struct buffer *bytes)
{
	size_t at = 0;

	buffer_add(out, "\x78\x01", 2);
	do {
		size_t left = bytes->length - at;
		size_t length = left < STORED_BYTES ? left : STORED_BYTES;
		uint8_t head[5] = {length == left, (uint8_t)length, (uint8_t)(length >> 8),
				   (uint8_t)~length, (uint8_t)(~length >> 8)};

		buffer_add(out, head, sizeof(head));
		buffer_add(out, bytes->bytes + at, length);
		at += length;
	} while (at < bytes->length);
	add_number(out, adler32_of((const uint8_t *)bytes->bytes, bytes->length));
}

static inline void
write_loose(struct place_on_disk *place, const struct made_object *object)
{
	struct buffer whole RELEASED_BY(buffer_release) = {0};
	struct buffer stored RELEASED_BY(buffer_release) = {0};
	char hex[41];

	hex_encode(hex, object->id.bytes, sizeof(object->id.bytes));
	buffer_add_format(&whole, "%s %zu", object->kind, object->body.length);
	buffer_add_byte(&whole, '\0');
	buffer_add(&whole, object->body.bytes, object->body.length);
	add_stored(&stored, &whole);
	disk_write(place, arena_format(place->arena, "objects/%.2s/%s", hex, hex + 2), stored.bytes,
		   stored.length);
}

/* ---- a pack ---- */

struct packed {
	const struct made_object *object;
	uint32_t offset;
};

static inline int
compare_packed(const void *a, const void *b)
{
	return memcmp(((const struct packed *)a)->object->id.bytes,
		      ((const struct packed *)b)->object->id.bytes, sizeof(struct sha1));
}

static inline void
add_packed(struct buffer *out, const struct made_object *object)
{
	static const char kinds[] = "ctbg"; /* their numbers in packs begin with 1 */
	char first = text_equal(object->kind, "tag") ? 'g' : *object->kind;
	unsigned kind = (unsigned)(strchr(kinds, first) - kinds) + 1;
	size_t length = object->body.length;
	unsigned byte = kind << 4 | (length & 15);

	for (length >>= 4; length; length >>= 7) {
		buffer_add_byte(out, (char)(unsigned char)(byte | 0x80));
		byte = length & 0x7F;
	}
	buffer_add_byte(out, (char)(unsigned char)byte);
	add_stored(out, &object->body);
}

static inline void
add_checksum(struct buffer *out)
{
	struct sha1 sum;

	sha1(&sum, out->bytes, out->length);
	buffer_add(out, sum.bytes, sizeof(sum.bytes));
}

/* Version 2; nobody reads the CRCs. */
static inline void
make_index(const struct packed *objects, size_t count, const struct buffer *pack,
	   struct buffer *out)
{
	size_t below = 0;

	buffer_add(out, "\377tOc\0\0\0\2", 8);
	for (unsigned byte = 0; byte < 256; byte++) {
		while (below < count && objects[below].object->id.bytes[0] <= byte)
			below++;
		add_number(out, (uint32_t)below);
	}
	for (size_t i = 0; i < count; i++)
		buffer_add(out, objects[i].object->id.bytes, sizeof(struct sha1));
	for (size_t i = 0; i < count; i++)
		add_number(out, 0);
	for (size_t i = 0; i < count; i++)
		add_number(out, objects[i].offset);
	buffer_add(out, pack->bytes + pack->length - sizeof(struct sha1), sizeof(struct sha1));
	add_checksum(out);
}

static inline bool
is_packed_before(const struct script *script, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (script->objects.at[i].packed &&
		    memcmp(&script->objects.at[i].id, &script->objects.at[at].id,
			   sizeof(struct sha1)) == 0)
			return true;
	return false;
}

static inline void
write_pack(struct place_on_disk *place, const struct script *script)
{
	struct packed *objects =
		arena_allocate(place->arena, (script->objects.count + 1) * sizeof(*objects));
	struct buffer pack RELEASED_BY(buffer_release) = {0};
	struct buffer index RELEASED_BY(buffer_release) = {0};
	struct buffer body RELEASED_BY(buffer_release) = {0};
	size_t count = 0;
	const char *name;

	for (size_t i = 0; i < script->objects.count; i++) {
		if (!script->objects.at[i].packed || is_packed_before(script, i))
			continue;
		objects[count++] =
			(struct packed){&script->objects.at[i], 12 + (uint32_t)body.length};
		add_packed(&body, &script->objects.at[i]);
	}
	if (!count)
		return;
	buffer_add(&pack, "PACK\0\0\0\2", 8);
	add_number(&pack, (uint32_t)count);
	buffer_add(&pack, body.bytes, body.length);
	add_checksum(&pack);
	qsort(objects, count, sizeof(*objects), compare_packed);
	make_index(objects, count, &pack, &index);
	name = "objects/pack/pack-0123456789012345678901234567890123456789";
	disk_write(place, arena_format(place->arena, "%s.pack", name), pack.bytes, pack.length);
	disk_write(place, arena_format(place->arena, "%s.idx", name), index.bytes, index.length);
}

/* ---- the whole ---- */

/* What may make git see another history than the objects tell, and must not make us. */
static inline bool
is_lie(const char *path)
{
	return text_equal(path, "info/grafts") || text_starts_with(path, "refs/replace/") ||
	       text_starts_with(path, "objects/info/commit-graph");
}

static inline void
write_repository(struct place_on_disk *place, const struct script *script, bool with_lies)
{
	static const char head[] = "ref: refs/heads/main\n";

	place->root = disk_root();
	REQUIRE(mkdir(place->root, 0700) == 0 || access(place->root, W_OK) == 0);
	disk_write(place, "HEAD", head, sizeof(head) - 1);
	disk_write(place, "config", "", 0);
	disk_folders(place, arena_format(place->arena, "%s/.git/refs/heads/", place->root));
	disk_folders(place, arena_format(place->arena, "%s/.git/objects/pack/", place->root));
	for (size_t i = 0; i < script->objects.count; i++)
		if (!script->objects.at[i].packed)
			write_loose(place, &script->objects.at[i]);
	write_pack(place, script);
	for (size_t i = 0; i < script->files.count; i++) {
		const struct made_file *file = &script->files.at[i];

		if (is_lie(file->path) && !with_lies) {
			disk_path(place, file->path); /* for the same folders */
			continue;
		}
		if (file->link)
			disk_link(place, file->path, file->bytes);
		else
			disk_write(place, file->path, file->bytes, file->length);
	}
}

#endif
