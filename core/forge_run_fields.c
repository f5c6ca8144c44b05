/* SPDX-License-Identifier: Apache-2.0 */
/* How do the runs of workflows look in the evidence document? Field tables of core/forge.h. */
#include "core/forge.h"

static const struct field job_rows[] = {
	FIELD_ROW(run_job, id, "id", FIELD_TEXT, .meaning = "number of its check"),
	FIELD_ROW(run_job, name, "name", FIELD_TEXT, .meaning = "of the job"),
	FIELD_ROW(run_job, attempt, "attempt", FIELD_INTEGER,
		  .meaning = "of the run that it was made for"),
	FIELD_ROW(run_job, status, "status", FIELD_TEXT, .meaning = "completed, or not yet"),
	FIELD_ROW(run_job, conclusion, "conclusion", FIELD_TEXT, .optional = true,
		  .meaning = "how it ended"),
	FIELD_ROW(run_job, started, "started", FIELD_INSTANT, .optional = true, .meaning = "when"),
	FIELD_ROW(run_job, completed, "completed", FIELD_INSTANT, .optional = true,
		  .meaning = "when"),
};
static const struct fields run_job_fields = {"runJob", sizeof(struct run_job), FIELDS_OF(job_rows),
					     "A job of a workflow run, in one attempt."};

static const struct field run_rows[] = {
	FIELD_ROW(workflow_run, id, "id", FIELD_TEXT, .meaning = "the forge's number"),
	FIELD_ROW(workflow_run, availability, "availability", FIELD_OBJECT,
		  .of = &availability_fields, .meaning = "whether its jobs could be read"),
	FIELD_ROW(workflow_run, branch, "branch", FIELD_TEXT, .optional = true,
		  .meaning = "that it was for; of a request, its head"),
	FIELD_ROW(workflow_run, attempt, "attempt", FIELD_INTEGER, .optional = true,
		  .meaning = "the newest"),
	FIELD_ROW(workflow_run, job_count, "jobCount", FIELD_INTEGER,
		  .meaning = "as the forge counts, in all attempts"),
	FIELD_ROW(workflow_run, jobs, "jobs", FIELD_OBJECTS, .of = &run_job_fields,
		  .meaning = "in all attempts, those that failed too"),
};
const struct fields workflow_run_fields = {"workflowRun", sizeof(struct workflow_run),
					   FIELDS_OF(run_rows),
					   "A run that required jobs may rest on."};
