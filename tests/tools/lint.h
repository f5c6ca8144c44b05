/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the linters not see across files? That these functions always return false. Given to
 * clang-tidy and gcc -fanalyzer only, before each file but the two that define them.
 */
#ifndef TOOLS_LINT_H
#define TOOLS_LINT_H

#include "base/error.h"
#include "base/source.h"

#define fail(...) (fail(__VA_ARGS__), false)
#define fail_while(...) (fail_while(__VA_ARGS__), false)
#define fail_as(...) (fail_as(__VA_ARGS__), false)
#define fail_at(...) (fail_at(__VA_ARGS__), false)

#endif
