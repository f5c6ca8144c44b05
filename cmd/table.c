/* SPDX-License-Identifier: Apache-2.0 */
/* Which commands are there? In the order of the help. */
#include <string.h>

#include "base/text.h"
#include "cmd/command.h"

extern const struct command pr_command;
extern const struct command explain_command;
extern const struct command init_command;
extern const struct command doctor_command;
extern const struct command policy_validate_command;
extern const struct command policy_show_command;
extern const struct command keygen_command;
extern const struct command deploy_command;
extern const struct command admit_command;
extern const struct command outcome_command;
extern const struct command authorise_command;
extern const struct command retro_command;
extern const struct command collect_command;
extern const struct command evaluate_command;
extern const struct command seal_command;
extern const struct command ledger_append_command;
extern const struct command ledger_sequence_command;
extern const struct command ledger_stamp_command;
extern const struct command verify_command;
extern const struct command audit_reconcile_command;
extern const struct command audit_corroborate_command;
extern const struct command audit_population_command;
extern const struct command audit_seal_command;
extern const struct command audit_sample_command;
extern const struct command audit_evaluate_command;
extern const struct command audit_workpaper_command;
extern const struct command audit_pack_command;
extern const struct command audit_exceptions_command;
extern const struct command audit_access_command;
extern const struct command audit_gate_changes_command;
extern const struct command audit_readiness_command;
extern const struct command audit_report_command;
extern const struct command schema_command;
extern const struct command version_command;
extern const struct command help_command_row;

const struct command *const command_table[] = {
	&pr_command,
	&explain_command,
	&init_command,
	&doctor_command,
	&policy_validate_command,
	&policy_show_command,
	&keygen_command,
	&deploy_command,
	&admit_command,
	&outcome_command,
	&authorise_command,
	&retro_command,
	&collect_command,
	&evaluate_command,
	&seal_command,
	&ledger_append_command,
	&ledger_sequence_command,
	&ledger_stamp_command,
	&verify_command,
	&audit_reconcile_command,
	&audit_corroborate_command,
	&audit_population_command,
	&audit_seal_command,
	&audit_sample_command,
	&audit_workpaper_command,
	&audit_evaluate_command,
	&audit_pack_command,
	&audit_exceptions_command,
	&audit_access_command,
	&audit_gate_changes_command,
	&audit_readiness_command,
	&audit_report_command,
	&schema_command,
	&version_command,
	&help_command_row,
	NULL,
};

const struct command *
command_find(int count, const char *const *words, int *used)
{
	for (size_t i = 0; command_table[i]; i++) {
		const char *name = command_table[i]->name;
		const char *space = strchr(name, ' ');
		size_t first = space ? (size_t)(space - name) : strlen(name);

		if (count < 1 || strlen(words[0]) != first || memcmp(words[0], name, first) != 0)
			continue;
		if (space && (count < 2 || !text_equal(words[1], space + 1)))
			continue;
		*used = space ? 2 : 1;
		return command_table[i];
	}
	return NULL;
}
