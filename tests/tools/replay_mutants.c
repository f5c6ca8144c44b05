/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which negated conditions of the checks change no verdict? Judges evidence documents by the checks
 * as they are, then once more for each condition with that one negated, in a process of its own: a
 * crash and an endless loop are noticed as well. usage: replay_mutants JOBS FILE..., linked with
 * what negate_conditions wrote. Prints a line for each condition, with tabs between: killed, died,
 * told or survived; place; function; occurrence; condition; the file that shows it. `told` are
 * those that change words and inputs of findings, and never a result, verdict, subject, code or
 * note.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/limits.h"
#include "checks/table.h"
#include "core/evaluate.h"
#include "tests/tools/mutants.h"

#define LEAST_PATIENCE_US 1000000 /* for one document; else twenty times what it takes */
#define MOST_MEMORY ((rlim_t)8 << 30)

/* Of one evaluation. */
struct answer {
	struct sha256 verdicts; /* result; check, subject, verdict, code and notes of each finding
				 */
	struct sha256 words;    /* all of it */
};

struct document {
	const char *file;
	struct arena arena;
	size_t length;
	struct evidence evidence;
	struct answer answer; /* of the checks as they are */
	long took_us;
	bool *reached; /* by site */
};

enum fate { SURVIVED, TOLD, KILLED, DIED };

static const char *const fate_names[] = {"survived", "told", "killed", "died"};

/* Written by the process of a mutant. */
struct outcome {
	enum fate fate;
	size_t document; /* that showed it, or was judged when the process died */
};

static bool *reached; /* of the document that is judged */
static size_t negated = (size_t)-1;

bool
mutated(size_t site, bool condition)
{
	reached[site] = true;
	return (site == negated) != condition;
}

/* ---- one document ---- */

static void
add_text(struct buffer *out, const char *text)
{
	buffer_add(out, text, strlen(text) + 1);
}

static void
write_verdicts(struct buffer *out, const struct evaluation *evaluation)
{
	add_text(out, result_names[evaluation->result]);
	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		add_text(out, finding->check);
		add_text(out, finding->subject);
		add_text(out, verdict_names[finding->verdict]);
		add_text(out, finding->code);
		for (size_t note = 0; note < finding->notes.count; note++)
			add_text(out, finding->notes.at[note].code);
		add_text(out, "");
	}
}

static bool
judge_document(const struct document *document, struct answer *answer)
{
	RELEASED_BY(arena_release) struct arena arena;
	RELEASED_BY(buffer_release) struct buffer verdicts = {0};
	RELEASED_BY(buffer_release) struct buffer words = {0};
	struct evaluation evaluation;
	struct error err;

	arena_init(&arena);
	if (!evaluate_evidence(&arena, check_table, &document->evidence, NULL, &evaluation, &err)) {
		fprintf(stderr, "%s: %s\n", document->file, err.message);
		return false;
	}
	write_verdicts(&verdicts, &evaluation);
	fields_write(&words, &evaluation_fields, &evaluation);
	sha256(&answer->verdicts, verdicts.bytes, verdicts.length);
	sha256(&answer->words, words.bytes, words.length);
	return true;
}

static long
now_us(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_utime.tv_sec * 1000000L + usage.ru_utime.tv_usec;
}

static bool
read_document(struct document *document, const char *file)
{
	static char bytes[LIMIT_DOCUMENT_BYTES];
	FILE *in = fopen(file, "r");
	size_t length = in ? fread(bytes, 1, sizeof(bytes), in) : 0;
	struct error err;

	if (in)
		fclose(in);
	while (length && bytes[length - 1] == '\n')
		length--;
	document->file = file;
	document->length = length;
	arena_init(&document->arena);
	if (evidence_parse(&document->arena, bytes, length, &document->evidence, &err))
		return true;
	fprintf(stderr, "%s: %s\n", file, err.message);
	return false;
}

/* As the checks are; twice, because whatever is judged by chance shows nothing. */
static bool
judge_first(struct document *document)
{
	struct answer again;
	long begin;

	document->reached = calloc(site_count + 1, sizeof(*document->reached));
	reached = document->reached;
	begin = now_us();
	if (!reached || !judge_document(document, &document->answer))
		return false;
	reached[site_count] = true;
	document->took_us = now_us() - begin;
	return judge_document(document, &again) &&
	       sha256_equal(&document->answer.words, &again.words);
}

static int
compare_documents(const void *a, const void *b)
{
	const struct document *left = a, *right = b;

	if (left->length != right->length)
		return left->length < right->length ? -1 : 1;
	return strcmp(left->file, right->file);
}

/* Short ones first: most mutants need no other. */
static struct document *
read_documents(char **files, size_t count)
{
	struct document *documents = calloc(count, sizeof(*documents));

	for (size_t i = 0; documents && i < count; i++)
		if (!read_document(&documents[i], files[i]) || !judge_first(&documents[i]))
			return NULL;
	if (documents)
		qsort(documents, count, sizeof(*documents), compare_documents);
	return documents;
}

/* ---- one mutant ---- */

static void
limit(const struct document *document)
{
	long us = 20 * document->took_us;
	struct itimerval timer = {{0, 0}, {0, 0}};

	if (us < LEAST_PATIENCE_US)
		us = LEAST_PATIENCE_US;
	timer.it_value.tv_sec = us / 1000000;
	timer.it_value.tv_usec = us % 1000000;
	setitimer(ITIMER_PROF, &timer, NULL);
}

static enum fate
compare(const struct document *document)
{
	struct answer answer;

	limit(document);
	if (!judge_document(document, &answer) ||
	    !sha256_equal(&answer.verdicts, &document->answer.verdicts))
		return KILLED;
	return sha256_equal(&answer.words, &document->answer.words) ? SURVIVED : TOLD;
}

static void
run_mutant(size_t site, const struct document *documents, size_t count, struct outcome *outcome)
{
	const struct rlimit memory = {MOST_MEMORY, MOST_MEMORY}, none = {0, 0};
	struct outcome found = {SURVIVED, count};

	setrlimit(RLIMIT_AS, &memory);
	setrlimit(RLIMIT_CORE, &none);
	if (!freopen("/dev/null", "w", stderr))
		_exit(1);
	negated = site;
	for (size_t i = 0; i < count && found.fate < KILLED; i++) {
		enum fate fate;

		if (!documents[i].reached[site])
			continue;
		reached = documents[i].reached;
		*outcome = (struct outcome){DIED, i};
		fate = compare(&documents[i]);
		if (fate > found.fate)
			found = (struct outcome){fate, i};
	}
	*outcome = found;
	_exit(0);
}

/* ---- all of them ---- */

static void
wait_for_one(size_t *running)
{
	if (*running && wait(NULL) > 0)
		(*running)--;
}

/* The last one is no mutant: it must survive, or the others were not judged fairly. */
static bool
run_all(const struct document *documents, size_t count, size_t jobs, struct outcome *outcomes)
{
	size_t running = 0;

	for (size_t site = 0; site <= site_count; site++) {
		pid_t pid;

		if (running >= jobs)
			wait_for_one(&running);
		fflush(NULL);
		pid = fork();
		if (pid == 0)
			run_mutant(site, documents, count, &outcomes[site]);
		if (pid < 0)
			return false;
		running++;
	}
	while (running)
		wait_for_one(&running);
	return outcomes[site_count].fate == SURVIVED;
}

static void
print(const struct document *documents, size_t count, const struct outcome *outcomes)
{
	for (size_t i = 0; i < site_count; i++)
		printf("%s\t%s:%d:%d\t%s\t%d\t%s\t%s\n", fate_names[outcomes[i].fate],
		       sites[i].file, sites[i].line, sites[i].column, sites[i].function,
		       sites[i].occurrence, sites[i].text,
		       outcomes[i].document < count ? documents[outcomes[i].document].file : "");
}

int
main(int argument_count, char **arguments)
{
	size_t count = argument_count > 2 ? (size_t)argument_count - 2 : 0;
	size_t jobs = count ? strtoul(arguments[1], NULL, 10) : 0;
	struct document *documents = jobs ? read_documents(arguments + 2, count) : NULL;
	struct outcome *outcomes = mmap(NULL, (site_count + 1) * sizeof(*outcomes),
					PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (!documents || outcomes == MAP_FAILED || !run_all(documents, count, jobs, outcomes)) {
		fprintf(stderr, "usage: replay_mutants JOBS FILE..., each an evidence document\n");
		return 2;
	}
	print(documents, count, outcomes);
	return 0;
}
