/* SPDX-License-Identifier: Apache-2.0 */
/* What does a repository on GitHub offer to start from? See init_github.h. */
#include "cmd/init_github.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/files.h"
#include "integrations/git_origin.h"

#define WORKFLOWS ".github/workflows"
#define MOST_JOBS 20 /* more would be no start */

static bool
is_plain(const char *name)
{
	for (const char *at = name; *at; at++)
		if ((unsigned char)*at < ' ' || strchr("\"\\*{}$", *at))
			return false;
	return *name != 0;
}

/*
 * Workflows have blocks of text, which our own strict YAML does not; so this reads lines, and of
 * them only keys at the indentation of a job or of what a job says of itself.
 */
struct line {
	size_t indent;
	const char *key;   /* NULL: the line is something else */
	const char *value; /* without quotes and what is behind; "" if there is none */
};

/* What follows "key:": a quoted text, or all up to a comment. */
static const char *
value_of(struct arena *arena, const char *text)
{
	char quote;
	const char *end;

	while (*text == ' ')
		text++;
	quote = *text;
	if (quote == '"' || quote == '\'') {
		end = strchr(text + 1, quote);
		return end ? arena_copy(arena, text + 1, (size_t)(end - text - 1)) : "";
	}
	end = strstr(text, " #");
	return text_trim(arena, text, end ? (size_t)(end - text) : strlen(text));
}

static void
read_line(struct arena *arena, const char *text, struct line *line)
{
	size_t length;

	*line = (struct line){.indent = strspn(text, " ")};
	text += line->indent;
	length = strcspn(text, ": #");
	if (!length || text[length] != ':' || (text[length + 1] && text[length + 1] != ' '))
		return;
	line->key = arena_copy(arena, text, length);
	line->value = value_of(arena, text + length + 1);
}

/* Where in a workflow are we? */
struct reading {
	struct arena *arena;
	const char *workflow;
	struct offered_jobs *jobs;
	const char *top;       /* key at the left margin */
	size_t indent, inside; /* of jobs, and of what one says; 0: not seen yet */
	bool on_request;
	struct offered_job job; /* name NULL: none */
	bool matrix, left_out;
};

static void
end_job(struct reading *reading)
{
	const struct offered_job *job = &reading->job;

	if (job->name && is_plain(job->name) && !reading->left_out &&
	    reading->jobs->count < MOST_JOBS)
		*LIST_ADD(reading->arena, reading->jobs) = (struct offered_job){
			job->workflow, reading->matrix
					       ? arena_format(reading->arena, "%s (*)", job->name)
					       : job->name};
	reading->job = (struct offered_job){0};
	reading->matrix = reading->left_out = false;
	reading->inside = 0;
}

static void
read_job_line(struct reading *reading, const struct line *line)
{
	if (!reading->indent)
		reading->indent = line->indent;
	if (line->indent == reading->indent) {
		end_job(reading);
		reading->job = (struct offered_job){reading->workflow, line->key};
		return;
	}
	if (!reading->inside)
		reading->inside = line->indent;
	if (line->indent != reading->inside)
		return;
	if (text_equal(line->key, "name"))
		reading->job.name = line->value;
	reading->matrix = reading->matrix || text_equal(line->key, "strategy");
	reading->left_out = reading->left_out || text_equal(line->key, "uses");
}

static void
take_line(struct reading *reading, const struct line *line, const char *text)
{
	if (line->indent == 0 && line->key)
		reading->top = line->key;
	if (text_equal(reading->top, "on") && strstr(text, "pull_request") && !strchr(text, '#') &&
	    !strstr(text, "pull_request_"))
		reading->on_request = true;
	else if (text_equal(reading->top, "jobs") && line->indent && line->key)
		read_job_line(reading, line);
}

static void
read_workflow(struct arena *arena, const char *root, const char *name, struct offered_jobs *jobs)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *workflow = arena_format(arena, WORKFLOWS "/%s", name);
	struct offered_jobs found = {0};
	struct reading reading = {.arena = arena, .workflow = workflow, .jobs = &found};
	struct error ignored;
	const char *at;

	if (!disk_read(arena_format(arena, "%s/%s", root, workflow), LIMIT_POLICY_BYTES, &bytes,
		       &ignored) ||
	    !bytes.length || !text_is_utf8(bytes.bytes, bytes.length))
		return;
	for (at = bytes.bytes; *at; at += strspn(at, "\r\n")) {
		size_t length = strcspn(at, "\r\n");
		const char *text = arena_copy(arena, at, length);
		struct line line;

		read_line(arena, text, &line);
		take_line(&reading, &line, text);
		at += length;
	}
	end_job(&reading);
	for (size_t i = 0; reading.on_request && i < found.count && jobs->count < MOST_JOBS; i++)
		*LIST_ADD(arena, jobs) = found.at[i];
}

void
init_github_jobs(struct arena *arena, const char *root, struct offered_jobs *jobs)
{
	struct file_entries entries = {0};
	struct error ignored;

	*jobs = (struct offered_jobs){0};
	if (!folder_read(arena, arena_format(arena, "%s/" WORKFLOWS, root), &entries, &ignored))
		return;
	for (size_t i = 0; i < entries.count; i++) {
		const char *name = entries.at[i].name;

		if (entries.at[i].kind == FILE_REGULAR && is_plain(name) &&
		    (text_ends_with(name, ".yml") || text_ends_with(name, ".yaml")))
			read_workflow(arena, root, name, jobs);
	}
}

const char *
init_github_repository(struct arena *arena, const char *git_folder)
{
	const char *url, *name, *slash;
	struct error ignored;

	if (!git_origin_url(arena, git_folder, &url, &ignored) || !url)
		return NULL;
	name = git_origin_name(arena, url);
	slash = name ? strchr(name, '/') : NULL;
	if (!slash || !strchr(slash + 1, '/') || strchr(strchr(slash + 1, '/') + 1, '/'))
		return NULL;
	if (text_starts_with(name, "github.com/") ||
	    text_ends_with(arena_copy(arena, name, (size_t)(slash - name)), ".ghe.com"))
		return name;
	return NULL;
}
