/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a YAML text say, in the subset that nobody can misread? Block and flow maps and lists,
 * plain and quoted scalars, comments. Refused: anchors, aliases, tags, merge keys, directives, a
 * second document, block text (| and >), tabs as indentation, control characters, NUL and invalid
 * UTF-8, duplicate keys, keys that are not text, and a few rare forms that libfyaml misreads. Plain
 * `true`/`false` are booleans, plain decimal numbers are integers, plain `null`, `~` and nothing
 * are null; everything else (`yes`, `on`, `0x10`, `1e3`, `2026-11-21`) is text. YAML 1.2.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/arena.h"
#include "base/error.h"
#include "base/node.h"
#include "base/source.h"

/* Positions are kept. Messages are "name:line:column: what", the line, and a caret below it. */
bool yaml_parse(struct arena *arena, const struct source_text *source, const struct node **root,
		struct error *err);

#endif
