/* SPDX-License-Identifier: Apache-2.0 */
/* What do the codes of the control `tests` mean? A part of the table of core/code.h. */
#include "core/code_tables.h"

#define RECOLLECT "Collect the evidence again; if it stays, verify the ledger."

static const struct code codes[] = {
	{"TEST-PASSED", "tests", "The required tests ran and passed.", NULL},
	{"TEST-WORKTREE", "tests", "The work tree that the tests ran in is the deployed commit.",
	 NULL},
	{"TEST-WORKTREE-DIFFERS", "tests",
	 "Local test reports count only where the work tree equals the deployed commit: else the tests "
	 "ran on something else.",
	 "Check out the deployed commit, commit or ignore what differs, and run the tests again."},
	{"TEST-WORKTREE-UNKNOWN", "tests", "The work tree could not be compared with the commit.",
	 "Run the gate in a checkout (not a bare repository) of the deployed commit, without ignore "
	 "rules of its own (.git/info/exclude, core.excludesFile)."},
	{"TEST-MISSING", "tests", "No report of a required test was found.",
	 "Run the tests before the gate and write JUnit XML where the policy looks for it."},
	{"TEST-FAILED", "tests", "A required test failed.",
	 "Mend the tests and run them on this commit."},
	{"TEST-BROKEN", "tests",
	 "A report is empty, broken, unreadable, no regular file, without a test case, or claims "
	 "failures that it does not list. One such file spoils all, because what it should have said "
	 "is not known.",
	 "Run the tests again, and look at why the file is not what it should be."},
	{"TEST-TOO-FEW", "tests", "Fewer tests ran than min_tests; skipped ones did not run.",
	 "Run the tests that were skipped, or correct min_tests."},
	{"TEST-DROPPED", "tests",
	 "Fewer tests ran than for what is in place (tests.drop_percent), or more were skipped. It is "
	 "noted, and refuses nothing.",
	 "See whether the change means to."},
	{"TEST-GRADE", "tests",
	 "A local file is claimed evidence, and the policy asks for a better grade.",
	 "Give signed results, or accept 'claimed' under tests.evidence."},
	{"TEST-STATEMENT", "tests",
	 "The signed statement about test reports is missing, broken, of another commit, not of every "
	 "report, or not signed with a listed key.",
	 "Write an in-toto statement about the reports and the commit, and sign it (ssh-keygen -Y sign "
	 "-n changegate-tests)."},
	{"TEST-ATTESTED", "tests",
	 "Somebody who is listed signed that the reports are of the deployed commit, so the work tree "
	 "need not be it.",
	 NULL},
	{"TEST-EVENT", "tests",
	 "The required job only ran for events that tests.events does not name: who starts a run by hand "
	 "chooses what it is given.",
	 "Have it run for one of those events on this commit."},
	{"TEST-SKIPPED", "tests",
	 "A required job was skipped, by a condition or because one that it needs failed. That is no "
	 "success.",
	 "Have it run; or name under tests.skip_unchanged what it is for."},
	{"TEST-UNCHANGED", "tests",
	 "A required job did not run, and no changed file is one that it is for (tests.skip_unchanged).",
	 NULL},
	{"TEST-NEUTRAL", "tests", "A required check ended as neutral. That is no success.",
	 "Have it run until it succeeds."},
	{"TEST-CANCELLED", "tests", "A required check was cancelled.", "Run it again."},
	{"TEST-STALE", "tests", "The forge gave up on a required check.", "Run it again."},
	{"TEST-TIMED-OUT", "tests", "A required check took too long.", "Run it again."},
	{"TEST-ACTION-REQUIRED", "tests", "A required check waits for somebody to act.",
	 "Do what it asks for."},
	{"TEST-PENDING", "tests", "A required check has not ended yet.",
	 "Wait until it is over, then run again."},
	{"TEST-LATE", "tests", "A required check ended after this had begun, so it is not counted.",
	 "Run again."},
	{"TEST-ATTEMPTS", "tests",
	 "A required workflow was run more often than tests.max_attempts until it succeeded.",
	 "Find out why it fails now and then."},
	{"TEST-RERUN", "tests", "A required workflow was run more than once until it succeeded.",
	 NULL},
	{"TEST-EXIT-CODE-ONLY", "tests",
	 "The forge says that a required job succeeded, and nothing says which tests it ran, or whether "
	 "any did.",
	 "Name the reports of the tests under tests.required (junit) as well."},
	{"TEST-FOREIGN-CHECK", "tests",
	 "Somebody else posted a check or a status under the name of a required one. It does not count.",
	 NULL},
	{"TEST-DEFINITION-CHANGED", "tests",
	 "The change alters a workflow or a local action, so it says itself how its tests are run.",
	 "Where tests.definitions is `guarded`: have a guardian review it."},
	{"TEST-DEFINITION-REVIEWED", "tests",
	 "The change alters how tests are run, and a guardian approved that.", NULL},
	{"TEST-DEFINITION-UNKNOWN", "tests",
	 "Changed workflows need a guardian, and nobody knows which files change.", RECOLLECT},
	{"TEST-INCOMPLETE", "tests", "The evidence about tests does not fit together.", RECOLLECT},
	{"TEST-UNAVAILABLE", "tests", "Test results could not be read.", RECOLLECT},
};

const struct code_table tests_codes = {codes, sizeof(codes) / sizeof(codes[0])};
