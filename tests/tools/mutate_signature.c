/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do we and `ssh-keygen -Y verify` accept the same signatures? Changes signature, message, allowed
 * signers, namespace, principal and time of good samples at random (SEED), asks both, and compares:
 *   mutate_signature FOLDER SEED COUNT
 * FOLDER has "message", "signers" (line i is of the principal "p<i>@example.org") and the
 * signatures 0.sig, 1.sig, ... of it for the namespace "git"; each mutated case is written there as
 * case.*. We may refuse what ssh-keygen accepts only for a reason in `stricter`; what ssh-keygen
 * refuses we must refuse. Exit status 1 if not.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/encoding.h"
#include "base/text.h"
#include "base/time.h"
#include "core/allowed_signers.h"
#include "core/ssh_signature.h"

/* A part of our message, and why it is no fault. */
static const struct {
	const char *message, *reason;
} stricter[] = {
	{"follows the END line", "text behind the armour is signed by nobody"},
	{"reserved field is not empty", "PROTOCOL.sshsig: the reserved field is empty"},
	{"version 0", "there is no version 0"},
	{"shortest form", "RFC 4251: numbers have no superfluous zeros"},
	{"has no zone: add Z", "a time in the time zone of the machine"},
	{"is not YYYYMMDDZ", "a time with blanks, or that does not exist"},
	{"an empty principal", "an empty principal in a list"},
	{"an empty option", "an empty option"},
	{"a quotation mark within the principals", "a quotation mark within the principals"},
	{"not closed by a quotation mark and a blank", "no blank behind quoted principals"},
	{"are not plain UTF-8", "principals or namespaces with control characters"},
	{"white space within the key", "white space within the base64 of a key"},
	{"a NUL byte", "a NUL byte in the file"},
	{"the signature does not fit", "RFC 8032: S is below L"},
	/* Last: only if ssh-keygen does not take the line either. */
	{"allowed signers: line", "a broken line, which ssh-keygen skips"},
};
enum { REASONS = sizeof(stricter) / sizeof(stricter[0]), SAMPLES_MAX = 16 };

struct sample {
	struct buffer signature, message, signers;
	char principal[64], namespace[64];
	int64_t time;
};

static const char *folder;
static uint64_t state;
static bool added_order; /* of the group of Ed25519, to S */
static long tallies[REASONS], both_accept, both_refuse, faults;

static uint32_t
random_below(uint32_t limit)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(state >> 33) % limit;
}

static const char *
path_of(const char *name)
{
	static char path[4096];

	if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path))
		exit(2);
	return path;
}

static void
read_file(const char *name, struct buffer *out)
{
	FILE *file = fopen(path_of(name), "rb");
	size_t got;

	if (!file) {
		perror(path_of(name));
		exit(2);
	}
	buffer_clear(out);
	do {
		got = fread(buffer_reserve(out, 4096), 1, 4096, file);
		out->length += got;
	} while (got);
	fclose(file);
}

static void
write_file(const char *name, const struct buffer *bytes)
{
	FILE *file = fopen(path_of(name), "wb");

	if (!file || fwrite(bytes->bytes, 1, bytes->length, file) != bytes->length ||
	    fclose(file)) {
		perror(path_of(name));
		exit(2);
	}
}

static void
put(struct buffer *buffer, size_t at, size_t removed, const char *bytes, size_t length)
{
	struct buffer made = {0};

	buffer_add(&made, buffer->bytes, at);
	buffer_add(&made, bytes, length);
	buffer_add(&made, buffer->bytes + at + removed, buffer->length - at - removed);
	buffer_release(buffer);
	*buffer = made;
}

static void
insert(struct buffer *buffer, size_t at, const char *text)
{
	put(buffer, at, 0, text, strlen(text));
}

/* One byte changed, removed, doubled, or something cut off. */
static void
mutate_bytes(struct buffer *buffer)
{
	size_t at = random_below((uint32_t)buffer->length);
	char byte = (char)random_below(256);

	switch (random_below(5)) {
	case 0:
		buffer->bytes[at] = (char)(buffer->bytes[at] ^ 1 << random_below(8));
		return;
	case 1:
		put(buffer, at, 1, NULL, 0);
		return;
	case 2:
		put(buffer, at, 0, &buffer->bytes[at], 1);
		return;
	case 3:
		put(buffer, at, 0, &byte, 1);
		return;
	default:
		buffer->length = at + 1;
		buffer->bytes[buffer->length] = '\0';
	}
}

/* The blob within the armour, changed and packed again. */
static void
mutate_blob(struct buffer *armour)
{
	struct buffer joined = {0}, blob = {0}, packed = {0};
	const char *end = strstr(armour->bytes, "\n-----END");

	for (const char *at = strchr(armour->bytes, '\n'); at < end; at++)
		if (*at != '\n')
			buffer_add_byte(&joined, *at);
	if (!base64_decode(&blob, joined.bytes, joined.length))
		exit(2);
	switch (random_below(8)) {
	case 0: /* version */
		blob.bytes[9] = (char)random_below(3);
		break;
	case 1: { /* the hash */
		char *at = memmem(blob.bytes, blob.length, "sha512", 6);

		if (at)
			memcpy(at, random_below(2) ? "sha256" : "sha384", 6);
		break;
	}
	case 2: { /* the reserved field */
		char *at = memmem(blob.bytes, blob.length, "git\0\0\0", 7);

		if (at) {
			at[6] = 1;
			put(&blob, (size_t)(at - blob.bytes) + 7, 0, "x", 1);
		}
		break;
	}
	case 3:
		insert(&blob, blob.length, "x");
		break;
	case 4: /* superfluous zeros: only where lengths fit, so mostly a broken blob */
		put(&blob, random_below((uint32_t)blob.length), 0, "\0", 1);
		break;
	default:
		mutate_bytes(&blob);
	}
	base64_encode(&packed, blob.bytes, blob.length);
	put(armour, 30, (size_t)(end - armour->bytes) - 30, packed.bytes, packed.length);
	buffer_release(&joined);
	buffer_release(&blob);
	buffer_release(&packed);
}

/* S + L, as good as S to a verifier that does not look. */
static void
add_order(uint8_t scalar[32])
{
	static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a,       0x63,
					  0x12, 0x58, 0xd6, 0x9c, 0xf7,       0xa2,
					  0xde, 0xf9, 0xde, 0x14, [31] = 0x10};
	unsigned carry = 0;

	for (size_t i = 0; i < 32; i++) {
		carry += (unsigned)scalar[i] + order[i];
		scalar[i] = (uint8_t)carry;
		carry >>= 8;
	}
	added_order = true;
}

/* The numbers of the signature in another form; what remains of `rest` is flags and counter. */
static void
change_numbers(const struct ssh_key *key, struct wire number, struct buffer *out)
{
	struct wire r = {0}, s = {0};
	struct buffer packed = {0};
	uint8_t changed[2048] = {0};

	if (key->kind == SSH_ED25519 || key->kind == SSH_SK_ED25519) {
		memcpy(changed, number.at, number.left);
		add_order(changed + 32);
		wire_add_string(out, changed, number.left);
	} else if (key->kind == SSH_RSA) { /* one zero before it */
		memcpy(changed + 1, number.at, number.left);
		wire_add_string(out, changed, number.left + 1);
	} else if (wire_take_string(&number, &r) && wire_take_string(&number, &s)) {
		memcpy(changed + 1, r.at, r.left);
		wire_add_string(&packed, changed, r.left + 1);
		wire_add_string(&packed, s.at, s.left);
		wire_add_string(out, packed.bytes, packed.length);
		buffer_release(&packed);
	}
}

/* The signature proper, changed as people who know the formats would. */
static void
mutate_numbers(struct buffer *armour)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct ssh_signature read;
	struct buffer made = {0}, blob = {0};
	struct wire rest, name, number;
	struct error err;

	if (!ssh_signature_parse(&arena, armour->bytes, armour->length, &read, &err))
		exit(2);
	rest = read.signature;
	if (!wire_take_string(&rest, &name) || !wire_take_string(&rest, &number))
		exit(2);
	if (read.key.kind == SSH_RSA && random_below(2))
		name = (struct wire){(const uint8_t *)"ssh-rsa", 7};
	wire_add_string(&made, name.at, name.left);
	change_numbers(&read.key, number, &made);
	buffer_add(&made, rest.at, rest.left);
	buffer_add(&blob, "SSHSIG\0\0\0\1", 10);
	wire_add_string(&blob, read.key.blob.at, read.key.blob.left);
	wire_add_string(&blob, read.namespace.at, read.namespace.left);
	wire_add_string(&blob, NULL, 0);
	wire_add_string(&blob, read.digest.at, read.digest.left);
	wire_add_string(&blob, made.bytes, made.length);
	buffer_clear(armour);
	buffer_add_text(armour, SSH_SIGNATURE_BEGIN "\n");
	base64_encode(armour, blob.bytes, blob.length);
	buffer_add_text(armour, "\n-----END SSH SIGNATURE-----\n");
	buffer_release(&made);
	buffer_release(&blob);
}

static void
mutate_armour(struct buffer *armour)
{
	static const char *const inserted[] = {"\n", "\r\n", " ", "\t", "=", "-", "\v", "#"};
	static const char *const appended[] = {"\n\n", "trailing\n", " ", "\r\n",
					       "-----BEGIN SSH SIGNATURE-----\n"};

	switch (random_below(4)) {
	case 0:
		insert(armour, random_below((uint32_t)armour->length),
		       inserted[random_below(sizeof(inserted) / sizeof(inserted[0]))]);
		return;
	case 1:
		insert(armour, armour->length,
		       appended[random_below(sizeof(appended) / sizeof(appended[0]))]);
		return;
	default:
		mutate_bytes(armour);
	}
}

/* Where line `number` of the signers begins. */
static size_t
line_begin(const struct buffer *signers, unsigned number)
{
	const char *at = signers->bytes;

	while (number--)
		at = strchr(at, '\n') + 1;
	return (size_t)(at - signers->bytes);
}

static void
mutate_signers(struct buffer *signers, unsigned number)
{
	static const char *const options[] = {
		"namespaces=\"git\" ",
		"namespaces=\"file\" ",
		"namespaces=\"g*,!gi?\" ",
		"namespaces=\"*,!file\" ",
		"NAMESPACES=\"g?t\" ",
		"namespaces=git ",
		"namespaces=\"git\",namespaces=\"git\" ",
		"namespaces=\"git\", ",
		"valid-after=\"20250101Z\" ",
		"valid-after=\"20270101Z\" ",
		"valid-before=\"202701011200Z\" ",
		"valid-before=\"20250101000000Z\" ",
		"valid-before=\"20260601120000Z\" ",
		"valid-before=\"20260601115959z\" ",
		"valid-after=\"20260601120001UTC\" ",
		"valid-after=\"20260601120000Z\",valid-before=\"20260601120000Z\" ",
		"valid-after=\"20250101\" ",
		"valid-after=\"20250231Z\" ",
		"valid-after=\"2025 1 1Z\" ",
		"valid-after=\"20250101Z\",valid-before=\"20240101Z\" ",
		"cert-authority ",
		"cert-authority,namespaces=\"git\" ",
		"no-touch-required ",
		",namespaces=\"git\" ",
		"namespaces=\"a\\\"b,git\" ",
		"namespaces=\"git ",
		"\t ",
		"# ",
	};
	static const char *const principals[] = {
		"*,", "!p?@example.org,", "p*,", "x,", "\"a b\",", "!x,", "\"", ",", "?*,!zzz,",
	};
	size_t begin = line_begin(signers, number);
	size_t blank = begin + strcspn(signers->bytes + begin, " ");

	switch (random_below(6)) {
	case 0:
		insert(signers, begin,
		       principals[random_below(sizeof(principals) / sizeof(principals[0]))]);
		return;
	case 1:
	case 2:
		insert(signers, blank + 1,
		       options[random_below(sizeof(options) / sizeof(options[0]))]);
		return;
	case 3: {
		char *at = signers->bytes + begin + random_below((uint32_t)(blank - begin) + 30);

		*at = (char)(*at ^ 1 << random_below(8));
		return;
	}
	case 4:
		insert(signers, begin + strcspn(signers->bytes + begin, "\n"),
		       random_below(2) ? " comment with \"quotes" : "\r");
		return;
	default:
		mutate_bytes(signers);
	}
}

static void
mutate_principal(char principal[64])
{
	static const char *const others[] = {
		"p0@example.org", "P1@example.org", "p", "*", "zzz", "a b", "!x"};

	snprintf(principal, 64, "%s", others[random_below(sizeof(others) / sizeof(others[0]))]);
}

static void
mutate(struct sample *sample, unsigned number)
{
	static const char *const namespaces[] = {"file", "Git", "git2", "gi", "*"};
	static const char *const times[] = {"2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z",
					    "2026-06-01T12:00:01Z", "2040-01-01T00:00:00Z"};

	added_order = false;
	switch (random_below(10)) {
	case 9:
		mutate_numbers(&sample->signature);
		return;
	case 0:
	case 1:
		mutate_armour(&sample->signature);
		return;
	case 2:
	case 3:
		mutate_blob(&sample->signature);
		return;
	case 4:
		mutate_bytes(&sample->message);
		return;
	case 5:
	case 6:
		mutate_signers(&sample->signers, number);
		if (random_below(3) == 0)
			(void)instant_parse(times[random_below(4)], &sample->time);
		return;
	case 7:
		mutate_signers(&sample->signers, number);
		mutate_principal(sample->principal);
		return;
	default:
		snprintf(sample->namespace, sizeof(sample->namespace), "%s",
			 namespaces[random_below(5)]);
	}
}

static bool
run_ssh_keygen(char *const arguments[], const char *message)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		int input = open(path_of(message), O_RDONLY);
		int sink = open("/dev/null", O_WRONLY);

		dup2(input, 0);
		dup2(sink, 1);
		dup2(sink, 2);
		execvp("ssh-keygen", arguments);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
	    WEXITSTATUS(status) == 127) {
		fputs("ssh-keygen does not run\n", stderr);
		exit(2);
	}
	return WEXITSTATUS(status) == 0;
}

static bool
ask_ssh_keygen(struct sample *sample)
{
	struct civil civil;
	char option[64], signers[4096], signature[4096];
	char program[] = "ssh-keygen", y[] = "-Y", verify[] = "verify", f[] = "-f", i[] = "-I",
	     n[] = "-n", s[] = "-s";

	seconds_to_civil(sample->time, &civil);
	snprintf(option, sizeof(option), "-Overify-time=%04d%02d%02d%02d%02d%02dZ", civil.year,
		 civil.month, civil.day, civil.hour, civil.minute, civil.second);
	snprintf(signers, sizeof(signers), "%s", path_of("case.signers"));
	snprintf(signature, sizeof(signature), "%s", path_of("case.sig"));
	return run_ssh_keygen((char *[]){program, y, verify, f, signers, i, sample->principal, n,
					 sample->namespace, s, signature, option, NULL},
			      "case.message");
}

/* Does ssh-keygen take the line that our message names, so that it means something to it? */
static bool
takes_line(const struct sample *sample, const char *message)
{
	const char *number = strstr(message, "line ");
	const char *line = sample->signers.bytes;
	struct buffer alone = {0};
	char path[4096], principal[64];
	char program[] = "ssh-keygen", y[] = "-Y", match[] = "match-principals", f[] = "-f",
	     i[] = "-I";
	long wanted = strtol(number + 5, NULL, 10);

	for (long at = 1; at < wanted; at++)
		line = strchr(line, '\n') + 1;
	buffer_add(&alone, line, strcspn(line, "\n"));
	write_file("case.line", &alone);
	buffer_release(&alone);
	snprintf(path, sizeof(path), "%s", path_of("case.line"));
	snprintf(principal, sizeof(principal), "p%ld@example.org", wanted - 1);
	return run_ssh_keygen((char *[]){program, y, match, f, path, i, principal, NULL},
			      "case.message");
}

static bool
ask_us(const struct sample *sample, struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct allowed_signers signers;
	struct ssh_signature signature;
	const struct buffer *text = &sample->signature;

	if (!ssh_signature_parse(&arena, text->bytes, text->length, &signature, err) ||
	    !ssh_signature_verify(&signature, sample->namespace, sample->message.bytes,
				  sample->message.length, NULL, err) ||
	    !allowed_signers_parse(&arena, sample->signers.bytes, sample->signers.length, &signers,
				   err))
		return false;
	if (allowed_signers_permit(&signers, &signature.key, sample->principal, sample->namespace,
				   sample->time, NULL) == SIGNER_ALLOWED)
		return true;
	return fail(err, ERROR_FORMAT, "not allowed");
}

/* Is it one of the reasons for which we may refuse what ssh-keygen accepts? */
static bool
is_stricter(const struct sample *sample, const char *message)
{
	for (size_t i = 0; i < REASONS; i++) {
		if (!strstr(message, stricter[i].message))
			continue;
		if (i == REASONS - 1 && takes_line(sample, message))
			return false;
		if (strstr(message, "does not fit") && !added_order)
			return false;
		tallies[i]++;
		return true;
	}
	return false;
}

static void
compare(struct sample *sample, long number)
{
	struct error err = {0};
	bool theirs = ask_ssh_keygen(sample), ours = ask_us(sample, &err);

	if (ours && theirs)
		both_accept++;
	else if (!ours && !theirs)
		both_refuse++;
	if (ours == theirs)
		return;
	if (!ours && is_stricter(sample, err.message))
		return;
	faults++;
	printf("case %ld: ssh-keygen %s, we %s: %s (principal %s, namespace %s)\n", number,
	       theirs ? "accepts" : "refuses", ours ? "accept" : "refuse", err.message,
	       sample->principal, sample->namespace);
}

static void
try_case(unsigned number, long count)
{
	struct sample sample = {.namespace = "git"};
	char name[32];

	snprintf(name, sizeof(name), "%u.sig", number);
	read_file(name, &sample.signature);
	read_file("message", &sample.message);
	read_file("signers", &sample.signers);
	snprintf(sample.principal, sizeof(sample.principal), "p%u@example.org", number);
	if (!instant_parse("2026-06-01T12:00:00Z", &sample.time))
		exit(2);
	if (count >= 0)
		mutate(&sample, number);
	write_file("case.sig", &sample.signature);
	write_file("case.message", &sample.message);
	write_file("case.signers", &sample.signers);
	compare(&sample, count);
	buffer_release(&sample.signature);
	buffer_release(&sample.message);
	buffer_release(&sample.signers);
}

static unsigned
count_samples(void)
{
	unsigned count = 0;
	char name[32];

	do
		snprintf(name, sizeof(name), "%u.sig", count);
	while (access(path_of(name), R_OK) == 0 && ++count < SAMPLES_MAX);
	return count;
}

int
main(int count, char **arguments)
{
	unsigned samples;
	long cases;

	if (count != 4)
		return 2;
	folder = arguments[1];
	state = strtoull(arguments[2], NULL, 10);
	cases = strtol(arguments[3], NULL, 10);
	samples = count_samples();
	for (unsigned i = 0; i < samples; i++)
		try_case(i, -1);
	if (!samples || both_accept != (long)samples) {
		fputs("the samples themselves are not accepted by both\n", stdout);
		return 1;
	}
	for (long i = 0; i < cases; i++)
		try_case(random_below(samples), i);
	printf("%ld accepted by both, %ld refused by both\n", both_accept, both_refuse);
	for (size_t i = 0; i < REASONS; i++)
		if (tallies[i])
			printf("%ld refused by us alone: %s\n", tallies[i], stricter[i].reason);
	return faults ? 1 : 0;
}
