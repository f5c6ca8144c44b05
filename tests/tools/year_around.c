/* SPDX-License-Identifier: Apache-2.0 */
/* What do the systems around the gate tell of the year? See year.h. */
#include "tests/tools/year.h"

#include <string.h>

#include "base/text.h"

void
tell_deployment(struct year *year, int service, const char *commit, int64_t time, const char *state)
{
	int id = 9000 + ++year->deployments;
	const char *name = service_name(year, service);

	buffer_add_format(
		&year->deployment_list,
		"%s{\"url\":\"https://api.github.com/repos/acme/%s/deployments/%d\",\"id\":%d,"
		"\"sha\":\"%s\",\"ref\":\"main\",\"task\":\"deploy:%s\",\"payload\":{},"
		"\"environment\":\"production\",\"creator\":{\"login\":\"deployer\",\"id\":7},"
		"\"created_at\":\"%s\"}",
		year->deployments == 1 ? "[" : ",\n", name, id, id, commit, name,
		instant(year, time));
	buffer_add_format(&year->statuses,
			  "%s{\"id\":%d,\"state\":\"%s\",\"created_at\":\"%s\",\"deployment_url\":"
			  "\"https://api.github.com/repos/acme/%s/deployments/%d\"}",
			  year->deployments == 1 ? "[" : ",\n", id + 100000, state,
			  instant(year, time + 60), name, id);
}

void
tell_run(struct year *year, int service, const char *commit, int64_t time)
{
	buffer_add_format(&year->run_list,
			  "%s{\"id\":%d,\"head_sha\":\"%s\",\"conclusion\":\"success\","
			  "\"run_started_at\":\"%s\",\"actor\":{\"login\":\"ann\"},\"repository\":"
			  "{\"full_name\":\"acme/%s\"}}",
			  year->runs ? ",\n" : "", 70000 + year->runs, commit,
			  instant(year, time - 30), service_name(year, service));
	year->runs++;
}

void
tell_cloud(struct year *year, int service, const char *commit, int64_t time, const char *actor)
{
	buffer_add_format(&year->cloud, "ev-%d,%s,production,%s,%s,%s\r\n", ++year->events,
			  service_name(year, service), commit, instant(year, time + 90), actor);
}

void
tell_running(struct year *year, int service, const char *commit, int64_t time)
{
	buffer_add_format(&year->running, "%s,production,%s,%s\r\n", service_name(year, service),
			  artifact_of(year, commit), instant(year, time));
}

static void
write_buffer(struct year *year, const char *name, struct buffer *buffer, const char *before,
	     const char *after)
{
	struct buffer whole RELEASED_BY(buffer_release) = {0};

	buffer_add_text(&whole, before);
	buffer_add(&whole, buffer->bytes, buffer->length);
	buffer_add_text(&whole, after);
	write_file(year->folder, name, whole.bytes, whole.length);
	buffer_release(buffer);
}

void
write_exports(struct year *year)
{
	struct arena *arena = &year->sample.arena;

	write_buffer(year, "deployments.json", &year->deployment_list, "", "]\n");
	write_buffer(year, "statuses.json", &year->statuses, "", "]\n");
	write_buffer(year, "runs.json", &year->run_list,
		     arena_format(arena, "{\"total_count\":%d,\"workflow_runs\":[", year->runs),
		     "]}\n");
	write_buffer(year, "cloud.csv", &year->cloud, "event,app,stage,git_sha,time,principal\r\n",
		     "");
	write_buffer(year, "runtime.csv", &year->running, "service,environment,artifact,at\r\n",
		     "");
	write_buffer(year, "tickets.csv", &year->tickets, "Key,Created,Status\r\n", "");
}
