/* SPDX-License-Identifier: Apache-2.0 */
/* Which C text holds these files? embed HEADER NAME FILE...: writes the array NAME of struct NAME,
 * which the header declares, and NAME_count; run by the build only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
die(const char *path)
{
	perror(path);
	exit(1);
}

/* The file's name without folders and without ".yml". */
static void
print_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t length = strlen(name);

	if (length > 4 && strcmp(name + length - 4, ".yml") == 0)
		length -= 4;
	printf("\t{ \"%.*s\",\n", (int)length, name);
}

/* Three octal digits always, so that a digit behind them stays text. */
static void
print_byte(int byte)
{
	if (byte == '"' || byte == '\\')
		printf("\\%c", byte);
	else if (byte == '\n')
		printf("\\n\"\n\t  \"");
	else if (byte < ' ' || byte > '~' || byte == '?')
		printf("\\%03o", (unsigned)byte);
	else
		putchar(byte);
}

static void
print_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t length = 0;
	int byte;

	if (!file)
		die(path);
	print_name(path);
	printf("\t  \"");
	while ((byte = getc(file)) != EOF) {
		print_byte(byte);
		length++;
	}
	if (ferror(file) || fclose(file) != 0)
		die(path);
	printf("\",\n\t  %zu },\n", length);
}

int
main(int count, char **words)
{
	if (count < 3)
		return 2;
	printf("/* Written by tests/tools/embed; do not edit. */\n#include \"%s\"\n\n"
	       "const struct %s %s[] = {\n",
	       words[1], words[2], words[2]);
	for (int at = 3; at < count; at++)
		print_file(words[at]);
	printf("\t{ NULL, NULL, 0 },\n};\n\nconst size_t %s_count = %d;\n", words[2], count - 3);
	if (fflush(stdout) != 0)
		die("standard output");
	return 0;
}
