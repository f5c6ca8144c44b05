/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Are these bytes that everybody reads in the same way? Only base/yaml.c asks, before libfyaml sees
 * them: size, UTF-8, characters that editors hide or break lines at, tabs as indentation,
 * directives.
 */
#ifndef BASE_YAML_SCAN_H
#define BASE_YAML_SCAN_H

#include <stdbool.h>

#include "base/error.h"
#include "base/source.h"

bool yaml_scan(const struct source_text *source, struct error *err);

#endif
