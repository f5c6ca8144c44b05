/* SPDX-License-Identifier: Apache-2.0 */
/* The three compiler attributes that the project uses, and the words that nobody may use. */
#ifndef BASE_ATTRIBUTES_H
#define BASE_ATTRIBUTES_H

#define FORMATTED(at, first) __attribute__((format(printf, at, first)))
#define MUST_CHECK __attribute__((warn_unused_result))

/* The variable is handed, by address, to `function` when its scope ends. */
#define RELEASED_BY(function) __attribute__((cleanup(function)))

#endif
