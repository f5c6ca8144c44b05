/* SPDX-License-Identifier: Apache-2.0 */
/* For LeakSanitizer: libgit2 1.5 loses a PCRE2 block for each extension that it looks at. */
#ifndef TESTS_UNIT_INTEGRATIONS_PCRE2_LEAKS_H
#define TESTS_UNIT_INTEGRATIONS_PCRE2_LEAKS_H

const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8";
}

#endif
