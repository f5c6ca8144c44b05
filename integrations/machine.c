/* SPDX-License-Identifier: Apache-2.0 */
/* Who runs this, where, and how was it called? See machine.h. */
#include "integrations/machine.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/text.h"

#define LONGEST_COMMAND 16384

const char *
machine_account(struct arena *arena)
{
	const struct passwd *account = getpwuid(geteuid());

	return account && account->pw_name
		       ? text_shown(arena, account->pw_name)
		       : arena_format(arena, "uid %lu", (unsigned long)geteuid());
}

const char *
machine_name(struct arena *arena)
{
	struct utsname machine;

	return uname(&machine) == 0 ? text_shown(arena, machine.nodename) : "not known";
}

const char *
machine_command(struct arena *arena)
{
	char bytes[LONGEST_COMMAND + 1];
	int file = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
	ssize_t length = file < 0 ? -1 : read(file, bytes, LONGEST_COMMAND);

	if (file >= 0)
		close(file);
	if (length <= 0)
		return "not known";
	for (ssize_t i = 0; i + 1 < length; i++)
		if (!bytes[i])
			bytes[i] = ' ';
	return text_shown(arena,
			  text_from_foreign(arena, bytes, (size_t)length - 1, LONGEST_COMMAND));
}
