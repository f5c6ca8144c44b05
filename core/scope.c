/* SPDX-License-Identifier: Apache-2.0 */
/* Which change requests concern this service? See scope.h. */
#include "core/scope.h"

#include "base/glob.h"
#include "base/text.h"

/* What verdicts rest on. */
static const char *const gate_globs[] = {
	".changegate.yml", ".changegate/**",          ".mailmap",
	"CODEOWNERS",      ".github/CODEOWNERS",      ".gitlab/CODEOWNERS",
	"docs/CODEOWNERS", ".github/.changegate.yml", ".gitlab/.changegate.yml",
};

/* What a change of these can do to any service is not for their path to say. */
static const char *const shared_globs[] = {
	".github/**",
	".gitlab/**",
	".gitlab-ci.yml",
	".gitattributes",
	".gitmodules",
	"**/package-lock.json",
	"**/npm-shrinkwrap.json",
	"**/yarn.lock",
	"**/pnpm-lock.yaml",
	"**/go.sum",
	"**/Cargo.lock",
	"**/poetry.lock",
	"**/uv.lock",
	"**/Pipfile.lock",
	"**/Gemfile.lock",
	"**/composer.lock",
	"**/gradle.lockfile",
	"Makefile",
	"CMakeLists.txt",
	"meson.build",
	"Dockerfile",
	"Jenkinsfile",
	"go.mod",
	"package.json",
	"Cargo.toml",
	"pyproject.toml",
	"pom.xml",
	"build.gradle",
	"build.gradle.kts",
	"settings.gradle",
	"settings.gradle.kts",
};

#define COUNT_OF(globs) (sizeof(globs) / sizeof((globs)[0]))

static bool
matches_any(const char *const *globs, size_t count, const char *path)
{
	for (size_t i = 0; i < count; i++)
		if (glob_matches(globs[i], path))
			return true;
	return false;
}

bool
scope_is_fixed_gate(const char *path)
{
	return matches_any(gate_globs, COUNT_OF(gate_globs), path);
}

bool
scope_is_gate(const struct policy *policy, const char *path)
{
	return scope_is_fixed_gate(path) || text_equal(policy->allowed_signers, path);
}

static bool
is_shared(const struct policy *policy, const char *path)
{
	return scope_is_gate(policy, path) ||
	       matches_any(shared_globs, COUNT_OF(shared_globs), path);
}

static bool
claims(const struct service_rules *service, const char *path)
{
	return service->paths.count == 0 || globs_match(&service->paths, path);
}

static bool
is_claimed(const struct policy *policy, const char *path)
{
	for (size_t i = 0; i < policy->services.count; i++)
		if (claims(&policy->services.at[i], path))
			return true;
	return globs_match(&policy->ignored, path);
}

bool
scope_needs_paths(const struct policy *policy)
{
	if (policy->ignored.count)
		return true;
	for (size_t i = 0; i < policy->services.count; i++)
		if (policy->services.at[i].paths.count)
			return true;
	return false;
}

bool
scope_has_path(const struct policy *policy, const char *service, const char *path)
{
	const struct service_rules *rules = policy_service(policy, service);

	if (rules && claims(rules, path))
		return true;
	if (!rules && !globs_match(&policy->ignored, path))
		return true;
	return is_shared(policy, path) || !is_claimed(policy, path);
}

void
scope_of_request(const struct policy *policy, const char *service,
		 const struct change_request *request, struct scope *out)
{
	*out = (struct scope){.inside = !request->paths_known};
	for (size_t i = 0; i < request->paths.count; i++) {
		const char *path = request->paths.at[i];

		if (is_shared(policy, path) && !out->shared)
			out->shared = path;
		if (policy->services.count && !is_claimed(policy, path) && !out->unclaimed)
			out->unclaimed = path;
		if (!out->inside && scope_has_path(policy, service, path))
			out->inside = true;
	}
}
